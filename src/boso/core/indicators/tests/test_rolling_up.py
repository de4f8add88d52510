"""Values are added rightly over time and over borders: late, missing, cumulative, merged, in per cent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.indicators.borders import Joined, series
from boso.core.indicators.measured import MISSING, Measured, State, together
from boso.core.indicators.rollup import Accumulation, achievement, increments, is_met, over_time
from boso.core.indicators.spans import MONTHS, Span, span, year

numbers = st.decimals(min_value=0, max_value=10**9, places=2)
ratios = st.tuples(numbers, numbers).map(lambda pair: Measured(min(pair), max(pair)))
HOW = Accumulation


def known(number, below=None):
    return Measured(Decimal(number), None if below is None else Decimal(below))


def months(values, first=1):
    return {Span(dt.date(2011, first + n, 1), "M"): value for n, value in enumerate(values)}


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_a_period_reads_back_from_its_code_and_its_parts_fill_it(day, kind):
    one = Span(dt.date(day.year, (day.month - 1) // MONTHS[kind] * MONTHS[kind] + 1, 1), kind)
    assert span(one.code) == one
    assert one.before.ends == one.starts
    assert one.last + dt.timedelta(days=1) == one.ends
    parts = one.parts("M")
    assert (parts[0].starts, parts[-1].ends, len(parts)) == (one.starts, one.ends, MONTHS[kind])
    assert all(one.holds(part) for part in parts)


def test_what_is_no_period_is_refused():
    assert span("2011K4") == span("2011Q4") == Span(dt.date(2011, 10, 1), "Q")
    for code in ("", "11", "2011M13", "2011M0", "2011H3", "2011U52", "2011-01"):
        with pytest.raises(ValueError, match="period"):
            span(code)
    with pytest.raises(ValueError, match="not made of"):
        span("2011M01").parts("Y")


@given(st.lists(numbers, min_size=12, max_size=12))
def test_what_happened_is_added_and_what_stands_is_not(values):
    there = months([Measured(value) for value in values])
    assert over_time(there, year(2011), HOW.INCREMENTAL).measured.numerator == sum(values)
    for how in (HOW.CUMULATIVE, HOW.SNAPSHOT):
        rolled = over_time(there, year(2011), how)
        assert (rolled.measured.numerator, rolled.latest, rolled.is_whole) == (values[-1], span("2011M12"), True)


@given(st.lists(st.one_of(st.none(), numbers), min_size=12, max_size=12))
def test_half_a_sum_is_no_sum_but_may_be_told_so_far(values):
    there = months([MISSING if value is None else Measured(value) for value in values])
    found = [value for value in values if value is not None]
    rolled = over_time(there, year(2011), HOW.INCREMENTAL)
    assert rolled.measured.is_known is (len(found) == 12)
    assert (rolled.known, rolled.expected) == (len(found), 12)
    so_far = over_time(there, year(2011), HOW.INCREMENTAL, so_far=True)
    assert so_far.measured.numerator == (sum(found) if found else None)
    stock = over_time(there, year(2011), HOW.SNAPSHOT)
    assert stock.measured.numerator == (found[-1] if found else None)
    assert stock.is_whole is (values[-1] is not None)


@given(st.lists(numbers, min_size=1, max_size=12), st.data())
def test_cumulative_values_and_their_increments_come_out_the_same_and_late_data_counts_at_once(values, data):
    running = [sum(values[: n + 1], Decimal(0)) for n in range(len(values))]
    steps = increments(months([Measured(value) for value in running]))
    assert [one.numerator for one in steps.values()] == values
    lost = data.draw(st.integers(0, len(values) - 1))
    late = months([Measured(value) for value in values])
    gone = {one: value for one, value in late.items() if one != span(f"2011M{lost + 1:02d}")}
    assert over_time(gone, year(2011), HOW.INCREMENTAL).known == len(values) - 1 or len(values) == 1
    assert over_time(late, year(2011), HOW.INCREMENTAL).known == len(values)


def test_after_a_gap_the_increment_is_not_known():
    steps = increments(months([MISSING, known(5), MISSING, known(9), known(10)]))
    assert [one.numerator for one in steps.values()] == [None, 5, None, None, 1]


@given(st.lists(ratios, min_size=1, max_size=20))
def test_percentages_are_never_averaged(parts):
    pooled = together(parts, ratio=True)
    above, below = sum(part.numerator for part in parts), sum(part.denominator for part in parts)
    assert (pooled.numerator, pooled.denominator) == (above, below)
    shown = pooled.result(100, ratio=True)
    assert shown is None if below == 0 else shown == above * 100 / below
    singles = [part.result(100, ratio=True) for part in parts if part.denominator]
    if shown is not None:
        assert min(singles) - Decimal("0.001") <= shown <= max(singles) + Decimal("0.001")


def test_the_mean_of_two_shares_is_not_their_share():
    pooled = together([known(1, 2), known(0, 98)], ratio=True)
    assert pooled.result(100, ratio=True) == 1


@given(st.lists(st.sampled_from(list(State)), min_size=1, max_size=6))
def test_one_that_is_not_known_makes_the_sum_not_known(states):
    found = together(Measured(Decimal(1) if one is State.KNOWN else None, state=one) for one in states)
    assert found.is_known is all(one is State.KNOWN for one in states)
    if State.HIDDEN in states:
        assert found.state is State.HIDDEN


def test_what_cannot_be():
    for wrong in ({"numerator": None}, {"numerator": Decimal(1), "state": State.HIDDEN}):
        with pytest.raises(ValueError, match="known"):
            Measured(**wrong)
    assert together([]).state is State.MISSING
    assert together([known(1)], ratio=True).state is State.MISSING
    assert known(3).result(1000) == 3000
    assert MISSING.result() is None


def test_a_value_of_the_very_year_goes_before_its_months():
    there = {**months([known(1)] * 12), year(2011): known(99)}
    assert over_time(there, year(2011), HOW.INCREMENTAL).measured.numerator == 99
    there[year(2011)] = Measured(state=State.HIDDEN)
    assert over_time(there, year(2011), HOW.INCREMENTAL).measured.numerator == 12
    assert (
        over_time({year(2011): Measured(state=State.HIDDEN)}, year(2011), HOW.SNAPSHOT).measured.state is State.HIDDEN
    )
    assert over_time({}, year(2011), HOW.SNAPSHOT).measured is MISSING


MERGED = [Joined(dt.date(2020, 1, 1), ("royken", "hurum"))]


@given(st.lists(st.tuples(ratios, ratios, ratios), min_size=4, max_size=4))
def test_in_todays_borders_the_merged_are_summed_and_nothing_is_counted_twice(values):
    spans = [year(2018 + n) for n in range(4)]
    names = ("asker", "royken", "hurum")
    there = {name: dict(zip(spans, (row[at] for row in values), strict=True)) for at, name in enumerate(names)}
    today = series(there, "asker", spans, MERGED, today=True, ratio=True)
    for point, row in zip(today, values, strict=True):
        parts = row if point.span.starts.year < 2020 else row[:1]
        assert point.measured == together(parts, ratio=True) or point.measured == parts[0]
        assert not point.breaks
    then = series(there, "asker", spans, MERGED, ratio=True)
    assert [point.measured for point in then] == [row[0] for row in values]
    assert [point.span.starts.year for point in then if point.breaks] == [2020]


def test_where_one_of_the_merged_lacks_the_sum_is_not_known():
    there = {"asker": {year(2019): known(5), year(2020): known(9)}, "royken": {year(2019): known(2)}}
    before, after = series(there, "asker", [year(2019), year(2020)], MERGED, today=True)
    assert (before.measured.is_known, before.lacking) == (False, ("hurum",))
    assert after.measured.numerator == 9


def test_how_far_one_has_come():
    assert achievement(Decimal(30), Decimal(10), Decimal(40), down=True) == Decimal(1000) / 30
    assert achievement(Decimal(50), Decimal(100), None) == 50
    assert achievement(Decimal(5), Decimal(10), None, down=True) is None
    assert achievement(None, Decimal(10), None) is None
    assert achievement(Decimal(1), Decimal(0), None) is None
    assert achievement(Decimal(1), Decimal(4), Decimal(4)) is None
    assert is_met(Decimal(9), Decimal(10), down=True) is True
    assert is_met(Decimal(9), Decimal(10)) is False
    assert is_met(None, Decimal(10)) is None
