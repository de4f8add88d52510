"""The words of an answer: steps, reasons, conditions, what is not known, and the sentences at the top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.instruments.guiding import NAMES
from boso.casework.instruments.law_values import named
from boso.core.economy.exact import to_kroner
from boso.core.values.numbers import grouped
from boso.core.values.numbers import kroner as as_kroner

Words = str | Promise

STEPS: dict[str, Words] = {
    "ceiling": gettext_lazy("Highest costs that count"),
    "approved": gettext_lazy("Costs that count"),
    "weight": gettext_lazy("Weight of the household"),
    "wealth_income": gettext_lazy("Income from wealth"),
    "income": gettext_lazy("Income that counts, by the weight"),
    "first_part": gettext_lazy("First part of the own share"),
    "second_part": gettext_lazy("Second part of the own share"),
    "own_share": gettext_lazy("Own share of a year"),
    "month": gettext_lazy("Bostøtte a month, exactly"),
    "paid": gettext_lazy("Paid out a month"),
}
FROM: dict[str, Words] = {
    "size": gettext_lazy("by size"), "municipality": gettext_lazy("by municipality"),
    "adapted": gettext_lazy("adapted home"), "costs": gettext_lazy("costs"), "ceiling": gettext_lazy("ceiling"),
    "adults": gettext_lazy("adults"), "children": gettext_lazy("children"), "adult": gettext_lazy("each adult"),
    "child": gettext_lazy("each child"), "wealth": gettext_lazy("wealth"), "free": gettext_lazy("free amount"),
    "income": gettext_lazy("income"), "wealth_income": gettext_lazy("from wealth"), "weight": gettext_lazy("weight"),
    "limit": gettext_lazy("limit"), "share": gettext_lazy("share"), "step": gettext_lazy("step"),
    "steps": gettext_lazy("steps"), "least": gettext_lazy("least"), "first_part": gettext_lazy("first part"),
    "second_part": gettext_lazy("second part"), "approved": gettext_lazy("costs that count"),
    "own_share": gettext_lazy("own share"), "coverage": gettext_lazy("covered share"),
    "month": gettext_lazy("a month"), "minimum": gettext_lazy("least that is paid"),
}  # fmt: skip
#: Shares of one, shown in percent; weights, shown as they are; all else is kroner.
SHARES = ("share", "coverage")
PLAIN = ("adults", "children", "adult", "child", "weight", "steps")

ABILITY: tuple[tuple[str, Words, int], ...] = (
    ("net_month", gettext_lazy("Paid out after tax"), 1),
    ("living_month", gettext_lazy("To live on"), -1),
    ("obligations_month", gettext_lazy("Loans and other fixed costs"), -1),
    ("buffer_month", gettext_lazy("Set aside"), -1),
)
BUDGET: dict[str, Words] = {
    "food": gettext_lazy("Food"), "clothes": gettext_lazy("Clothes"), "care": gettext_lazy("Personal care"),
    "play_and_media": gettext_lazy("Play and media"), "travel": gettext_lazy("Public transport"),
    "baby_equipment": gettext_lazy("Equipment for babies"), "kindergarten": gettext_lazy("Kindergarten"),
    "other_goods": gettext_lazy("Other goods"), "articles": gettext_lazy("Household articles"),
    "furniture": gettext_lazy("Furniture"), "media": gettext_lazy("Media and leisure"),
    "car_petrol": gettext_lazy("Car"), "car_electric": gettext_lazy("Electric car"),
}  # fmt: skip
INSTRUMENTS: dict[str, Words] = {
    "own": gettext_lazy("Own means"), "bank": gettext_lazy("Bank loan"), "startlan": gettext_lazy("Startlån"),
    "long_term": gettext_lazy("More than 30 years"), "grant": gettext_lazy("Grant for getting a home"),
    "bostotte": gettext_lazy("Bostøtte"), "guarantee": gettext_lazy("Guarantee for the deposit"),
}  # fmt: skip
CONDITIONS: dict[str, Words] = {
    "of_age": gettext_lazy("The applicant is of age"),
    "bank_refused": gettext_lazy("A bank lends nothing, or not enough"),
    "long_term_problem": gettext_lazy("It is expected to last that no bank lends enough"),
    "saving_used": gettext_lazy("What could be saved, is saved"),
    "ability_to_pay_over_time": gettext_lazy("The household can pay over time"),
    "dwelling_suitable_and_reasonable": gettext_lazy("The home suits the household, at a reasonable price"),
    "lasting_low_income": gettext_lazy("the income is low for good, and documented"),
    "fits_for_long": gettext_lazy("the home fits for a long time"),
    "renting_is_no_way": gettext_lazy("renting is unsuitable or clearly dearer"),
    "shorter_is_unsound": gettext_lazy("the municipality finds a shorter term unsound"),
    "security": gettext_lazy("The home is worth enough to stand for the loan"),
    "own_percent": gettext_lazy("The own share the municipality asks for is there"),
    "most_startlan": gettext_lazy("The loan is no larger than the municipality lends"),
    "most_years": gettext_lazy("The term is no longer than the municipality allows"),
    "interest_only_too_long": gettext_lazy("The time without instalments is no longer than the law allows"),
    "too_long": gettext_lazy("The term is no longer than the law allows"),
}
STANDINGS: dict[str, tuple[Words, str]] = {
    "met": (gettext_lazy("met"), "success"),
    "waived": (gettext_lazy("waived"), "fjord"),
    "not_met": (gettext_lazy("not met"), "danger"),
    "not_known": (gettext_lazy("nobody has said"), "neutral"),
}
READINGS: dict[str, Words] = {
    "same_income_and_rate": gettext_lazy("Income and interest are taken to stay as they are."),
    "value_is_the_price": gettext_lazy("The home is taken to be worth its price."),
    "grant_after_startlan": gettext_lazy("A grant is taken to be given only when startlån is used up."),
    "no_stress_rate": gettext_lazy("No higher interest is asked to be borne: the municipality has set none."),
    "rent_is_what_counts": gettext_lazy("Bostøtte is reckoned of the rent alone."),
    "not_held_against_the_floor": gettext_lazy("The state's guidance rates are not known for that day."),
}
SAID: dict[str, Words] = {
    "income": gettext_lazy("income before tax"), "wealth": gettext_lazy("net wealth"), "rent": gettext_lazy("the rent"),
    "persons": gettext_lazy("who lives there, and when they are born"),
    "own": gettext_lazy("own means"), "bank": gettext_lazy("what a bank says"),
    "terms": gettext_lazy("the interest of a startlån"),
    "local.grant_most": gettext_lazy("how large a grant the municipality gives"),
    "local.guarantee": gettext_lazy("whether the municipality guarantees for a deposit"),
    "risk": gettext_lazy("how much the municipality expects to lose on startlån"),
    "buying.counted_year": gettext_lazy("shared costs or municipal fees of the home"),
    "renting.counted_year": gettext_lazy("what the rented home costs"),
    "municipality_group": gettext_lazy("which part of the municipality it is"),
}  # fmt: skip
#: What can be asked of one person.
OF_PERSON: dict[str, Words] = {
    "income_year": gettext_lazy("income before tax of person %(number)s"),
    "net_month": gettext_lazy("what is paid out after tax to person %(number)s"),
    "sex": gettext_lazy("woman or man, of person %(number)s"),
}
_PERSON = re.compile(r"^persons\[(\d+)\]\.(\w+)$")


def kr(amount: float | Decimal | None) -> str:
    """An amount in whole kroner: 12 400 kr."""
    return "" if amount is None else as_kroner(int(to_kroner_of(amount)))


def whole(amount: float | Decimal | None) -> str:
    """The same without «kr», for columns."""
    return "" if amount is None else grouped(int(to_kroner_of(amount)))


def to_kroner_of(amount: float | Decimal) -> Decimal:
    """Whole kroner."""
    return to_kroner(Fraction(str(amount)))


def percent(rate: float | Decimal) -> str:
    """5.4 -> 5,4; two decimals at most."""
    return f"{Decimal(str(rate)):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def made_from(name: str, amount: float) -> str:
    """One number that a step was made from: «limit 137 462»."""
    label = str(FROM.get(name, name))
    if name in SHARES:
        return f"{label} {percent(Decimal(str(amount)) * 100)} %"
    if name in PLAIN:
        return f"{label} {percent(amount)}"
    return f"{label} {whole(amount)}"


def unknown(one: Mapping[str, str]) -> str:
    """What is not known, in words. A value of law is named as on the page of law."""
    key = one["key"]
    if one["area"]:
        return _("%(key)s is not known for that day") % {"key": named(one["area"], key)}
    found = _PERSON.match(key)
    if found and found.group(2) in OF_PERSON:
        return str(OF_PERSON[found.group(2)]) % {"number": found.group(1)}
    if key.startswith("startlan."):
        return _condition(key.removeprefix("startlan."))
    return str(SAID.get(key, key))


def _condition(name: str) -> str:
    words = str(CONDITIONS.get(name, name))
    return words[:1].lower() + words[1:]


def mix_name(mix: Mapping[str, Any]) -> str:
    """A mix in a few words: «Startlån and grant, 40 years»."""
    if mix["way"] == "renting":
        return _("Go on renting")
    names = {"own": _("Own means"), "bank": _("Bank loan"), "startlan": _("Startlån"), "grant": _("Grant")}
    parts = [words for name, words in names.items() if mix[name]]
    told = _joined([parts[0], *(_lower(part) for part in parts[1:])])
    return _with_years(told, mix)


def line_name(mix: Mapping[str, Any]) -> str:
    """The same without own means: what tells the lines of a picture apart."""
    return mix_name({**mix, "own": 0}) if mix["bank"] or mix["startlan"] else mix_name(mix)


def _with_years(told: str, mix: Mapping[str, Any]) -> str:
    if not mix["years"]:
        return told
    years = ngettext("%(count)d year", "%(count)d years", mix["years"]) % {"count": mix["years"]}
    return _("%(mix)s, %(years)s") % {"mix": told, "years": years}


def with_amounts(mix: Mapping[str, Any]) -> str:
    """A mix with its amounts: «startlån of 2 500 000 kr and a grant of 450 000 kr, over 40 years»."""
    said = {
        "own": _("own means of %(kr)s"), "bank": _("a bank loan of %(kr)s"), "startlan": _("startlån of %(kr)s"),
        "grant": _("a grant of %(kr)s"),
    }  # fmt: skip
    told = _joined([said[name] % {"kr": kr(mix[name])} for name in said if mix[name]])
    if not mix["years"]:
        return told
    return _("%(mix)s over %(count)d years") % {"mix": told, "count": mix["years"]}


def _joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def headline(combination: Mapping[str, Any], home: Mapping[str, Any]) -> str:
    """The answer in one or two sentences that can be read aloud."""
    mixes = combination["mixes"]
    place = combination["chosen"]
    if place is None:
        return _nothing(combination, home)
    mix = mixes[place]
    if mix["way"] == "renting":
        if home["price"] is not None:
            return _("Buying does not work now. Renting does: %(left)s is left a month.") % {"left": kr(mix["left"])}
        return _("When the home is paid, %(left)s is left a month.") % {"left": kr(mix["left"])}
    told = {"mix": with_amounts(mix), "left": kr(mix["left"])}
    return _("With %(mix)s the home can be bought, and %(left)s is left a month.") % told


def _nothing(combination: Mapping[str, Any], home: Mapping[str, Any]) -> str:
    place = combination["explained"]
    if place is None:
        return _("It cannot be said yet: something is not known.")
    mix = combination["mixes"][place]
    left = min(mix["left"], mix["left"] if mix["left_stressed"] is None else mix["left_stressed"])
    if mix["way"] == "renting" and home["price"] is not None:
        return _("No lawful way of paying for the home was found.")
    if mix["way"] == "renting":
        return _("When the home is paid, %(short)s is lacking a month.") % {"short": kr(-left)}
    return _("No way of paying for the home holds. The nearest lacks %(short)s a month.") % {"short": kr(-left)}


def boundary(combination: Mapping[str, Any]) -> list[str]:
    """Where it still works: one sentence of interest, one of income."""
    place = combination["explained"]
    if place is None:
        return []
    mix, told = combination["mixes"][place], []
    if mix["rate"] is not None:
        told.append(_of_rate(mix["rate"]))
    if combination["income"] is not None:
        told.append(_of_income(combination["income"]))
    return [sentence for sentence in told if sentence]


def _of_rate(span: Mapping[str, Any]) -> str:
    if span["high"] is None:
        return _("It works at no interest.")
    numbers = {"today": percent(span["today"]), "high": percent(span["high"]), "low": percent(span["low"])}
    if not span["works"]:
        if span["high"] < span["today"]:
            return _("It would work up to %(high)s percent; interest is %(today)s.") % numbers
        return _("It would work from %(low)s to %(high)s percent; interest is %(today)s.") % numbers
    if span["open_high"]:
        return _("It works at %(today)s percent, and still at %(high)s, the highest that is tried.") % numbers
    return _("From %(today)s percent to %(high)s percent it still works.") % numbers


def _of_income(span: Mapping[str, Any]) -> str:
    if span["low"] is None:
        return _("No income that was tried is enough.")
    numbers = {"low": kr(span["low"]), "more": kr(span["low"] - span["today"]), "less": kr(span["today"] - span["low"])}
    if not span["works"]:
        if span["low"] <= span["today"]:
            return ""
        return _("It needs %(low)s a month after tax: %(more)s more than today.") % numbers
    if span["open_low"]:
        return _("It works with less income too, as far down as was tried.")
    return _("If what is paid out a month falls by more than %(less)s, it no longer works.") % numbers


def reason(why: Mapping[str, Any], mix: Mapping[str, Any] | None) -> str:
    """Why one instrument is in the mix or not, in a sentence."""
    amount, conditions = kr(why["amount"]), _joined([str(CONDITIONS.get(one, one)) for one in why["conditions"]])
    missing = ", ".join(unknown(one) for one in why["missing"])
    name, because = why["instrument"], why["because"]
    if because == "used":
        return _used(name, amount, mix, missing)
    sentences: dict[str, str] = {
        "not_known": _("Nobody has said: %(missing)s.") % {"missing": missing or _("what it depends on")},
        "not_needed": _not_needed(name, amount),
        "dearer": _("It would cost more than what is used instead."),
        "none_there": _("The municipality gives none.") if name == "grant" else _("There is nothing."),
        "refused": _("The bank has said no."),
        "condition_not_met": _("Not met: %(conditions)s.") % {"conditions": conditions},
        "too_little": _too_little(name, amount),
        "not_entitled": _not_entitled(amount),
        "only_buying": _("Belongs to a home that is bought."),
        "only_renting": _("Belongs to a home that is rented."),
    }
    return sentences[because]


def _used(name: str, amount: str, mix: Mapping[str, Any] | None, missing: str) -> str:
    if name == "bostotte":
        return _("%(amount)s a month.") % {"amount": amount}
    if name == "long_term":
        years = 0 if mix is None else mix["years"]
        return _("%(count)d years. With a shorter term it does not hold.") % {"count": years}
    if name == "startlan" and missing:
        return _("%(amount)s, if this holds: %(missing)s.") % {"amount": amount, "missing": missing}
    return f"{amount}."


def _too_little(name: str, amount: str) -> str:
    if name == "startlan" and amount:
        return _("Not even the largest that is lawful is enough: %(amount)s a month is lacking.") % {"amount": amount}
    if name == "long_term" or not amount:
        return _("Not even this is enough.")
    return _("Even the largest, %(amount)s, is too little.") % {"amount": amount}


def _not_needed(name: str, amount: str) -> str:
    if name in ("own", "bank", "grant") and amount:
        return _("Not needed. There is up to %(amount)s.") % {"amount": amount}
    return _("Not needed.")


def _not_entitled(amount: str) -> str:
    if not amount:
        return _("Nothing is paid for such a home, whatever the income.")
    return _("Nothing is paid. With an income of %(amount)s a year or less, something would be.") % {"amount": amount}


def grounds(names: Iterable[str]) -> str:
    """Grounds for waiving, in words."""
    return ", ".join(str(NAMES.get(name, name)) for name in names)
