"""Days empty: counted day by day as an oracle, whatever periods and steps there are."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.tenure import vacancy
from boso.core.tenure.vacancy import Stretch
from boso.core.values.periods import Period

START = dt.date(2025, 1, 1)
DAY = dt.timedelta(days=1)


@st.composite
def stretches(draw, names):
    """Stretches one after another, perhaps with gaps, the last perhaps going on."""
    days = sorted(draw(st.sets(st.integers(0, 120), min_size=2, max_size=12)))
    pairs = [(days[place], days[place + 1]) for place in range(0, len(days) - 1, draw(st.integers(1, 2)))]
    found = [Stretch(draw(st.sampled_from(names)), Period(START + a * DAY, START + b * DAY)) for a, b in pairs]
    if draw(st.booleans()):
        found.append(Stretch(draw(st.sampled_from(names)), Period(START + days[-1] * DAY)))
    return found


@st.composite
def windows(draw):
    first = draw(st.integers(-20, 130))
    return Period(START + first * DAY, START + (first + draw(st.integers(1, 150))) * DAY)


@given(stretches(["turnover", "damage", ""]), stretches(["repair", "ready"]), windows())
def test_every_day_empty_belongs_to_one_reason_and_one_step(empty, steps, window):
    counted = Counter()
    day = window.starts
    while day < window.ends:
        for stretch in empty:
            if stretch.period.holds(day):
                step = next((one.name for one in steps if one.period.holds(day)), "")
                counted[stretch.name, step] += 1
        day += DAY
    found = vacancy.days_by_reason_and_step(empty, steps, window)
    assert found == counted
    assert found.total() == vacancy.days_empty(empty, window)


def test_days_are_counted_up_to_some_day():
    with pytest.raises(ValueError, match="up to some day"):
        vacancy.days(Period(START), Period(START))
