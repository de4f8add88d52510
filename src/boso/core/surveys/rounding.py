"""Percentages as they are shown, and which way they were rounded: each for itself, or so that they add up to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Way(StrEnum):
    """plain: each for itself, halves up; the sum may differ from 100. largest_remainder: all down, then the one left
    over units to the largest remainders, of equal ones to the earlier; the sum is 100.
    """

    PLAIN = "plain"
    LARGEST_REMAINDER = "largest_remainder"


@dataclass(frozen=True, slots=True)
class Rounded:
    """Percentages in the order of their counts, and the way they were rounded."""

    percents: tuple[Decimal, ...]
    way: Way

    @property
    def total(self) -> Decimal:
        """What the shown ones add up to."""
        return sum(self.percents, Decimal(0))


def half_up(value: Fraction, decimals: int) -> Decimal:
    """A number to so many decimals, halves away from zero."""
    units = abs(value) * 10**decimals
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def rounded(counts: Sequence[int | Fraction], way: Way, decimals: int = 0) -> Rounded | None:
    """Each count in percent of their sum; none where the sum is 0. Raises ValueError for a count below 0."""
    if any(count < 0 for count in counts):
        raise ValueError("a count is never below 0")
    whole = sum(counts)
    if not whole:
        return None
    exact = [Fraction(count) * 100 / whole for count in counts]
    if way is Way.PLAIN:
        return Rounded(tuple(half_up(each, decimals) for each in exact), way)
    units = [each * 10**decimals for each in exact]
    down = [unit.numerator // unit.denominator for unit in units]
    left = 100 * 10**decimals - sum(down)
    first = sorted(range(len(units)), key=lambda at: (down[at] - units[at], at))[:left]
    for at in first:
        down[at] += 1
    return Rounded(tuple(Decimal(unit).scaleb(-decimals) for unit in down), way)
