"""A municipality's own guideline: its points and settings, beside the state's rules, and what they make of a question.

Settings are not points: the state leaves them to the municipality, and no household is shut out by them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.instruments.models import GuidelinePoint
from boso.core.economy.combination.question import Local
from boso.core.economy.exposure import Risk
from boso.core.economy.guideline import BadPoint, Compared, Point, catalogue, compared, point
from boso.core.law.parameters import NotKnown
from boso.core.values.periods import Period
from boso.foundation.access.decisions import NotNow

#: The rate BoSo reckons with where nobody says another, and how many loans the municipality expects to lose on.
RATE, LOSSES, FALL = "rate", "loss_percent_year", "price_fall_percent"
SETTINGS = (RATE, LOSSES, FALL)
NUMBER, DEMAND, LIST = "number", "demand", "list"
MOST = 100

POINTS: dict[str, str | Promise] = {
    "youngest": gettext_lazy("Youngest applicant, years"),
    "oldest": gettext_lazy("Oldest applicant, years"),
    "residence_months": gettext_lazy("Lived in the municipality, months"),
    "own_percent": gettext_lazy("Own means, percent of the price"),
    "most_kroner": gettext_lazy("Largest startlån, kr"),
    "most_years": gettext_lazy("Longest term, years"),
    "most_interest_only_years": gettext_lazy("Years without instalments, at most"),
    "most_percent_of_value": gettext_lazy("Loan, at most, percent of the value"),
    "margin": gettext_lazy("Added to Husbanken's rate, percentage points"),
    "stress_rate": gettext_lazy("Rate that must be borne, percent a year"),
    "steady_income": gettext_lazy("A steady income is asked for"),
    "no_arrears": gettext_lazy("No arrears or debts to the municipality"),
    "no_payment_remarks": gettext_lazy("No remarks on payment"),
    "grounds": gettext_lazy("Grounds on which conditions are waived"),
    "purposes": gettext_lazy("What a startlån is given for"),
    "grant_most_kroner": gettext_lazy("Largest grant for getting a home, kr"),
    "grant_years": gettext_lazy("Years in which a grant is written down"),
    "grant_after_startlan": gettext_lazy("A grant only when startlån is used up"),
    "deposit_guarantee": gettext_lazy("A guarantee instead of a deposit"),
    RATE: gettext_lazy("Rate of a startlån that is reckoned with, percent a year"),
    LOSSES: gettext_lazy("Startlån that end in a loss, percent a year"),
    FALL: gettext_lazy("Fall in price that is reckoned with then, percent"),
}
NAMES: dict[str, str | Promise] = {
    "barn_eller_sosial_helse": gettext_lazy("children, or particular social or health reasons"),
    "miste_bolig_refinansiering": gettext_lazy("may lose the home, and the loan refinances"),
    "beholde_rekruttere_arbeidskraft": gettext_lazy("the place must keep or recruit workers"),
    "bedre_utnyttelse_kommunale_boliger": gettext_lazy("rents from the municipality, whose dwelling others can use"),
    "purchase": gettext_lazy("buying"),
    "refinancing": gettext_lazy("refinancing to keep the home"),
    "works": gettext_lazy("improving or adapting"),
    "building": gettext_lazy("building"),
}


def kind_of(key: str, on: dt.date) -> str:
    """What a point or setting holds: a number, a demand (yes or no), or a list of names.

    Raises NotNow for a key that is neither.
    """
    if key in SETTINGS:
        return NUMBER
    rule = _catalogue(on).get(key)
    if rule is None:
        raise NotNow(_("A guideline has no such point."))
    return str(rule["kind"])


def keys(on: dt.date) -> list[str]:
    """Every point and setting, in the order of the catalogue."""
    return [*_catalogue(on), *SETTINGS]


def checked(key: str, value: Any, decision: str, starts: dt.date) -> Any:
    """What a point says, as it is kept.

    Raises NotNow for what it cannot say, or without the decision it rests on.
    """
    if not decision.strip():
        raise NotNow(_("Say which decision it rests on."))
    said = _number(value) if kind_of(key, starts) == NUMBER else value
    if key in SETTINGS:
        if not 0 <= said <= MOST:
            raise NotNow(_("A percent is from 0 to 100."))
        return _plain(said)
    try:
        return _plain(point(key, said, decision, Period(starts)).value)
    except BadPoint as error:
        raise NotNow(_("The guideline cannot say that: %(why)s") % {"why": error}) from error


def as_point(row: GuidelinePoint) -> Point | None:
    """A point as the core knows it; none for a setting."""
    if row.key in SETTINGS:
        return None
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    value = value if isinstance(value, bool | tuple) else _number(value)
    return point(row.key, value, row.decision, Period(row.starts, row.ends))


def beside(rows: Iterable[GuidelinePoint], on: dt.date) -> dict[int, Compared]:
    """Each point beside the state's rule of that day, by its id; settings and what nobody knows are left out."""
    found = {}
    for row in rows:
        local = as_point(row)
        if local is None:
            continue
        try:
            found[row.pk] = compared(local, on)
        except NotKnown:
            continue
    return found


def local_of(points: Mapping[str, GuidelinePoint]) -> Local:
    """What the municipality gives and sets, for the combination."""
    return Local(
        grant_most=number(points, "grant_most_kroner"),
        grant_after_startlan=flag(points, "grant_after_startlan"),
        guarantee=flag(points, "deposit_guarantee"),
        risk=_risk(points),
        most_startlan=number(points, "most_kroner"),
        most_years=_whole(number(points, "most_years")),
        own_percent=number(points, "own_percent"),
    )


def number(points: Mapping[str, GuidelinePoint], key: str) -> Decimal | None:
    """The number a point says; none where it is not written."""
    return None if key not in points else _number(points[key].value)


def flag(points: Mapping[str, GuidelinePoint], key: str) -> bool | None:
    """What a demand says; none where it is not written."""
    return None if key not in points else bool(points[key].value)


def _risk(points: Mapping[str, GuidelinePoint]) -> Risk | None:
    losses, fall = number(points, LOSSES), number(points, FALL)
    return None if losses is None or fall is None else Risk(losses, fall)


def _whole(said: Decimal | None) -> int | None:
    return None if said is None else int(said)


def _number(said: Any) -> Decimal:
    try:
        return Decimal(str(said))
    except InvalidOperation:
        raise NotNow(_("Write a number.")) from None


def _plain(said: Any) -> Any:
    """As JSON: numbers as text, so that none is changed on the way."""
    if isinstance(said, tuple):
        return list(said)
    return said if isinstance(said, bool) else str(said)


def _catalogue(on: dt.date) -> dict[str, dict[str, Any]]:
    try:
        return catalogue(on)
    except NotKnown:
        raise NotNow(_("The rules of that day are not here.")) from None


def lawful_names(key: str) -> tuple[str, ...]:
    """The names a list may hold: those the regulation has."""
    return GROUNDS if key == "grounds" else PURPOSES


GROUNDS = (
    "barn_eller_sosial_helse", "miste_bolig_refinansiering", "beholde_rekruttere_arbeidskraft",
    "bedre_utnyttelse_kommunale_boliger",
)  # fmt: skip
PURPOSES = ("purchase", "refinancing", "works", "building")
