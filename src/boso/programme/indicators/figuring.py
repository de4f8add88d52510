"""Values brought together for a page: by place and period, rolled up, over borders, against targets and others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boso.core.indicators.borders import Joined, Point, series
from boso.core.indicators.measured import MISSING, Measured, State, together
from boso.core.indicators.rollup import Rolled, over_time
from boso.core.indicators.spans import Span, year
from boso.programme.indicators.models import Indicator, Value

#: A place: an organisation's id, or the name of an area.
Place = int | str
Board = Mapping[tuple[int, Place], Mapping[Span, Measured]]


def board(values: Iterable[Value]) -> Board:
    """The values by indicator and place."""
    found: dict[tuple[int, Place], dict[Span, Measured]] = defaultdict(dict)
    for value in values:
        found[(value.indicator_id, value.organisation_id or value.area)][value.span] = value.measured
    return found


def of_place(
    values: Board, indicator: Indicator, place: Place, joined: Sequence[Joined[int]] = (), *, today: bool = False
) -> Mapping[Span, Measured]:
    """An indicator's values of a place, as it was, or in today's borders."""
    own = values.get((indicator.pk, place), {})
    if not (today and joined and isinstance(place, int)):
        return own
    bodies = [place, *(body for change in joined for body in change.bodies)]
    parts: dict[int, Mapping[Span, Measured]] = {body: values.get((indicator.pk, body), {}) for body in bodies}
    spans = sorted({span for found in parts.values() for span in found})
    points = series(parts, place, spans, joined, today=True, ratio=indicator.is_ratio)
    return {point.span: _allowed(point, indicator) for point in points}


def _allowed(point: Point[int], indicator: Indicator) -> Measured:
    return point.measured if indicator.adds_up or len(point.bodies) == 1 else MISSING


def for_year(values: Mapping[Span, Measured], number: int, indicator: Indicator) -> Rolled:
    """The value of a calendar year, rolled up from what there is."""
    return over_time(values, year(number), indicator.how, ratio=indicator.is_ratio)


def latest(values: Mapping[Span, Measured], number: int, indicator: Indicator) -> tuple[Rolled, int] | None:
    """The value of the year, or of the last year before it that has one; else why there is none that year."""
    if not values:
        return None
    first = min(span.starts.year for span in values)
    for one in range(number, first - 1, -1):
        rolled = for_year(values, one, indicator)
        if rolled.measured.is_known:
            return rolled, one
    for one in range(number, first - 1, -1):
        rolled = for_year(values, one, indicator)
        if rolled.measured.state is not State.MISSING:
            return rolled, one
    return None


def result(measured: Measured, indicator: Indicator) -> Decimal | None:
    """The number to show."""
    return measured.result(indicator.per, ratio=indicator.is_ratio)


@dataclass(frozen=True, slots=True)
class Pooled:
    """Several places together. known of members: how many have a value."""

    measured: Measured
    known: int
    members: int


def pooled(parts: Collection[Measured], indicator: Indicator) -> Pooled:
    """Those of several places that are known, together: numerators and denominators added, nothing averaged."""
    known = [part for part in parts if part.is_known]
    if not known or not indicator.adds_up:
        return Pooled(MISSING, len(known), len(parts))
    return Pooled(together(known, ratio=indicator.is_ratio), len(known), len(parts))
