"""Percentages that were filled up to 100: which counts print so when what rounding leaves goes to large remainders.

Where three shares of 13 are printed as 46, 39 and 15, no base up to 13 gives them one by one. Filled up to 100, 6, 5
and 2 do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from boso.core.surveys.rounding import Way, rounded


def filled_up(printed: Sequence[Decimal], bases: Iterable[int]) -> list[tuple[int, ...]]:
    """The counts, by base and then in order, that print so by largest remainders; all answers must be printed.

    Raises ValueError for a base below 1 and for percentages with different decimals.
    """
    places = {max(0, -int(each.as_tuple().exponent)) for each in printed}
    if len(places) > 1:
        raise ValueError("the percentages are printed to different decimals")
    if not printed or sum(printed) != 100:
        return []
    decimals = places.pop()
    wanted = tuple(printed)
    return [
        counts
        for base in sorted(set(bases))
        for counts in _near(wanted, base, decimals)
        if (found := rounded(counts, Way.LARGEST_REMAINDER, decimals)) is not None and found.percents == wanted
    ]


def _near(printed: Sequence[Decimal], base: int, decimals: int) -> Iterator[tuple[int, ...]]:
    """Counts that add up to the base, each less than one unit from what is printed."""
    if base < 1:
        raise ValueError("a base is at least 1")
    unit = Decimal(1).scaleb(-decimals)
    spans = []
    for each in printed:
        low, high = (each - unit) * base / 100, (each + unit) * base / 100
        spans.append(range(max(0, int(low)), min(base, int(high) + 1) + 1))
    return _sums(spans, base)


def _sums(spans: Sequence[range], left: int) -> Iterator[tuple[int, ...]]:
    first, *rest = spans
    if not rest:
        if left in first:
            yield (left,)
        return
    for count in first:
        if count <= left:
            for others in _sums(rest, left - count):
                yield (count, *others)
