"""The gap some years on, if needs grow by so much and what is known of the homes comes true. Nothing is forecast.

Needs of every kind grow alike; a home goes out on the day its lease-in or right ends; nothing is built or bought that
is not said; whoever lives where nobody has mapped the need stays. Each year is matched anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from boso.core.gap.heaps import Heaps
from boso.core.gap.table import IN_PLAY, Housing, Needing, Rules, sorted_out


@dataclass(frozen=True, slots=True)
class Year:
    """What it comes to so many years on, for low, middle and high growth."""

    years: int
    on: dt.date
    homes: int
    gone: int
    """Homes in play today that are no longer the municipality's by then."""
    need: tuple[int, int, int]
    missing: tuple[int, int, int]


def ahead(
    on: dt.date,
    needing: Sequence[Needing],
    stock: Sequence[Housing],
    rules: Rules,
    years: Sequence[int],
    growth: tuple[float, float, float],
) -> list[Year]:
    """growth: percent a year, low, middle and high."""
    seen = sorted_out(needing, stock, rules)
    found = []
    for count in years:
        then = years_on(on, count)
        ended = [one for one in stock if one.use in IN_PLAY and one.until is not None and one.until <= then]
        left = seen.whole.without([], [(seen.homes[one.key][0], 1) for one in ended])
        grown = [grow(left, (1 + percent / 100) ** count) for percent in growth]
        needs = [sum(one.needs) for one in grown]
        missing = [need - sum(one.matched().met) for need, one in zip(needs, grown, strict=True)]
        found.append(Year(count, then, sum(left.homes), len(ended), _three(needs), _three(missing)))
    return found


def grow(whole: Heaps, factor: float) -> Heaps:
    """Every heap of needs so many times as large; whole needs, shared out by the largest remainder."""
    exact = [count * factor for count in whole.needs]
    counts = [int(one) for one in exact]
    rest = round(sum(exact)) - sum(counts)
    for place in sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))[:rest]:
        counts[place] += 1
    return replace(whole, needs=tuple(counts))


def years_on(on: dt.date, years: int) -> dt.date:
    """The same day so many years later; 28 February for 29."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)


def _three(values: Sequence[int]) -> tuple[int, int, int]:
    low, middle, high = values
    return low, middle, high


def quarters_back(on: dt.date, count: int) -> list[dt.date]:
    """The last days of so many quarters of a year before a day, and the day itself, the oldest first."""
    found = [on]
    first = dt.date(on.year, on.month - (on.month - 1) % 3, 1)
    for _quarter in range(count):
        found.append(first - dt.timedelta(days=1))
        first = dt.date(first.year - (first.month == 1), (first.month - 4) % 12 + 1, 1)
    return found[::-1]
