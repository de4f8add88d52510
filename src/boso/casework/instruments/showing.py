"""An answer ready for the template: the frozen one and a new one are shown alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from boso.casework.instruments import pictures, wording
from boso.casework.instruments.law_reading import MARKS
from boso.casework.instruments.law_values import named
from boso.casework.instruments.wording import Words, kr, percent, whole
from boso.core.economy.bostotte.terms import AREA as BOSTOTTE
from boso.foundation.web.charts import Chart


@dataclass(frozen=True, slots=True)
class Row:
    """A label with an amount, and how it came about."""

    label: Words
    amount: str
    note: str = ""
    sum: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How surely the law that was used is known."""

    label: Words
    colour: str


@dataclass(frozen=True, slots=True)
class MixRow:
    """One way of paying, in a table. tolerates: up to which interest. chosen: the one that is explained."""

    name: str
    startlan: str
    grant: str
    bank: str
    own: str
    bostotte: str
    loans: str
    left: str
    short: bool
    tolerates: str
    worst: str
    chosen: bool
    best_for: tuple[Words, ...]
    fails: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an instrument is in or not."""

    label: Words
    included: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of startlån, and how it stands."""

    label: Words
    standing: Words
    colour: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page. sentence: what is to be read first. unknown: what nobody has said or knows here."""

    sentence: str
    boundary: tuple[str, ...]
    chart: Chart | None
    month: tuple[Row, ...]
    mixes: tuple[MixRow, ...]
    with_bank: bool
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...]
    bostotte: str
    bostotte_steps: tuple[Row, ...]
    bostotte_notes: tuple[str, ...]
    marks: tuple[Mark, ...]
    used: tuple[Mapping[str, str], ...]
    ability: tuple[Row, ...]
    budget: tuple[Row, ...]
    ability_notes: tuple[str, ...]
    loans: tuple[Row, ...]
    readings: tuple[Words, ...]
    unknown: tuple[str, ...]
    law_unknown: tuple[Mapping[str, str], ...]
    tried: int
    costs: tuple[Row, ...]


def shown(told: Mapping[str, Any], prefix: str = "where") -> Shown:
    """An answer of `answering` in words, in the language of the page."""
    combination = told["combination"]
    missing = _missing(told)
    return Shown(
        sentence=_sentence(told),
        boundary=tuple(wording.boundary(combination)) if combination else (),
        chart=pictures.boundary(combination, prefix) if combination else None,
        month=tuple(_month(told)),
        mixes=tuple(_mixes(combination, told["home"]["stress_rate"])) if combination else (),
        with_bank=bool(combination) and any(mix["bank"] for mix in combination["mixes"]),
        reasons=tuple(_reasons(combination)) if combination else (),
        conditions=tuple(_conditions(combination)) if combination else (),
        bostotte=_bostotte(told["bostotte"]),
        bostotte_steps=tuple(_steps(told["bostotte"])),
        bostotte_notes=tuple(_bostotte_notes(told["bostotte"])),
        marks=tuple(_marks(told["bostotte"])),
        used=tuple(_of_law((told["bostotte"] or {}).get("used", ()))),
        ability=tuple(_ability(told["ability"])),
        budget=tuple(_budget(told["ability"])),
        ability_notes=tuple(_ability_notes(told)),
        loans=tuple(_loans(told)),
        readings=tuple(wording.READINGS[name] for name in (combination or {}).get("readings", ())),
        unknown=tuple(dict.fromkeys(wording.unknown(one) for one in missing if not one["area"])),
        law_unknown=tuple(_of_law(one for one in missing if one["area"])),
        tried=combination["tried"] if combination else 0,
        costs=tuple(_costs(combination)) if combination else (),
    )


def _of_law(of: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Values of law with what they are called, each once."""
    for area, key in dict.fromkeys((one.get("area") or BOSTOTTE, one["key"]) for one in of):
        yield {"area": area, "key": key, "name": named(area, key)}


def _sentence(told: Mapping[str, Any]) -> str:
    combination = told["combination"]
    if combination is not None and (combination["mixes"] or combination["missing"]):
        return wording.headline(combination, told["home"])
    return _bostotte(told["bostotte"])


def _bostotte(told: Mapping[str, Any] | None) -> str:
    """Bostøtte in the home of today, in a sentence; blank where no rent is said."""
    if told is None:
        return ""
    if "not_known" in told:
        return _("Bostøtte cannot be reckoned: something is not known.")
    if not told["month"]:
        return _("Bostøtte would be 0 kr in the home of today.")
    return _("Bostøtte would be about %(month)s a month in the home of today.") % {"month": kr(told["month"])}


def _steps(told: Mapping[str, Any] | None) -> Iterator[Row]:
    for step in (told or {}).get("steps", ()):
        parts = ", ".join(wording.made_from(name, amount) for name, amount in step["from"].items())
        amount = percent(step["amount"]) if step["step"] == "weight" else whole(step["amount"])
        yield Row(wording.STEPS[step["step"]], amount, parts, sum=step["step"] == "paid")


def _bostotte_notes(told: Mapping[str, Any] | None) -> Iterator[str]:
    if told is None or "not_known" in told:
        return
    if told["most_income_year"] is not None:
        income = {"income": kr(told["most_income_year"])}
        yield _("With more income than %(income)s a year before tax nothing is paid.") % income
    if told["another_1000_of_income"] is not None:
        yield _("1 000 kr more income a month: bostøtte %(change)s.") % {"change": _change(told, "income")}
        yield _("1 000 kr more rent a month: bostøtte %(change)s.") % {"change": _change(told, "rent")}


def _change(told: Mapping[str, Any], of: str) -> str:
    change = told[f"another_1000_of_{of}"]
    if not round(change):
        return _("stays as it is")
    words = _("falls by %(kr)s") if change < 0 else _("rises by %(kr)s")
    return words % {"kr": kr(abs(change))}


def _marks(told: Mapping[str, Any] | None) -> Iterator[Mark]:
    for mark in (told or {}).get("marks", ()):
        yield Mark(*MARKS[mark])


def _ability(told: Mapping[str, Any]) -> Iterator[Row]:
    if "not_known" in told:
        return
    for key, label, sign in wording.ABILITY:
        if told[key] or key in ("net_month", "living_month"):
            yield Row(label, whole(sign * told[key]), _living_from(told) if key == "living_month" else "")
    yield Row(_("Left for a home"), whole(told["left_month"]), sum=True, short=told["left_month"] < 0)


def _living_from(told: Mapping[str, Any]) -> str:
    if told["lifted_to_floor"]:
        return _("raised to the state's guidance rates")
    return _("as seen") if told["living_from"] == "seen" else _("reference budget (SIFO)")


def _budget(told: Mapping[str, Any]) -> Iterator[Row]:
    """The reference budget, added up over the persons."""
    sums: dict[str, float] = {}
    for one in told.get("budget") or ():
        sums[one["cost"]] = sums.get(one["cost"], 0) + one["month"]
    for cost, amount in sums.items():
        yield Row(wording.BUDGET[cost], whole(amount))


def _ability_notes(told: Mapping[str, Any]) -> Iterator[str]:
    able = told["ability"]
    if "not_known" in able:
        return
    if told["budget_of"] and able["living_from"] != "seen":
        yield _("The reference budget is that of %(year)s, the newest that is known here.") % _year(told["budget_of"])
    if able["floor_month"] is not None:
        floor = {"floor": kr(able["floor_month"])}
        said = _("The state's guidance rates come to %(floor)s a month; nobody is reckoned to live on less.") % floor
        if told["floor_of"]:
            said += " " + _("They are those of %(year)s, the newest that are known here.") % _year(told["floor_of"])
        yield said


def _year(day: str) -> dict[str, int]:
    return {"year": dt.date.fromisoformat(day).year}


def _loans(told: Mapping[str, Any]) -> Iterator[Row]:
    for one in told["loans"]:
        label = _("%(count)d years, %(rate)s percent") % {"count": one["years"], "rate": percent(one["rate"])}
        yield Row(label, whole(one["loan"]), _("%(kr)s a month") % {"kr": kr(one["month"])})


def _month(told: Mapping[str, Any]) -> Iterator[Row]:
    """The month with the mix that is explained."""
    combination, able = told["combination"], told["ability"]
    if combination is None or combination["explained"] is None or "not_known" in able:
        return
    mix = combination["mixes"][combination["explained"]]
    yield from list(_ability(able))[:-1]
    if mix["way"] == "renting":
        yield Row(_("Rent with electricity and insurance"), whole(-mix["month"]))
    else:
        running = mix["month"] - mix["bank_month"] - mix["startlan_month"]
        yield Row(_("Shared costs, fees, electricity"), whole(-running))
        for key, label in (("bank_month", _("Bank loan")), ("startlan_month", _("Startlån"))):
            if mix[key]:
                yield Row(label, whole(-mix[key]))
    if mix["bostotte"]:
        yield Row(_("Bostøtte"), whole(mix["bostotte"]))
    yield Row(_("Left"), whole(mix["left"]), sum=True, short=mix["left"] < 0)
    if mix["left_stressed"] is not None:
        label = _("Left at %(rate)s percent") % {"rate": percent(told["home"]["stress_rate"])}
        yield Row(label, whole(mix["left_stressed"]), short=mix["left_stressed"] < 0)


def _mixes(combination: Mapping[str, Any], stress: float | None) -> Iterator[MixRow]:
    aims = {
        "household": _("cheapest for the household"), "municipality": _("cheapest for the municipality"),
        "state": _("cheapest for the state"), "safest": _("bears the most"),
    }  # fmt: skip
    for number, mix in enumerate(combination["mixes"]):
        best = tuple(words for aim, words in aims.items() if combination["best"].get(aim) == number)
        rate = mix["rate"]
        yield MixRow(
            name=wording.mix_name(mix),
            startlan=_or_dash(mix["startlan"]),
            grant=_or_dash(mix["grant"]),
            bank=_or_dash(mix["bank"]),
            own=_or_dash(mix["own"]),
            bostotte=_or_dash(mix["bostotte"]),
            loans=_or_dash(mix["bank_month"] + mix["startlan_month"]),
            left=whole(mix["left"]),
            short=mix["left"] < 0,
            tolerates=_tolerates(rate),
            worst=_or_dash(mix["cost"]["municipality_worst"]),
            chosen=number == combination["explained"],
            best_for=best,
            fails=_fails(mix, stress),
        )


def _fails(mix: Mapping[str, Any], stress: float | None) -> str:
    """How the mix does not hold; blank where it does."""
    if mix["borne"]:
        return ""
    if mix["left"] >= 0 and stress is not None and (mix["left_stressed"] or 0) < 0:
        return _("does not hold at %(rate)s percent") % {"rate": percent(stress)}
    return _("does not hold")


def _costs(combination: Mapping[str, Any]) -> Iterator[Row]:
    """What the mix that is explained costs whom over the horizon, and what a loss could cost at the worst."""
    place = combination["explained"]
    if place is None:
        return
    cost, years = combination["mixes"][place]["cost"], {"count": combination["horizon"]}
    over = _("over %(count)d years, without instalments") % years
    yield Row(_("The household"), whole(cost["household"]), over)
    yield Row(_("The municipality"), whole(cost["municipality"]), _("grant, and what it can expect to lose"))
    yield Row(_("The state"), whole(cost["state"]), _("bostøtte, and what it can expect to lose"))
    if cost["municipality_worst"]:
        yield Row(
            _("The municipality, at the worst"), whole(cost["municipality_worst"]), _("if all of the loan is lost")
        )


def _or_dash(amount: float) -> str:
    return whole(amount) if amount else "–"


def _tolerates(rate: Mapping[str, Any] | None) -> str:
    if rate is None or rate["high"] is None:
        return "–"
    return f"{percent(rate['high'])} %"


def _reasons(combination: Mapping[str, Any]) -> Iterator[Reason]:
    place = combination["explained"]
    mix = None if place is None else combination["mixes"][place]
    for why in combination["why"]:
        yield Reason(wording.INSTRUMENTS[why["instrument"]], why["included"], wording.reason(why, mix))


def _conditions(combination: Mapping[str, Any]) -> Iterator[Condition]:
    for one in combination["conditions"]:
        standing, colour = wording.STANDINGS[one["standing"]]
        note = ""
        if one["waived_on"]:
            note = _("because of: %(ground)s") % {"ground": wording.grounds([one["waived_on"]])}
        elif one["standing"] in ("not_met", "not_known") and one["pointed"]:
            note = _("could be waived because of: %(ground)s") % {"ground": wording.grounds(one["pointed"])}
        elif one["standing"] in ("not_met", "not_known") and not one["waivable"]:
            note = _("is never waived")
        yield Condition(wording.CONDITIONS[one["condition"]], standing, colour, note)


def _missing(told: Mapping[str, Any]) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = list((told["bostotte"] or {}).get("not_known", ()))
    found += told["ability"].get("not_known", ())
    return found + list((told["combination"] or {}).get("missing", ()))
