"""One indicator in one place: its years, its breaks, what it is divided into, its targets."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from boso.core.indicators.rollup import Rolled
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.charts import Chart, Point, Series, line
from boso.programme.indicators import areas, figuring, queries, wording
from boso.programme.indicators.models import Indicator, Value


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the series. breaks: the names of those who came in that year, where the series is as it was."""

    year: int
    number: str
    why: str
    change: str
    told: str
    breaks: str


@dataclass(frozen=True, slots=True)
class History:
    """years: the newest first. place: whose figures they are, where they are not the organisation's own. parts: a year
    divided, with the label of the year. joined: whether borders changed at all.
    """

    years: tuple[Year, ...]
    place: str
    chart: Chart | None
    parts: tuple[tuple[str, str], ...]
    parts_of: str
    joined: bool


def history(actor: Actor, indicator: Indicator, organisation: Organisation, *, today: bool = False) -> History:
    """The indicator's years in a place; where it has none of its own, those of an area that it lies in."""
    borders = queries.borders(organisation)
    names = queries.area_names(organisation)
    found = queries.counted(actor, [organisation.pk, *borders.bodies], names).filter(indicator=indicator)
    values = figuring.board(found)
    for place in (organisation.pk, *names):
        spans = figuring.of_place(values, indicator, place, borders.joined, today=today)
        if spans:
            break
    years = sorted({span.starts.year for span in spans})
    rolled = {one: figuring.for_year(spans, one, indicator) for one in years}
    groups = _groups(actor, indicator, organisation)
    return History(
        years=tuple(
            _year(one, rolled, indicator, "" if today or isinstance(place, str) else borders.came(one))
            for one in reversed(years)
        ),
        place=areas.label(place) if isinstance(place, str) and years else "",
        chart=_chart(rolled, indicator),
        parts=tuple(
            (_group(row.group), wording.number(figuring.result(row.measured, indicator), indicator)) for row in groups
        ),
        parts_of=wording.period(groups[0].span) if groups else "",
        joined=bool(borders.joined),
    )


def _year(one: int, rolled: dict[int, Rolled], indicator: Indicator, came: str) -> Year:
    now = figuring.result(rolled[one].measured, indicator)
    before = figuring.result(rolled[one - 1].measured, indicator) if one - 1 in rolled else None
    return Year(
        one,
        wording.number(now, indicator),
        wording.reason(rolled[one].measured),
        "" if came else wording.change(now, before, indicator),
        wording.told_of(rolled[one], one),
        came,
    )


def _groups(actor: Actor, indicator: Indicator, organisation: Organisation) -> list[Value]:
    """The parts of the newest period that is divided."""
    found = list(queries.groups_of(actor, indicator, organisation))
    newest = max((row.starts for row in found), default=None)
    return [row for row in found if row.starts == newest]


def _group(code: str) -> str:
    """«age:0» as «0 years»."""
    kind, _colon, part = code.partition(":")
    return _("%(ages)s years") % {"ages": part} if kind == "age" else code


def _chart(rolled: dict[int, Rolled], indicator: Indicator) -> Chart | None:
    points = [Point(one, figuring.result(found.measured, indicator)) for one, found in sorted(rolled.items())]
    if sum(point.value is not None for point in points) < 2:
        return None
    rounded = [
        Point(point.at, None if point.value is None else round(float(point.value), indicator.decimals))
        for point in points
    ]
    return line([(Series(""), rounded)], title=indicator.words, unit=indicator.unit, category=_("Year"), width=720)
