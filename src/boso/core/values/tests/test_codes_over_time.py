"""Codes over time, against asking day by day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.values.codes import Held, Merger, bodies_at, clashes, code_at, holder_at, predecessors, successors
from boso.core.values.periods import Period

DAYS = st.dates(dt.date(2011, 1, 1), dt.date(2011, 1, 20))
BODIES = st.sampled_from("abcde")


@st.composite
def periods(draw):
    starts = draw(DAYS)
    length = draw(st.none() | st.integers(1, 12))
    return Period(starts, None if length is None else starts + dt.timedelta(days=length))


HELD = st.builds(Held, BODIES, st.sampled_from(["0101", "0102", "0103"]), periods())
MERGERS = st.lists(st.builds(Merger, BODIES, BODIES, DAYS), max_size=8)
ALL_DAYS = [dt.date(2011, 1, 1) + dt.timedelta(days=number) for number in range(40)]


@given(periods(), periods())
def test_two_periods_overlap_when_they_share_a_day(one, other):
    shared = [day for day in ALL_DAYS if one.holds(day) and other.holds(day)]
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


def test_a_period_lasts_at_least_a_day():
    with pytest.raises(ValueError, match="cannot end"):
        Period(dt.date(2020, 1, 1), dt.date(2020, 1, 1))


@given(st.lists(HELD, max_size=8))
def test_without_clashes_a_code_has_one_holder_and_a_holder_one_code(table):
    clean = []
    for row in table:
        if not clashes([*clean, row]):
            clean.append(row)
    for day in ALL_DAYS:
        for row in clean:
            if row.period.holds(day):
                assert code_at(clean, row.holder, day) == row.code
                assert holder_at(clean, row.code, day) == row.holder
        assert {code_at(clean, body, day) for body in "abcde"} - {None} == {
            row.code for row in clean if row.period.holds(day)
        }


@given(st.lists(HELD, max_size=6))
def test_a_clash_is_two_answers_on_one_day(table):
    double = any(
        one is not other and (one.code == other.code or one.holder == other.holder)
        for day in ALL_DAYS
        for number, one in enumerate(table)
        for other in table[number + 1 :]
        if one.period.holds(day) and other.period.holds(day)
    )
    assert bool(clashes(table)) == double


@given(MERGERS, BODIES, BODIES)
def test_a_successor_has_the_body_among_its_predecessors(mergers, one, other):
    if one != other:
        assert (other in successors(mergers, one)) == (one in predecessors(mergers, other))


@given(MERGERS, BODIES, DAYS)
def test_what_follows_is_followed_on(mergers, body, day):
    for later in (successors(mergers, body), successors(mergers, body, until=day)):
        assert body not in later
        limit = None if later == successors(mergers, body) else day
        for reached in later:
            assert successors(mergers, reached, until=limit) <= later | {body}


@given(MERGERS, BODIES, DAYS)
def test_each_merger_counts_until_or_after_a_day(mergers, body, day):
    direct = {m.successor for m in mergers if m.predecessor == body and m.on <= day} - {body}
    assert direct <= successors(mergers, body, until=day)
    earlier = {m.predecessor for m in mergers if m.successor == body and m.on > day} - {body}
    assert earlier <= predecessors(mergers, body, after=day)


def test_the_area_of_a_merged_body_is_all_who_went_into_it():
    old, new = Period(dt.date(1972, 1, 1), dt.date(2020, 1, 1)), Period(dt.date(2020, 1, 1))
    table = [Held("moss", "0104", old), Held("moss", "3002", new), Held("rygge", "0136", old)]
    mergers = [Merger("rygge", "moss", dt.date(2020, 1, 1))]
    assert bodies_at(table, mergers, "moss", dt.date(2011, 6, 1)) == {"moss", "rygge"}
    assert bodies_at(table, mergers, "moss", dt.date(2020, 1, 1)) == {"moss"}
    assert bodies_at(table, mergers, "rygge", dt.date(2021, 1, 1)) == frozenset()
    assert holder_at(table, "0136", dt.date(2021, 1, 1)) is None
