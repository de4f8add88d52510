"""JSON schema of what `./boso afford` answers: `boso-economy/1`, as docs/formats.md says it."""

from __future__ import annotations

from typing import Any

NUMBER, TEXT, WHOLE, FLAG = {"type": "number"}, {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MAYBE: dict[str, Any] = {"type": ["number", "null"]}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
MARK = {"enum": ["read", "derived", "assumed", "unknown"]}


def all_of(**keys: Any) -> dict[str, Any]:
    """An object with exactly these keys."""
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def many(what: Any) -> dict[str, Any]:
    return {"type": "array", "items": what}


def maybe(what: Any) -> dict[str, Any]:
    return {"anyOf": [what, {"type": "null"}]}


MISSING = many(all_of(area=TEXT, key=TEXT, why=TEXT))
USED = many(all_of(key=TEXT, starts=TEXT, mark=MARK, source=TEXT))
NOT_KNOWN = all_of(not_known=MISSING)
INSTRUMENTS = {"enum": ["own", "bank", "startlan", "long_term", "grant", "bostotte", "guarantee"]}
BECAUSE = [
    "used",
    "not_known",
    "not_needed",
    "dearer",
    "none_there",
    "refused",
    "condition_not_met",
    "too_little",
    "not_entitled",
    "only_buying",
    "only_renting",
]
BOSTOTTE = all_of(
    month=NUMBER,
    exact=NUMBER,
    regime={"enum": ["stepwise", "additive"]},
    steps=many(all_of(step=TEXT, amount=NUMBER, **{"from": {"type": "object"}})),
    most_income_year=MAYBE,
    another_1000_of_income=MAYBE,
    another_1000_of_rent=MAYBE,
    marks=many(MARK),
    used=USED,
)
ABILITY = all_of(
    net_month=NUMBER,
    living_month=NUMBER,
    living_from={"enum": ["seen", "reference_budget"]},
    budget=maybe(many(all_of(cost=TEXT, person={"type": ["integer", "null"]}, month=NUMBER))),
    floor_month=MAYBE,
    floor_not_known=MISSING,
    lifted_to_floor=FLAG,
    obligations_month=NUMBER,
    maintenance_month=NUMBER,
    buffer_month=NUMBER,
    running_month=NUMBER,
    left_month=NUMBER,
    for_loans_month=NUMBER,
    used=USED,
)
BORNE = all_of(rate_year=NUMBER, max=NUMBER, left_month=NUMBER)
LOAN = all_of(
    principal=NUMBER,
    month=NUMBER,
    month_at_first=NUMBER,
    interest=NUMBER,
    effective_rate_year=MAYBE,
    borne=maybe(BORNE),
    stress=maybe(BORNE),
    against=many(all_of(against=TEXT, key=TEXT, what=TEXT)),
)
COST = all_of(household=NUMBER, municipality=NUMBER, state=NUMBER, municipality_worst=NUMBER, state_worst=NUMBER)
MIX = all_of(
    way={"enum": ["buying", "renting"]},
    instruments=many(INSTRUMENTS),
    own=NUMBER,
    bank=NUMBER,
    startlan=NUMBER,
    grant=NUMBER,
    guarantee=NUMBER,
    years=WHOLE,
    bank_month=NUMBER,
    startlan_month=NUMBER,
    month=NUMBER,
    bostotte_month=NUMBER,
    left_month=NUMBER,
    left_month_stress=MAYBE,
    borne=FLAG,
    cost=COST,
)
SPAN = all_of(**{"from": NUMBER, "to": NUMBER, "step": NUMBER, "open_from": FLAG, "open_to": FLAG})
BOUNDARY = all_of(today=NUMBER, spans=many(SPAN))
PICTURE = many(all_of(rate=NUMBER, least_income_month=MAYBE))
CONDITION = all_of(
    condition=TEXT,
    asks=TEXT,
    standing={"enum": ["met", "waived", "not_met", "not_known"]},
    waivable=FLAG,
    grounds=many(TEXT),
    pointed=many(TEXT),
    waived_on=MAYBE_TEXT,
    missing=MISSING,
    mark=MARK,
    source=TEXT,
)
WHY = all_of(
    instrument=INSTRUMENTS,
    included=FLAG,
    because={"enum": BECAUSE},
    conditions=many(TEXT),
    missing=MISSING,
    amount=MAYBE,
)
PLACE = {"type": ["integer", "null"]}
OF_AIM = all_of(household=WHOLE, municipality=WHOLE, state=WHOLE, safest=WHOLE)
COMBINATION = all_of(
    chosen=PLACE,
    best={"type": "object", "properties": {"buying": OF_AIM, "renting": OF_AIM}, "additionalProperties": False},
    step=MAYBE,
    tried=WHOLE,
    borne=WHOLE,
    boundary=maybe(all_of(rate=maybe(BOUNDARY), income=BOUNDARY, picture=PICTURE)),
    conditions=many(CONDITION),
    why=many(WHY),
    in_the_way=many(TEXT),
    depends=MISSING,
    missing=MISSING,
    readings=many(TEXT),
)
ECONOMY = {
    "type": "object",
    "properties": {
        "format": {"const": "boso-economy/1"},
        "date": TEXT,
        "bostotte": {"anyOf": [BOSTOTTE, NOT_KNOWN]},
        "ability": {"anyOf": [ABILITY, NOT_KNOWN]},
        "loan": LOAN,
        "mixes": many(MIX),
        "combination": {"anyOf": [COMBINATION, NOT_KNOWN]},
    },
    "required": ["format", "date", "bostotte", "ability"],
    "dependentRequired": {"loan": ["mixes"], "mixes": ["combination"], "combination": ["mixes"]},
    "additionalProperties": False,
}
