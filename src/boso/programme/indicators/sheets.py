"""The fact sheet: what is known of a municipality or district, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from boso.core.indicators.borders import Joined
from boso.core.indicators.measured import Measured
from boso.core.indicators.rollup import achievement, is_met
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import codes_of
from boso.foundation.web.charts import Bar, Chart, Series, bars
from boso.programme.indicators import areas, figuring, queries, wording
from boso.programme.indicators.figuring import Board, Place
from boso.programme.indicators.models import Direction, Indicator, Target, Theme
from boso.programme.indicators.queries import Subject
from boso.programme.partnership.models import Participation

__all__ = ["Line", "Sheet", "sheet"]
#: Years in the picture, and what may be drawn, the first that has enough.
PICTURED = 8
PICTURES = ("bostotte_amount", "population")


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator on the sheet. number: empty where there is none, then `lacking` says why and `source` from where
    it would come. other: whose figure it is, where it is not the place's own. group: those compared with.
    """

    indicator: Indicator
    number: str
    when: str
    change: str
    lacking: str
    other: str
    group: str
    target: str
    met: bool | None
    is_loaded: bool
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page. themes: lines under their headings. breaks: years in which others came in, with their names."""

    organisation: Organisation
    participation: Participation
    year: int
    programme_year: int | None
    codes: str
    themes: tuple[tuple[str, tuple[Line, ...]], ...]
    key_lines: tuple[Line, ...]
    chart: Chart | None
    breaks: tuple[tuple[int, str], ...]
    today: bool
    group_label: str
    not_loaded: tuple[Line, ...]

    @property
    def has_targets(self) -> bool:
        """Whether any line has a target, and so the column is needed."""
        return any(line.target for _theme, lines in self.themes for line in lines)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 4 + bool(self.group_label) + self.has_targets


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines are worked out of."""

    values: Board
    place: int
    names: tuple[str, ...]
    joined: Sequence[Joined[int]]
    today: bool
    year: int
    members: tuple[int, ...]
    targets: dict[int, Target]


def sheet(actor: Actor, subject: Subject, year: int, *, today: bool = False) -> Sheet:
    """The fact sheet of a participant's municipality or district for a year. today: in today's borders."""
    organisation, participation = subject.organisation, subject.participation
    borders = queries.borders(organisation)
    first = participation.intake.year if participation.intake is not None else None
    same = [
        one for one in subject.everyone if first is not None and one.intake is not None and one.intake.year == first
    ]
    members = tuple(one.organisation_id for one in same if one.organisation_id != organisation.pk)
    names = queries.area_names(organisation)
    known = _Known(
        figuring.board(queries.counted(actor, [organisation.pk, *borders.bodies, *members], names)),
        organisation.pk, names, borders.joined, today, year, members,
        {one.indicator_id: one for one in _targets(actor, subject, year)},
    )  # fmt: skip
    chosen = sorted(
        (one for one in queries.passports(actor).prefetch_related(None) if one.place is not None),
        key=lambda one: one.place or 0,
    )
    lines = [_line(one, known) for one in chosen]
    return Sheet(
        organisation=organisation,
        participation=participation,
        year=year,
        programme_year=wording.years_in(first, year),
        codes=_codes(organisation),
        themes=_by_theme(lines),
        key_lines=tuple(line for line in lines if line.number and not line.other)[:4],
        chart=_chart([line.indicator for line in lines], known),
        breaks=tuple((one.on.year, borders.came(one.on.year)) for one in borders.joined),
        today=today,
        group_label=_("Others of intake %(year)s") % {"year": first} if members else "",
        not_loaded=tuple(line for line in lines if not line.is_loaded),
    )


def _targets(actor: Actor, subject: Subject, year: int) -> list[Target]:
    """The next target of each indicator from that year on; a district has none of its own."""
    if subject.own is None:
        return []
    return [one for one in reversed(queries.targets(actor, subject.own)) if one.year >= year]


def _line(indicator: Indicator, known: _Known) -> Line:
    later = 0
    places: tuple[Place, ...] = (known.place, *known.names)
    for place in places:
        values = figuring.of_place(known.values, indicator, place, known.joined, today=known.today)
        found = figuring.latest(values, known.year, indicator)
        if found is None:
            later = later or min((span.starts.year for span in values), default=0)
            continue
        rolled, when = found
        now = figuring.result(rolled.measured, indicator)
        earlier = figuring.for_year(values, when - 1, indicator)
        breaks = not known.today and _crosses(known.joined, when)
        target = known.targets.get(indicator.pk) if place == known.place else None
        return Line(
            indicator,
            number=wording.number(now, indicator),
            when=wording.told_of(rolled, when),
            change="" if breaks else wording.change(now, figuring.result(earlier.measured, indicator), indicator),
            lacking=wording.reason(rolled.measured),
            other=areas.label(place) if isinstance(place, str) else "",
            group=_group(indicator, known, when) if place == known.place else "",
            target=_target(target, now),
            met=_met(target, now),
            is_loaded=True,
            breaks=breaks,
        )
    if later:
        lacking = _("begins in %(year)s") % {"year": later}
        return Line(indicator, "", "", "", lacking, "", "", "", None, is_loaded=True)
    return Line(indicator, "", "", "", _("not loaded"), "", "", "", None, is_loaded=False)


def _group(indicator: Indicator, known: _Known, year: int) -> str:
    """The others together, where putting them together says something beside one of them: shares, rates, means."""
    if not indicator.is_ratio or not known.members:
        return ""
    parts: list[Measured] = []
    for member in known.members:
        place: Place = member
        parts.append(figuring.for_year(known.values.get((indicator.pk, place), {}), year, indicator).measured)
    together = figuring.pooled(parts, indicator)
    return wording.number(figuring.result(together.measured, indicator), indicator)


def _target(target: Target | None, now: Decimal | None) -> str:
    if target is None:
        return ""
    down = target.indicator.direction == Direction.DOWN
    said = _("%(value)s by %(year)s") % {
        "value": wording.number(target.value, target.indicator), "year": target.year,
    }  # fmt: skip
    gone = achievement(now, target.value, target.baseline, down=down)
    if gone is None:
        return said
    return _("%(target)s; %(gone)s %% of the way") % {"target": said, "gone": round(gone)}


def _met(target: Target | None, now: Decimal | None) -> bool | None:
    if target is None:
        return None
    return is_met(now, target.value, down=target.indicator.direction == Direction.DOWN)


def _by_theme(lines: Sequence[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    found = []
    for theme in Theme:
        under = tuple(one for one in lines if one.indicator.theme == theme and one.is_loaded)
        if under:
            found.append((str(theme.label), under))
    return tuple(found)


def _chart(indicators: Sequence[Indicator], known: _Known) -> Chart | None:
    """The years behind: of the first indicator that has at least two."""
    by_key = {one.key: one for one in indicators}
    for indicator in [by_key[name] for name in PICTURES if name in by_key]:
        values = figuring.of_place(known.values, indicator, known.place, known.joined, today=known.today)
        years = range(known.year - PICTURED + 1, known.year + 1)
        found = [(one, figuring.result(figuring.for_year(values, one, indicator).measured, indicator)) for one in years]
        known_years = [one for one, value in found if value is not None]
        if len(known_years) > 1:
            return _bars(indicator, [pair for pair in found if pair[0] >= known_years[0]])
    return None


def _bars(indicator: Indicator, found: Sequence[tuple[int, Decimal | None]]) -> Chart:
    millions = indicator.measure == "amount"
    shown = [
        (one, value if value is None or not millions else (value / 1_000_000).quantize(Decimal("0.1")))
        for one, value in found
    ]
    return bars(
        [Bar(str(one), (value,)) for one, value in shown],
        [Series(indicator.words)],
        title=_("%(name)s, year by year") % {"name": indicator.words},
        unit=_("mill. kr") if millions else indicator.unit,
        category=_("Year"),
        width=620,
        height=150,
    )


def _crosses(joined: Sequence[Joined[int]], year: int) -> bool:
    return any(change.on.year == year for change in joined)


def _codes(organisation: Organisation) -> str:
    return ", ".join(dict.fromkeys(row.code for row in reversed(codes_of(organisation))))
