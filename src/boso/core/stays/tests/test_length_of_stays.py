"""Nights, classes of length at their very limits, and stays that are one in time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.stays.length import Length, joined, length, limits, nights
from boso.core.values.periods import Period, add_months

FIRST = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2026, 2, 14), Length.SHORT),
        (dt.date(2026, 2, 15), Length.MIDDLE),
        (dt.date(2026, 4, 30), Length.MIDDLE),
        (dt.date(2026, 5, 1), Length.LONG),
    ],
)
def test_a_stay_goes_from_class_to_class_on_the_day_after_the_limit(day, found):
    assert length(FIRST, day) is found


def test_the_limits_are_fourteen_days_and_three_months():
    assert (limits(FIRST).middle, limits(FIRST).long) == (dt.date(2026, 2, 14), dt.date(2026, 4, 30))


def test_nights_are_counted_until_today_or_until_they_left_and_never_below_none():
    assert nights(Period(FIRST), dt.date(2026, 2, 3)) == 3
    assert nights(Period(FIRST, dt.date(2026, 2, 2)), dt.date(2026, 3, 1)) == 2
    assert nights(Period(FIRST), dt.date(2026, 1, 1)) == 0


def test_stays_without_a_day_between_are_one():
    def day(number: int) -> dt.date:
        return dt.date(2026, 3, number)

    told = [Period(day(5), day(9)), Period(day(1), day(5)), Period(day(11), None), Period(day(12), day(13))]
    assert joined(told) == [Period(day(1), day(9)), Period(day(11), None)]


days = st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31))
periods = st.tuples(days, st.integers(1, 60) | st.none()).map(
    lambda told: Period(told[0], told[0] + dt.timedelta(days=told[1]) if told[1] else None)
)


@given(st.lists(periods, max_size=6), days)
def test_joining_changes_no_night(told, day):
    assert any(one.holds(day) for one in told) == any(one.holds(day) for one in joined(told))
    found = joined(told)
    assert all(not one.overlaps(other) for number, one in enumerate(found) for other in found[number + 1 :])


@given(days, st.integers(-50, 50))
def test_months_later_is_the_same_day_or_the_month_s_last(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + dt.timedelta(days=1)).day == 1
