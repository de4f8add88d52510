"""One household's question, from what is mapped, let and assessed; and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boso.casework.instruments import answering, asking, facts, guiding
from boso.casework.instruments.asking import Asked
from boso.casework.instruments.facts import Known
from boso.casework.instruments.models import GuidelinePoint
from boso.casework.instruments.sealing import Entered

Points = Mapping[str, GuidelinePoint]
#: What is used of the guideline where the assessment does not say it.
FROM_GUIDELINE = (("rate", guiding.RATE), ("stress_rate", "stress_rate"))


def question(known: Known, points: Points) -> Asked | None:
    """The question; none where it is not known who lives there, or nobody's income is.

    The guideline's rate is used where the assessment says none.
    """
    household = facts.economy(known)
    if household is None or len(household.persons) != len(known.counted):
        return None
    said = dict(known.entered.of_all)
    for name, key in FROM_GUIDELINE:
        if not said.get(name) and key in points:
            said[name] = points[key].value
    if known.lease is not None and known.lease.rent is not None:
        said["rent_month"] = str(known.lease.rent)
    return asking.asked(
        household,
        said,
        on=known.on,
        municipality=known.municipality,
        local=guiding.local_of(points),
        municipal_tenant=known.lease is not None,
    )


def answer(known: Known, points: Points) -> dict[str, Any] | None:
    """The answer of `answering`; none where it is not known who lives there."""
    asked = question(known, points)
    return None if asked is None else answering.answer(asked)


def renting_to_owning(known: Known, points: Points) -> list[tuple[str, str]]:
    """What is known for the calculator of that name, so that nobody has to type it again."""
    said = known.entered.of_all
    told = {
        "price": said.get("price"), "costs": said.get("costs"), "own": said.get("own"), "rent_month": known.rent,
        "rate": said.get("rate") or guiding.number(points, guiding.RATE),
        "loan_years": guiding.number(points, "most_years"),
        "entitled_to_municipal_dwelling": "yes" if known.lease is not None else None,
        "loan_refused_now": said.get("bank_refused"), "wants_to_own": said.get("wishes_to_own"),
    }  # fmt: skip
    return [(name, _typed(value)) for name, value in told.items() if value is not None]


def _typed(value: Any) -> str:
    """A value as somebody would type it."""
    if isinstance(value, Decimal):
        value = int(value) if value % 1 == 0 else value
    return str(value).replace(".", ",")


def frozen(known: Known, points: Points, entered: Entered) -> dict[str, Any]:
    """What an assessment keeps: who lived there, what was entered, which rules of its own the municipality had, and the
    answer.
    """
    return {
        "format": "boso-assessment/1",
        "date": known.on.isoformat(),
        "reference": known.household.reference,
        "municipality": known.municipality,
        "persons": [
            {
                "id": card.person_id, "role": card.role,
                "born": None if card.words.born is None else card.words.born.isoformat(),
            }
            for card in known.card.persons
        ],
        "lease": None if known.lease is None else {"id": known.lease.pk, "rent": _text(known.lease.rent)},
        "mapping": None if known.mapping is None else known.mapping.pk,
        "entered": entered.values(),
        "guideline": {key: {"id": row.pk, "value": row.value} for key, row in sorted(points.items())},
        "answer": answer(known, points),
    }  # fmt: skip


def _text(amount: Any) -> str | None:
    return None if amount is None else str(amount)
