"""One indicator in one place: its years, its breaks, what it is divided into, its targets."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from boso.core.indicators.rollup import Rolled
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.charts import Bar, Chart, Point, Series, bars, line
from boso.programme.indicators import areas, figuring, queries, wording
from boso.programme.indicators.figuring import Place
from boso.programme.indicators.models import Indicator, Value

#: Years that make a line rather than bars.
FOR_A_LINE = 4


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
    places: tuple[Place, ...] = (organisation.pk, *names)
    for place in places:
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
    """A line where there are years enough for one, else bars; nothing of a single year."""
    found = [(one, figuring.result(value.measured, indicator)) for one, value in sorted(rolled.items())]
    shown = [(one, None if value is None else wording.rounded(value, indicator)) for one, value in found]
    known = [value for _one, value in shown if value is not None]
    if len(known) < 2:
        return None
    title, unit, category = indicator.words, indicator.unit, _("Year")
    if len(known) < FOR_A_LINE and min(known) >= 0:
        return bars(
            [Bar(str(one), (value,)) for one, value in shown], [Series(title)],
            title=title, unit=unit, category=category, width=720, height=200,
        )  # fmt: skip
    return line([(Series(""), [Point(*one) for one in shown])], title=title, unit=unit, category=category, width=720)
