"""The days of a lease: what the law's months come to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.tenure import lease
from boso.core.values.periods import add_months

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
D = dt.date


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        (D(2026, 8, 31), D(2026, 11, 30)),
        (D(2026, 11, 30), D(2027, 2, 28)),
        (D(2027, 11, 30), D(2028, 2, 29)),
        (D(2026, 8, 15), D(2026, 11, 15)),
    ],
)
def test_the_last_day_to_ask_is_three_months_after_the_term(ends, last):
    assert lease.last_day_to_request(ends, 3) == last
    assert lease.without_end_from(ends, 3) == last + dt.timedelta(days=1)


@given(DAYS, st.integers(-40, 40))
def test_months_are_counted_by_the_calendar(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + dt.timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 6))
def test_what_is_in_time_today_is_told_exactly(today, months):
    first = lease.earliest_end_in_time(today, months)
    assert lease.last_day_to_request(first, months) >= today
    assert lease.last_day_to_request(first - dt.timedelta(days=1), months) < today


def test_the_shortest_term_ends_the_day_before_its_anniversary():
    assert lease.shortest_end(D(2026, 12, 1), 3) == D(2029, 11, 30)
    assert lease.day_after(D(2029, 11, 30)) == D(2029, 12, 1)


def test_notice_runs_to_the_end_of_a_month():
    assert lease.notice_runs_out(D(2026, 11, 23), 3) == D(2027, 2, 28)
    assert lease.notice_runs_out(D(2026, 1, 31), 1) == D(2026, 2, 28)


def test_security_is_at_most_six_months_rent():
    assert lease.most_security(Decimal(9000), 6) == 54_000
