"""A share, and the range it may lie in.

Where nothing else is said the range is Wilson's score interval. Asking nearly all of a small population leaves little
to chance: the range is then that of a larger sample of an endless one, n (N - 1) / (N - n). That narrows what chance
does, never what those who did not answer would have said.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import scipy

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Range:
    """From 0 to 1, or from -1 to 1 for a difference."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """count of base; weighted counts where answers have weights. effective: what the range is reckoned by, the answers
    that equal weights would need to be as sure. population: of how many the base is a part, where that is known.
    """

    count: float
    base: float
    effective: float
    level: float = LEVEL
    population: int | None = None

    @property
    def value(self) -> float | None:
        """The share; none without a base."""
        return self.count / self.base if self.base else None

    @property
    def range(self) -> Range | None:
        """Wilson's score interval; none without a base."""
        if not self.base:
            return None
        value = self.count / self.base
        if math.isinf(self.effective):
            return Range(value, value)
        return wilson(value * self.effective, self.effective, self.level)


def share(
    count: float,
    base: float,
    *,
    population: int | None = None,
    level: float = LEVEL,
    effective: float | None = None,
    persons: float | None = None,
) -> Share:
    """A share of a base. Where answers have weights, effective: how many equal ones they are as sure as, and persons:
    how many there are; else both are the base.

    population: how many the persons are of. Raises ValueError where a part is larger than its whole.
    """
    if not 0 <= count <= base or not 0 < level < 1:
        raise ValueError("a part is from 0 to its whole, a level between 0 and 1")
    size = base if effective is None else effective
    if population is not None:
        size = in_population(size, population, base if persons is None else persons)
    return Share(count, base, size, level, population)


def in_population(size: float, population: int, persons: float) -> float:
    """So many of an endless population are as sure as `size` of this one, of which `persons` answered; infinity when
    all did.

    Raises ValueError for more persons than there are.
    """
    if persons > population:
        raise ValueError("a sample is no larger than its population")
    if persons == population:
        return math.inf
    return size * (population - 1) / (population - persons)


def quantile(level: float) -> float:
    """The number of standard errors to each side that holds the level: 1.96 for 0.95."""
    return float(scipy.special.ndtri((1 + level) / 2))


def wilson(count: float, base: float, level: float = LEVEL) -> Range:
    """The score interval."""
    z = quantile(level)
    middle = (count + z * z / 2) / (base + z * z)
    half = z * math.sqrt(max(0.0, count * (base - count) / base) + z * z / 4) / (base + z * z)
    return Range(0.0 if count == 0 else max(0.0, middle - half), 1.0 if count == base else min(1.0, middle + half))


def wilson_corrected(count: float, base: float, level: float = LEVEL) -> Range:
    """The score interval with correction for continuity: wider, on the safe side."""
    z = quantile(level)
    value, rest = count / base, 1 - count / base
    low = 2 * count + z * z - 1 - z * math.sqrt(max(0.0, z * z - 2 - 1 / base + 4 * value * (base * rest + 1)))
    high = 2 * count + z * z + 1 + z * math.sqrt(max(0.0, z * z + 2 - 1 / base + 4 * value * (base * rest - 1)))
    whole = 2 * (base + z * z)
    return Range(0.0 if count == 0 else max(0.0, low / whole), 1.0 if count == base else min(1.0, high / whole))


def clopper_pearson(count: float, base: float, level: float = LEVEL) -> Range:
    """The exact interval: never narrower than it says."""
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(scipy.special.betaincinv(count, base - count + 1, tail))
    high = 1.0 if count == base else float(scipy.special.betaincinv(count + 1, base - count, 1 - tail))
    return Range(low, high)


def jeffreys(count: float, base: float, level: float = LEVEL) -> Range:
    """The equal-tailed interval from Jeffreys' prior."""
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(scipy.special.betaincinv(count + 0.5, base - count + 0.5, tail))
    high = 1.0 if count == base else float(scipy.special.betaincinv(count + 0.5, base - count + 0.5, 1 - tail))
    return Range(low, high)


def agresti_coull(count: float, base: float, level: float = LEVEL) -> Range:
    """Around Wilson's middle, with the width of a plain interval there."""
    z = quantile(level)
    return wald(count + z * z / 2, base + z * z, level)


def wald(count: float, base: float, level: float = LEVEL) -> Range:
    """The plain interval of textbooks, cut at 0 and 1. Wrong for few answers and near 0 and 1: to compare with only."""
    value = count / base
    half = quantile(level) * math.sqrt(value * (1 - value) / base)
    return Range(max(0.0, value - half), min(1.0, value + half))


#: Every way of reckoning the range, by its name.
WAYS: dict[str, Callable[[float, float, float], Range]] = {
    "wilson": wilson,
    "wilson_corrected": wilson_corrected,
    "clopper_pearson": clopper_pearson,
    "jeffreys": jeffreys,
    "agresti_coull": agresti_coull,
    "wald": wald,
}


def standard_error(value: float, size: int, population: int | None = None) -> float:
    """Of a share of a sample of at least 2, drawn from an endless population or from one of so many."""
    left = 1.0 if population is None else 1 - size / population
    return math.sqrt(value * (1 - value) / (size - 1) * left)


def answers_wanted(margin: float, population: int | None = None, level: float = LEVEL) -> float:
    """How many answers hold a share of one half within the margin to each side; round it up."""
    endless = quantile(level) ** 2 / 4 / margin**2
    return endless if population is None else endless / (1 + (endless - 1) / population)
