"""Participants beside each other: a group, one indicator, by calendar year or by year in the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from boso.core.indicators.measured import MISSING, Measured
from boso.foundation.access.actor import Actor
from boso.foundation.web.charts import Chart, Point, Series, line
from boso.programme.indicators import figuring, queries, wording
from boso.programme.indicators.figuring import Board
from boso.programme.indicators.models import Indicator
from boso.programme.indicators.queries import Comparison
from boso.programme.partnership.models import Participation

#: Columns of the matrix, and years in the programme at most.
COLUMNS = 8
#: The key of the group of all.
ALL = "all"
CALENDAR, PROGRAMME = "calendar", "programme"


@dataclass(frozen=True, slots=True)
class Cell:
    """One participant in one year. why: in place of a number."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """heads: the years. rows: each with its cells. together: the group as one, and of how many each is."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    together: tuple[tuple[str, str], ...]
    chart: Chart | None
    is_empty: bool
    outside: tuple[str, ...]


def groups(actor: Actor) -> list[Comparison]:
    """All, each intake, the evaluated, and those the coordinator has made."""
    everyone = queries.everyone(actor)
    found = [Comparison(ALL, _("All participants"), tuple(everyone))]
    for year in sorted({one.intake.year for one in everyone if one.intake is not None}):
        members = tuple(one for one in everyone if one.intake is not None and one.intake.year == year)
        found.append(Comparison(f"intake-{year}", _("Intake %(year)s") % {"year": year}, members))
    found.append(Comparison("evaluated", _("The five evaluated"), tuple(one for one in everyone if one.evaluated)))
    for group in queries.own_groups(actor):
        found.append(Comparison(f"group-{group.pk}", group.name, tuple(group.members.all())))
    return [one for one in found if one.members]


def matrix(
    actor: Actor, indicator: Indicator, members: Sequence[Participation], year: int, axis: str = CALENDAR
) -> Matrix:
    """The members by the years up to `year`, or by their own years in the programme. Those with districts that take
    part have a line for each district too.
    """
    values = figuring.board(queries.counted(actor, _bodies(members)).filter(indicator=indicator))
    columns = list(range(1, COLUMNS + 1)) if axis == PROGRAMME else list(range(year - COLUMNS + 1, year + 1))
    outside: list[str] = []
    rows, board = [], []
    for member in members:
        first = member.intake.year if member.intake is not None else None
        if axis == PROGRAMME and first is None:
            outside.append(member.organisation.name)
            continue
        years = [first + column - 1 for column in columns] if axis == PROGRAMME and first else columns
        measured = [_of(values, indicator, member.organisation_id, one) if one <= year else MISSING for one in years]
        board.append(measured)
        rows.append((member.organisation.name, member.organisation.slug, _cells(measured, indicator)))
        for district in member.districts.all():
            parts = [_of(values, indicator, district.pk, one) if one <= year else MISSING for one in years]
            rows.append((district.name, district.slug, _cells(parts, indicator)))
    pooled = [figuring.pooled([row[place] for row in board], indicator) for place in range(len(columns))]
    numbers = [figuring.result(one.measured, indicator) for one in pooled]
    return Matrix(
        heads=tuple(_("Year %(number)s") % {"number": one} if axis == PROGRAMME else str(one) for one in columns),
        rows=tuple(rows),
        together=tuple(
            (wording.bare(number, indicator), f"{one.known}/{one.members}" if one.known else "")
            for number, one in zip(numbers, pooled, strict=True)
        ),
        chart=_chart(columns, numbers, indicator, axis),
        is_empty=not any(cell.number for _name, _slug, cells in rows for cell in cells),
        outside=tuple(outside),
    )


def _bodies(members: Sequence[Participation]) -> list[int]:
    return [pk for one in members for pk in (one.organisation_id, *(district.pk for district in one.districts.all()))]


def _of(values: Board, indicator: Indicator, place: int, year: int) -> Measured:
    return figuring.for_year(values.get((indicator.pk, place), {}), year, indicator).measured


def _cells(parts: Sequence[Measured], indicator: Indicator) -> tuple[Cell, ...]:
    return tuple(
        Cell(wording.bare(figuring.result(part, indicator), indicator), wording.reason(part)) for part in parts
    )


def _chart(columns: Sequence[int], numbers: Sequence[Decimal | None], indicator: Indicator, axis: str) -> Chart | None:
    """The group together over the years, where that is at least two points of the same thing."""
    if not indicator.is_ratio or sum(number is not None for number in numbers) < 2:
        return None
    points = [Point(column, number) for column, number in zip(columns, numbers, strict=True)]
    category = _("Year in the programme") if axis == PROGRAMME else _("Year")
    return line(
        [(Series(_("Together")), points)],
        title=indicator.words, unit=indicator.unit, category=category, width=700, height=200,
    )  # fmt: skip
