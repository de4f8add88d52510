"""Rounding that says which way; what a printed percentage can come from, against trying every count."""

from __future__ import annotations

import itertools
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys.possible import How, Kind, check, counts_behind, sums_behind
from boso.core.surveys.rounding import Way, half_up, rounded


def test_plain_rounding_need_not_add_up():
    plain, shared = (rounded([1, 1, 1], way) for way in Way)
    assert (plain.percents, plain.total, plain.way) == ((33, 33, 33), 99, Way.PLAIN)
    assert (shared.percents, shared.total) == ((34, 33, 33), 100)
    assert rounded([1, 7], Way.PLAIN, 1).percents == (Decimal("12.5"), Decimal("87.5"))
    assert rounded([0, 0], Way.PLAIN) is None
    assert rounded([], Way.LARGEST_REMAINDER) is None
    with pytest.raises(ValueError, match="never below 0"):
        rounded([-1, 2], Way.PLAIN)


def test_halves_go_away_from_zero():
    assert [half_up(Fraction(each, 8), 0) for each in (4, -4, 12, 3)] == [1, -1, 2, 0]
    assert str(half_up(Fraction(1, 8), 2)) == "0.13"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=7).filter(any), st.integers(0, 2))
def test_rounded_percentages_lie_near_and_add_up(counts, decimals):
    unit = Fraction(1, 10**decimals)
    whole = sum(counts)
    plain, shared = (rounded(counts, way, decimals) for way in Way)
    assert shared.total == 100
    for count, near, fair in zip(counts, plain.percents, shared.percents, strict=True):
        exact = Fraction(count * 100, whole)
        assert abs(Fraction(near) - exact) <= unit / 2
        assert abs(Fraction(fair) - exact) < unit
    for (one, mine), (other, yours) in itertools.combinations(zip(counts, shared.percents, strict=True), 2):
        assert one == other or (one < other) == (mine < yours) or mine == yours


QUANTIZED = {How.NEAREST: (ROUND_HALF_UP, ROUND_HALF_DOWN), How.CUT: (ROUND_DOWN,)}


def _tried(printed, base, kind, how):
    """Every way to share out persons that is printed so."""
    unit = [Decimal(1).scaleb(each.as_tuple().exponent) for each in printed]
    fits = [
        [
            count
            for count in range(base + 1)
            if any((Decimal(100 * count) / base).quantize(unit[at], way) == each for way in QUANTIZED[how])
        ]
        for at, each in enumerate(printed)
    ]
    allowed = {
        Kind.WHOLE: lambda total: total == base,
        Kind.PART: lambda total: total <= base,
        Kind.MANY: lambda _: True,
    }
    return [ways for ways in itertools.product(*fits) if allowed[kind](sum(ways))]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=3).filter(any), st.sampled_from(Kind), st.sampled_from(How))
def test_what_a_percentage_can_come_from_is_equal_to_trying_everything(counts, kind, how):
    unit = Decimal(1) if sum(counts) % 2 else Decimal("0.1")
    printed = [(Decimal(100 * count) / sum(counts)).quantize(unit, QUANTIZED[how][0]) for count in counts]
    found = check(printed, range(1, 25), kind, how)
    assert found.sums
    for base in range(1, 25):
        ways = _tried(printed, base, kind, how)
        spans = tuple((min(each), max(each)) for each in zip(*ways, strict=True)) if ways else None
        assert next((reading.counts for reading in found.readings if reading.base == base), None) == spans
    if sum(counts) < 25:
        assert sum(counts) in found.bases
        assert all(low <= count <= high for count, (low, high) in zip(counts, found.spans, strict=True))


def test_what_follows_and_what_does_not():
    found = check([Decimal("60.6")], range(1, 138), Kind.PART)
    assert found.bases[:2] == (33, 66)
    assert 137 in found.bases
    assert found.unknowable == (0,)
    one = check([Decimal(33), Decimal(67)], [12], Kind.WHOLE)
    assert (one.readings[0].counts, one.unknowable, one.spans) == (((4, 4), (8, 8)), (), ((4, 4), (8, 8)))
    never = check([Decimal(33)], [10], Kind.MANY)
    assert (never.possible, never.spans, never.unknowable) == (False, (), ())
    large = check([Decimal(60)], [500], Kind.MANY)
    assert (large.possible, large.spans) == (True, ((298, 302),))


def test_what_the_survey_of_2011_says_of_itself():
    """Of 83 who answered the printed groups, and who knows the programme, have one reading each, and they add up."""
    groups = check([Decimal(each) for each in (41, 19, 16, 16, 8)], [83], Kind.WHOLE)
    knows = check([Decimal(each) for each in (40, 49, 11)], [83], Kind.WHOLE)
    assert groups.spans == ((34, 34), (16, 16), (13, 13), (13, 13), (7, 7))
    assert knows.spans == ((33, 33), (41, 41), (9, 9))
    assert groups.unknowable == knows.unknowable == ()
    # Of the municipalities only the lowest and the highest rate are printed, and no base: nearly any number fits.
    assert len(check([Decimal(54)], range(1, 138), Kind.PART).bases) > 80


def test_shares_that_do_not_sum():
    short = [Decimal(40), Decimal(30), Decimal(20)]
    whole, part, many = (check(short, [100], kind) for kind in (Kind.WHOLE, Kind.PART, Kind.MANY))
    assert (whole.total, whole.sums, whole.possible) == (90, False, False)
    assert (part.sums, part.possible, many.sums) == (True, True, True)
    over = check([Decimal(70), Decimal(60)], range(1, 101), Kind.PART)
    assert (over.sums, over.possible) == (False, False)
    assert not check([Decimal(70), Decimal(60)], [10], Kind.WHOLE).sums


def test_decimals_that_were_cut_off():
    """83 of 137 is 60.58 %: printed as 60.5 it was cut off, and no 137 rounds to that."""
    printed = Decimal("60.5")
    assert counts_behind(printed, 137) is None
    assert counts_behind(printed, 137, How.CUT) == (83, 83)
    assert counts_behind(Decimal("60.6"), 137) == (83, 83)
    assert counts_behind(Decimal(50), 2, How.CUT) == (1, 1)
    assert counts_behind(Decimal(49), 2, How.CUT) is None
    thirds = [Decimal(33)] * 3
    assert check(thirds, [3], Kind.WHOLE, How.CUT).possible
    assert check(thirds, [3], Kind.WHOLE, How.CUT).sums
    assert not check([Decimal(49), Decimal(50)], [3], Kind.WHOLE, How.CUT).possible
    # Each may have lost nearly one, not quite: 98 of two is too little.
    assert not check([Decimal(49), Decimal(49)], [100], Kind.WHOLE, How.CUT).sums
    assert check([Decimal(49), Decimal(50)], [100], Kind.WHOLE, How.CUT).sums


def test_a_mean_of_whole_answers():
    assert sums_behind(Decimal("3.19"), 28, 1, 5) is None
    assert sums_behind(Decimal("3.21"), 28, 1, 5) == (90, 90)
    assert sums_behind(Decimal("5.0"), 3, 1, 5) == (15, 15)
    assert counts_behind(Decimal("0"), 3) == (0, 0)


def test_what_is_no_percentage_and_no_base():
    for wrong in (Decimal(-1), Decimal(101), Decimal("NaN")):
        with pytest.raises(ValueError, match="from 0 to 100"):
            check([wrong], [5], Kind.MANY)
    with pytest.raises(ValueError, match="at least 1"):
        counts_behind(Decimal(5), 0)
