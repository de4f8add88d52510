"""Likeness: the same both ways, one for the same, a range where something is not known, each part told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boso.programme.learning.likeness import WEIGHTS, Profile, likeness

WHOLE = Profile(20_000, "Hedmark", 2009, frozenset({"homes", "follow_up"}))
profiles = st.builds(
    Profile,
    st.none() | st.integers(1, 700_000),
    st.sampled_from(["", "Hedmark", "Oslo"]),
    st.none() | st.integers(2009, 2013),
    st.frozensets(st.sampled_from(["homes", "follow_up", "knowledge"])),
)


@given(profiles, profiles)
def test_it_is_the_same_both_ways_and_the_sure_part_never_exceeds_the_possible(one, other):
    there, back = likeness(one, other), likeness(other, one)
    assert (there.low, there.high, there.known) == (back.low, back.high, back.known)
    assert 0 <= there.low <= there.high <= 100
    assert (there.low == there.high) is (there.known == len(WEIGHTS)) or there.known < len(WEIGHTS)


@given(profiles)
def test_nobody_is_more_like_one_than_oneself(one):
    assert likeness(one, one).high == 100


def test_what_is_not_known_of_both_leaves_a_range():
    found = likeness(WHOLE, Profile(county="Hedmark"))
    assert (found.low, found.high, found.known) == (20, 100, 1)
    assert found.parts["size"] is None


def test_each_part_counts_as_the_page_says():
    other = Profile(40_000, "Oslo", 2010, frozenset({"homes"}))
    found = likeness(WHOLE, other)
    assert found.parts == {"challenges": 0.5, "size": 0.5, "county": 0.0, "intake": 0.5}
    assert found.low == found.high == 40
    assert likeness(WHOLE, Profile(80_000)).parts["size"] == 0
    assert likeness(WHOLE, Profile(intake=2013)).parts["intake"] == 0
