"""Which bases and counts a printed percentage can come from, and what cannot be known from it.

A printed 33 % of 12 is 4; of 10 it is impossible. Halves may have been rounded either way; decimals may also have been
cut off, as when 83 of 137 is printed as 60.5. Percentages that belong together narrow each other down: where everybody
gave one answer and all are printed, their counts add up to the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """whole: one answer each, all of them printed. part: one answer each, some left out. many: several answers each."""

    WHOLE = "whole"
    PART = "part"
    MANY = "many"


class How(StrEnum):
    """How decimals were got rid of: to the nearest, halves either way, or cut off."""

    NEAREST = "nearest"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Reading:
    """One base it can be, and for each percentage the least and the most persons there can be behind it."""

    base: int
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What follows. total: what the printed ones add up to. sums: whether rounding alone can make that of what they are
    said to be; of several answers each nothing follows from the sum. readings: by base, the smallest first.
    """

    total: Decimal
    sums: bool
    readings: tuple[Reading, ...]

    @property
    def possible(self) -> bool:
        """Whether any of the bases that were tried can be right."""
        return bool(self.readings)

    @property
    def bases(self) -> tuple[int, ...]:
        """The bases it can be."""
        return tuple(reading.base for reading in self.readings)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """For each percentage the least and the most persons, whichever base is right; nothing where none is."""
        each = zip(*(reading.counts for reading in self.readings), strict=True)
        return tuple((min(low for low, _high in spans), max(high for _low, high in spans)) for spans in each)

    @property
    def unknowable(self) -> tuple[int, ...]:
        """Places of the percentages that more than one count fits."""
        return tuple(at for at, (low, high) in enumerate(self.spans) if low != high)


def check(printed: Sequence[Decimal], bases: Iterable[int], kind: Kind, how: How = How.NEAREST) -> Check:
    """Try every base. Decimals are as printed: 60 and 60.0 are not the same.

    Raises ValueError for a percentage that is none, and for a base below 1.
    """
    if any(not each.is_finite() or not 0 <= each <= 100 for each in printed):
        raise ValueError("a percentage is from 0 to 100")
    spans = [_span(each, how) for each in printed]
    low, high = sum((span.low for span in spans), Fraction(0)), sum((span.high for span in spans), Fraction(0))
    reaches = high > 100 or (high == 100 and how is How.NEAREST)
    sums = kind is Kind.MANY or (low <= 100 and (kind is Kind.PART or reaches))
    tried = (_reading(printed, base, kind, how) for base in sorted(set(bases)))
    return Check(sum(printed, Decimal(0)), sums, tuple(reading for reading in tried if reading is not None))


def counts_behind(percent: Decimal, base: int, how: How = How.NEAREST) -> tuple[int, int] | None:
    """The least and the most persons of the base that the percentage can be; none where it can be none of it."""
    span = _span(percent, how)
    return _whole_between(_Span(span.low / 100, span.high / 100, span.closed), base, 0, base)


def sums_behind(mean: Decimal, base: int, least: int, most: int, how: How = How.NEAREST) -> tuple[int, int] | None:
    """The least and the largest sum of whole answers from `least` to `most` that a printed mean can be of."""
    return _whole_between(_span(mean, how), base, least * base, most * base)


@dataclass(frozen=True, slots=True)
class _Span:
    """From low to high. closed: high is in it."""

    low: Fraction
    high: Fraction
    closed: bool


def _span(printed: Decimal, how: How) -> _Span:
    """All that is printed so, by the last of its decimals."""
    unit = Fraction(1, 10 ** max(0, -int(printed.as_tuple().exponent)))
    value = Fraction(printed)
    return _Span(value, value + unit, False) if how is How.CUT else _Span(value - unit / 2, value + unit / 2, True)


def _whole_between(span: _Span, base: int, least: int, most: int) -> tuple[int, int] | None:
    if base < 1:
        raise ValueError("a base is at least 1")
    low, high = span.low * base, span.high * base
    last = high.numerator // high.denominator
    if last == high and not span.closed:
        last -= 1
    found = max(least, -(-low.numerator // low.denominator)), min(most, last)
    return found if found[0] <= found[1] else None


def _reading(printed: Sequence[Decimal], base: int, kind: Kind, how: How) -> Reading | None:
    spans = []
    for each in printed:
        span = counts_behind(each, base, how)
        if span is None:
            return None
        spans.append(span)
    if kind is Kind.MANY:
        return Reading(base, tuple(spans))
    least, most = sum(low for low, _high in spans), sum(high for _low, high in spans)
    if least > base or (kind is Kind.WHOLE and most < base):
        return None
    return Reading(
        base,
        tuple(
            (
                max(low, base - (most - high)) if kind is Kind.WHOLE else low,
                min(high, base - (least - low)),
            )
            for low, high in spans
        ),
    )
