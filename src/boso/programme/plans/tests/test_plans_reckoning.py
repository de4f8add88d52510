"""Times as the report says them, rings, and what a delay holds up: reckoned without a database."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.programme.plans import order, periods, pictures, showing
from boso.programme.plans.models import Activity, DwellingProject, State


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2012", dt.date(2012, 1, 1), dt.date(2012, 12, 31)),
        ("2012-02", dt.date(2012, 2, 1), dt.date(2012, 2, 29)),
        ("2012-06-30", dt.date(2012, 6, 30), dt.date(2012, 6, 30)),
        ("spring 2012", dt.date(2012, 1, 1), dt.date(2012, 6, 30)),
        ("autumn 2011", dt.date(2011, 7, 1), dt.date(2011, 12, 31)),
        ("", None, None),
    ],
)
def test_a_time_as_it_is_said_has_a_first_and_a_last_day(said, first, last):
    assert (periods.first_day(said), periods.last_day(said)) == (first, last)


def test_a_time_that_is_none_is_refused():
    with pytest.raises(ValueError, match="soon"):
        periods.span("soon")


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def reachable(pairs):
    """Which row leads to which, by Warshall: an independent way."""
    leads = {(one, one) for one in range(8)} | set(pairs)
    for middle, first, last in itertools.product(range(8), repeat=3):
        if (first, middle) in leads and (middle, last) in leads:
            leads.add((first, last))
    return leads


@given(edges, st.integers(0, 7), st.integers(0, 7))
def test_a_ring_is_found_as_warshall_finds_it(pairs, waits, needs):
    assert order.closes_ring(pairs, waits, needs) is ((needs, waits) in reachable(pairs))


@given(edges, st.sets(st.integers(0, 7)))
def test_what_a_delay_holds_up_is_what_leads_to_it(pairs, late):
    leads = reachable(pairs)
    expected = {
        row: causes
        for row in {waits for waits, _ in pairs} - late
        if (causes := {one for one in late if (row, one) in leads})
    }
    assert order.held_up(pairs, late) == expected


def test_a_measure_slips_when_its_time_is_over_or_its_beginning_is():
    day = dt.date(2013, 3, 1)
    before, after = day - dt.timedelta(days=1), day + dt.timedelta(days=1)
    assert Activity(state=State.UNDER_WAY, ends=before).slips(day)
    assert Activity(state=State.PLANNED, starts=before, ends=after).slips(day)
    assert not Activity(state=State.UNDER_WAY, starts=before, ends=day).slips(day)
    assert not Activity(state=State.POSTPONED, ends=before).slips(day)
    assert not Activity(state=State.PLANNED).slips(day)
    assert not Activity(state=State.PLANNED, ends=before, fact_id="activities.x").slips(day)
    assert Activity(state=State.PLANNED, ends=before, fact_id="activities.x", moved_by_id=1).slips(day)


def test_a_period_is_said_as_the_source_says_it():
    assert showing.period(Activity(starts_said="2012", ends_said="2012")) == "2012"
    assert showing.period(Activity(starts=dt.date(2012, 1, 2), ends_said="2013")) == "02.01.2012–2013"
    assert "2012" in showing.period(Activity(starts_said="spring 2012"))
    assert "2012" in showing.period(Activity(ends_said="2012"))
    assert showing.period(Activity()) == ""
    assert showing.total(4, 4) == "4"
    assert showing.total(4, 9) == "4–9"


def test_homes_say_one_number_a_range_or_nothing():
    assert DwellingProject(low=5, high=8).number_words == "5–8"
    assert DwellingProject(low=5, high=5).number_words == "5"
    assert DwellingProject().number_words == ""


def test_the_picture_draws_what_has_a_time_and_nothing_else():
    rows = [
        Activity(title_nb="Et tiltak med et navn som er lengre enn det er plass til", ends=dt.date(2012, 6, 30)),
        Activity(title_nb="B", starts=dt.date(2012, 1, 1), state=State.DONE),
        Activity(title_nb="C"),
    ]
    chart = pictures.draw(rows, title="Tiltak", now=dt.date(2012, 1, 10), now_label="Rapporten")
    assert [row[0][-1] for row in chart.rows] == ["…", "B"]
    assert pictures.draw(rows[2:], title="Tiltak", now=dt.date(2012, 1, 10), now_label="") is None
