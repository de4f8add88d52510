"""What is told of those who are not served, and of whole groups over many runs."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boso.core.matching import rules
from boso.core.matching.fairness import Share, Turn, audit
from boso.core.matching.homes import Home, Need
from boso.core.matching.misses import Effect, Misses
from boso.core.matching.pairs import Pairs, pairs

RULES = rules.declared(rules.standard(dt.date(2026, 11, 23)))

needs = st.lists(
    st.builds(Need, bedrooms=st.none() | st.integers(0, 3), adaptation=st.sampled_from(["none", "wheelchair"])),
    min_size=1,
    max_size=5,
)
homes = st.lists(
    st.builds(
        Home,
        bedrooms=st.none() | st.integers(0, 3),
        adaptations=st.sampled_from([frozenset(), frozenset({"wheelchair"})]),
        staffing=st.sampled_from(["none", "part"]),
    ),
    max_size=5,
)


@given(needs, homes, st.randoms(use_true_random=False))
def test_the_nearest_miss_is_the_one_that_comparing_each_home_gives(asked, there, chance):
    misses = Misses(asked, there, RULES)
    among = np.array([chance.random() < 0.8 for _home in there], np.bool_)
    for number, need in enumerate(asked):
        plain = [
            (len(reasons), -RULES.fit(need, home), place)
            for place, home in enumerate(there)
            if among[place] and (reasons := RULES.reasons(need, home))
        ]
        found = misses.nearest(number, among)
        assert (found is None) is not bool(plain)
        if found is not None:
            assert (len(found.reasons), -found.fit, found.home) == min(plain)
            assert found.only == (found.reasons[0] if len(found.reasons) == 1 else None)


@given(needs, homes)
def test_what_a_rule_alone_keeps_from_a_home_is_let_in_without_it(asked, there):
    misses = Misses(asked, there, RULES)
    for place, home in enumerate(there):
        opened = misses.opened(place)
        for rule in RULES.rules:
            now = {n for n, need in enumerate(asked) if RULES.allows(need, home)}
            then = {n for n, need in enumerate(asked) if RULES.without(rule.key).allows(need, home)}
            assert set(opened.get(rule.key, np.zeros(0, int)).tolist()) == then - now
        nobody = np.zeros(len(asked), np.bool_)
        assert misses.opened(place, nobody) == {}


def first_come(found: Pairs) -> frozenset[int]:
    """Each takes the first home that is left."""
    taken: set[int] = set()
    served = set()
    for need in range(len(found.first) - 1):
        free = [home for home in found.of(need).tolist() if home not in taken]
        if free:
            taken.add(free[0])
            served.add(need)
    return frozenset(served)


def test_a_rule_that_is_off_adds_some_and_removes_others():
    asked = [Need(bedrooms=3), Need(bedrooms=2), Need(bedrooms=1, adaptation="wheelchair")]
    there = [Home(bedrooms=2), Home(bedrooms=1)]
    misses = Misses(asked, there, RULES)
    served = first_come(pairs(asked, there, RULES))
    assert served == {1}
    effects = misses.effects(first_come, served)
    assert effects["bedrooms"] == Effect(added=frozenset({0}), removed=frozenset())
    assert effects["adaptation"] == Effect(frozenset({2}), frozenset())
    assert effects["rent"] == Effect(frozenset(), frozenset())
    only_one = Misses(asked, there[:1], RULES)
    served = first_come(pairs(asked, there[:1], RULES))
    assert only_one.effects(first_come, served)["bedrooms"] == Effect(frozenset({0}), frozenset({1}))
    assert misses.nearest(0) is not None
    assert Misses(asked, [], RULES).nearest(0) is None


def turn(household, run, proposed=False, waited=None, **marks):
    return Turn(household, run, proposed, waited, marks)


def test_each_household_counts_once_by_its_first_proposal_or_its_last_run():
    turns = [
        turn("a", 1, waited=10, ground="x"),
        turn("a", 3, proposed=True, waited=30, ground="x"),
        turn("a", 2, proposed=True, waited=20, ground="x"),
        turn("a", 4, waited=40, ground="x"),
        turn("b", 1, waited=5, ground="x"),
        turn("b", 2, waited=15, ground="x"),
        turn("c", 2, ground="x"),
    ]
    assert audit(turns, "ground", 0) == [Share("x", 3, 1, 18)]
    assert audit(turns, "ground", 0)[0].percent == 33


def test_a_small_group_is_hidden_and_another_with_it():
    turns = [turn(f"r{n}", 1, proposed=n < 6, waited=n, ground="refugee") for n in range(14)]
    turns += [turn(f"o{n}", 1, proposed=n < 5, ground="other") for n in range(11)]
    assert audit(turns, "ground", 5) == [Share("other", 11, 5, None), Share("refugee", 14, 6, 6)]
    turns += [turn("p1", 1, ground="psych")]
    shown = audit(turns, "ground", 5)
    assert [share.group for share in shown if share.households is None] == ["other", "psych"]
    assert shown[0].percent is None
