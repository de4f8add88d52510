"""From one wave to the next: by how much a share has changed, and whether chance alone makes such a change.

Others each time, the same persons both times, or some of both. All ranges are put together from Wilson's of the two
waves (square-and-add); the same persons make them narrower by how alike their two answers are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import scipy

from boso.core.surveys.proportions import LEVEL, Range, quantile, wilson


@dataclass(frozen=True, slots=True)
class Wave:
    """So many of a base answered so."""

    count: float
    base: float

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.base or not self.base:
            raise ValueError("a part is from 0 to its whole, and somebody answered")

    @property
    def value(self) -> float:
        """The share."""
        return self.count / self.base


@dataclass(frozen=True, slots=True)
class Pairs:
    """The same persons both times. stayed, no: so both times, or neither; left: so at first only; came: only later."""

    stayed: int
    left: int
    came: int
    no: int

    def __post_init__(self) -> None:
        if min(self.stayed, self.left, self.came, self.no) < 0 or not self.n:
            raise ValueError("counts are from 0 on, and somebody answered")

    @property
    def n(self) -> int:
        """All persons."""
        return self.stayed + self.left + self.came + self.no

    @property
    def first(self) -> Wave:
        """How they answered at first."""
        return Wave(self.stayed + self.left, self.n)

    @property
    def second(self) -> Wave:
        """How they answered later."""
        return Wave(self.stayed + self.came, self.n)

    @property
    def alike(self) -> float:
        """The correlation of the two answers; 0 where everybody answered alike at one time."""
        first, second = self.first.count, self.second.count
        spread = first * (self.n - first) * second * (self.n - second)
        return (self.stayed * self.no - self.left * self.came) / math.sqrt(spread) if spread else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """The second share less the first, and its range. z: in standard errors; none where nobody or everybody answered so
    both times. p: both sides.
    """

    difference: float
    range: Range
    z: float | None
    p: float


def independent(first: Wave, second: Wave, level: float = LEVEL) -> Change:
    """Other persons each time: the pooled test, and Newcombe's range."""
    return _change(first, second, 0.0, level)


def _change(first: Wave, second: Wave, together: float, level: float) -> Change:
    """together: the correlation of the two shares, which persons in both waves bring about."""
    pooled = (first.count + second.count) / (first.base + second.base)
    spread = 1 / first.base + 1 / second.base - 2 * together / math.sqrt(first.base * second.base)
    z = None
    if 0 < pooled < 1 and spread > 1e-12:
        z = (second.value - first.value) / math.sqrt(pooled * (1 - pooled) * spread)
    return Change(
        second.value - first.value,
        square_and_add(first, second, together, level),
        z,
        1.0 if z is None else float(2 * scipy.special.ndtr(-abs(z))),
    )


def square_and_add(first: Wave, second: Wave, together: float = 0.0, level: float = LEVEL) -> Range:
    """The range of the second less the first, from the ranges of both (Newcombe)."""
    one, other = wilson(first.count, first.base, level), wilson(second.count, second.base, level)
    difference = second.value - first.value
    return Range(
        max(-1.0, difference - _added(second.value - other.low, one.high - first.value, together)),
        min(1.0, difference + _added(other.high - second.value, first.value - one.low, together)),
    )


def _added(one: float, other: float, together: float) -> float:
    return math.sqrt(max(0.0, one**2 + other**2 - 2 * together * one * other))


def wald(first: Wave, second: Wave, level: float = LEVEL) -> Range:
    """The plain range of textbooks: to compare with only."""
    half = quantile(level) * math.sqrt(sum(each.value * (1 - each.value) / each.base for each in (first, second)))
    return Range(second.value - first.value - half, second.value - first.value + half)


def agresti_caffo(first: Wave, second: Wave, level: float = LEVEL) -> Range:
    """The plain range after one more of either answer in each wave."""
    one, other = (Wave(each.count + 1, each.base + 2) for each in (first, second))
    return wald(one, other, level)


@dataclass(frozen=True, slots=True)
class Paired:
    """The same persons: McNemar's test of those who answered differently. exact: p from all ways to share them out.

    The corrected one is with correction for continuity. Without anybody who changed, nothing has.
    """

    change: float
    range: Range
    changed: int
    statistic: float
    p: float
    corrected: float
    p_corrected: float
    exact: float


def paired(pairs: Pairs, level: float = LEVEL) -> Paired:
    """The same persons both times."""
    changed = pairs.left + pairs.came
    away = abs(pairs.came - pairs.left)
    statistic = away**2 / changed if changed else 0.0
    corrected = max(0, away - 1) ** 2 / changed if changed else 0.0
    return Paired(
        pairs.second.value - pairs.first.value,
        square_and_add(pairs.first, pairs.second, pairs.alike, level),
        changed,
        statistic,
        float(scipy.special.chdtrc(1, statistic)),
        corrected,
        float(scipy.special.chdtrc(1, corrected)),
        min(1.0, 2 * float(scipy.special.bdtr(min(pairs.left, pairs.came), changed, 0.5))) if changed else 1.0,
    )


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Some persons answered both times: everybody with what the same persons bring about, then those who answered both
    times, then those who answered once, where both waves have such.
    """

    everybody: Change
    both: Paired
    once: Change | None


def overlapping(pairs: Pairs, first_only: Wave | None, second_only: Wave | None, level: float = LEVEL) -> Overlapping:
    """pairs: those in both waves. first_only, second_only: those in one, none where there are none."""
    first, second = _put_together(pairs.first, first_only), _put_together(pairs.second, second_only)
    together = pairs.alike * _spread(pairs.first) * _spread(pairs.second) * pairs.n
    sizes = _spread(first) * _spread(second) * math.sqrt(first.base * second.base)
    share = max(-1.0, min(1.0, together / sizes)) if sizes else 0.0
    once = independent(first_only, second_only, level) if first_only and second_only else None
    return Overlapping(_change(first, second, share, level), paired(pairs, level), once)


def _put_together(both: Wave, only: Wave | None) -> Wave:
    return both if only is None else Wave(both.count + only.count, both.base + only.base)


def _spread(wave: Wave) -> float:
    return math.sqrt(wave.value * (1 - wave.value))
