"""What the rules allow and why not; and that all pairs at once are the pairs one by one."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.matching import pairs as finding
from boso.core.matching import rules
from boso.core.matching.homes import Home, Need, clash
from boso.core.matching.rules import Reason

TODAY = dt.date(2026, 11, 23)
STANDARD = rules.standard(TODAY)
ALL_ON = {**STANDARD, "rules": {key: {**numbers, "on": True} for key, numbers in STANDARD["rules"].items()}}
EVERY = rules.declared(ALL_ON)
NARROW = rules.RuleSet(tuple(rule for rule in EVERY.rules if rule.key == "district"), EVERY.criteria)


def some(*codes: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes), max_size=2)


numbers = st.none() | st.integers(0, 4)
homes = st.builds(
    Home,
    bedrooms=numbers,
    rooms=numbers,
    area_m2=st.none() | st.integers(15, 90),
    floor=st.none() | st.integers(-1, 3),
    lift=st.none() | st.booleans(),
    adaptations=some("step_free", "wheelchair", "sheltered", "alarm"),
    district=st.sampled_from(["", "north", "south"]),
    staffing=st.sampled_from(["", "none", "part", "all_day"]),
    groups=some("refugee", "psych"),
    rent=st.none() | st.integers(0, 10),
    around=some("addiction", "other"),
    avoided=some("addiction"),
)
needs = st.builds(
    Need,
    bedrooms=numbers,
    rooms=numbers,
    area_m2=st.none() | st.integers(15, 90),
    adaptation=st.sampled_from(["", "none", "step_free", "wheelchair", "unknown"]),
    floor=st.sampled_from(["", "lift", "ground"]),
    districts=some("north", "south"),
    away=some("north", "south"),
    staffing=st.sampled_from(["", "none", "part", "all_day", "unknown"]),
    sheltered=st.booleans(),
    group=st.sampled_from(["", "refugee", "psych", "other"]),
    rent_ceiling=st.none() | st.integers(0, 10),
    avoids=some("addiction"),
    is_to_others=some("addiction", "other"),
)


@st.composite
def rule_sets(draw):
    """Any of the rules, none of them or all, with any numbers, and some of what gives points."""
    on = draw(st.sets(st.sampled_from(sorted(rules.RULES))) | st.just(set(rules.RULES)))
    kept = {
        key: {name: key in on if name == "on" else draw(st.integers(0, 2)) for name in numbers}
        for key, numbers in STANDARD["rules"].items()
    }
    points = draw(st.fixed_dictionaries({}, optional={key: st.integers(0, 20) for key in rules.CRITERIA}))
    return rules.declared({"rules": kept, "fit": points})


@given(
    asked=st.lists(needs, max_size=6),
    different=st.lists(homes, min_size=1, max_size=6),
    which=st.lists(st.integers(0, 5), max_size=150),
    declared=rule_sets(),
    at_a_time=st.integers(1, 8),
)
def test_all_pairs_at_once_are_those_the_rules_allow_one_by_one(asked, different, which, declared, at_a_time):
    there = [different[number % len(different)] for number in which]
    with mock.patch.object(finding, "AT_A_TIME", at_a_time):
        found = finding.pairs(asked, there, declared)
    plain = [
        (n, h, declared.fit(need, home))
        for n, need in enumerate(asked)
        for h, home in enumerate(there)
        if declared.allows(need, home)
    ]
    assert [tuple(row) for row in found.rows().tolist()] == plain
    assert all(found.of(n).tolist() == [h for m, h, _fit in plain if m == n] for n in range(len(asked)))


@given(st.data())
def test_many_places_with_needs_and_homes_of_their_own_are_looked_at_one_by_one(data):
    """As a country is: each need is in its municipality, and names parts of it or all of them."""
    place = st.integers(0, 9)
    parts = {town: [f"{town} north", f"{town} south", f"{town} where nobody lets"] for town in range(10)}
    asked = [
        Need(bedrooms=size, districts=frozenset(data.draw(st.sets(st.sampled_from(parts[town])))))
        for size, town in data.draw(st.lists(st.tuples(numbers, place), max_size=20))
    ]
    there = [
        Home(bedrooms=size, district=parts[town][part])
        for size, town, part in data.draw(st.lists(st.tuples(numbers, place, st.integers(0, 1)), max_size=150))
    ]
    declared = data.draw(st.sampled_from([EVERY, EVERY.without("district"), NARROW]))
    plain = [(n, h) for n, need in enumerate(asked) for h, home in enumerate(there) if declared.allows(need, home)]
    assert [(n, h) for n, h, _fit in finding.pairs(asked, there, declared).rows().tolist()] == plain


@given(needs, homes)
def test_a_home_is_allowed_or_there_is_a_reason(need, home):
    found = EVERY.reasons(need, home)
    assert EVERY.allows(need, home) is not bool(found)
    assert 0 <= EVERY.fit(need, home) <= rules.FULL
    for reason in found:
        assert reason.rule not in {other.rule for other in EVERY.without(reason.rule).reasons(need, home)}


HOME = Home(
    bedrooms=2, rooms=3, area_m2=60, floor=1, lift=False, adaptations=frozenset({"wheelchair"}), district="north",
    staffing="none", rent=900_000,
)  # fmt: skip
NEED = Need(bedrooms=2, area_m2=60, adaptation="wheelchair", floor="ground", districts=frozenset({"north"}),
            staffing="none", group="other", rent_ceiling=900_000)  # fmt: skip


def test_what_fits_to_the_last_number_is_allowed_and_gets_all_points():
    assert EVERY.allows(NEED, HOME)
    assert EVERY.fit(NEED, HOME) == 100
    assert EVERY.fit(NEED, Home()) == 15 + 10


def changed(thing, **fields):
    return type(thing)(**{name: fields.get(name, getattr(thing, name)) for name in thing.__dataclass_fields__})


@pytest.mark.parametrize(
    ("need", "home", "reason"),
    [
        ({"bedrooms": 3}, {}, Reason("bedrooms", 3, 2)),
        ({"bedrooms": None, "rooms": 4}, {"bedrooms": None, "rooms": 2}, Reason("bedrooms", 3, 1)),
        ({"bedrooms": 0, "rooms": 0}, {}, Reason("bedrooms_to_spare", 1, 2)),
        ({"area_m2": 61}, {}, Reason("area_m2", 61, 60)),
        ({}, {"adaptations": frozenset({"step_free"})}, Reason("adaptation", 2, 1)),
        ({}, {"floor": 2, "lift": True}, Reason("floor", "ground", (2, True))),
        ({"floor": "lift"}, {"floor": 2}, Reason("floor", "lift", (2, False))),
        ({}, {"floor": None}, Reason("floor", "ground", (None, False))),
        ({}, {"district": "south"}, Reason("district", frozenset({"north"}), "south")),
        ({"away": frozenset({"north"})}, {}, Reason("away", frozenset({"north"}), "north")),
        ({"staffing": "part"}, {}, Reason("staffing", 1, 0)),
        ({}, {"staffing": "part"}, Reason("staff_to_spare", 0, 1)),
        ({}, {"groups": frozenset({"refugee"})}, Reason("group", "other", frozenset({"refugee"}))),
        ({}, {"rent": 900_001}, Reason("rent", 900_000, 900_001)),
        ({}, {"rent": None}, Reason("rent", 900_000, None)),
        ({"sheltered": True}, {}, Reason("surroundings", True, False)),
        ({"avoids": frozenset({"x"})}, {"around": frozenset({"x"})}, Reason("neighbours")),
        ({"is_to_others": frozenset({"x"})}, {"avoided": frozenset({"x"})}, Reason("neighbours")),
    ],
)
def test_each_rule_says_what_is_needed_and_what_there_is(need, home, reason):
    assert EVERY.reasons(changed(NEED, **need), changed(HOME, **home)) == (reason,)


def test_needs_that_ask_for_nothing_fit_anywhere_and_a_home_nobody_knows_fits_whoever_asks_for_nothing():
    assert EVERY.allows(Need(), HOME)
    assert EVERY.allows(Need(), Home())
    assert len(finding.pairs([], [], EVERY).home) == 0


def test_neighbours_clash_whichever_of_them_minds():
    calm, loud = Need(avoids=frozenset({"addiction"})), Need(is_to_others=frozenset({"addiction"}))
    assert clash(calm, loud)
    assert clash(loud, calm)
    assert not clash(calm, calm)


def test_the_standard_says_which_rules_are_on():
    assert set(rules.declared(STANDARD).keys) == set(rules.RULES) - {"area_m2"}
    assert rules.declared({"rules": {}, "fit": {}}).keys == ()
    assert rules.groups_of("refugee", TODAY) == {"refugee"}
    assert rules.groups_of("ordinary", TODAY) == frozenset()
    assert rules.is_let_by_need("ordinary", TODAY)
    assert not rules.is_let_by_need("official", TODAY)
    assert "addiction" in rules.avoided_by("calm", TODAY)
    assert rules.avoided_by("any", TODAY) == frozenset()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"rules": {}}, "fit"),
        ({"rules": {"colour": {"on": True}}, "fit": {}}, "colour"),
        ({"rules": {"bedrooms": {"on": True}}, "fit": {}}, "fewer"),
        ({"rules": {"bedrooms": {"on": True, "fewer": -1}}, "fit": {}}, "fewer is -1"),
        ({"rules": {"bedrooms": {"on": 1, "fewer": 0}}, "fit": {}}, "on is 1"),
        ({"rules": {}, "fit": {"beauty": 3}}, "beauty"),
        ({"rules": {}, "fit": {"size_exact": 101}}, "at most 100"),
    ],
)
def test_rules_that_mean_nothing_are_refused_by_name(data, said):
    with pytest.raises(rules.BadRules, match=said):
        rules.declared(data)


def test_kinds_too_many_for_one_number_are_told_apart():
    with mock.patch.object(finding, "COUNTABLE", 8):
        found = finding.pairs([Need(bedrooms=n % 3, floor="lift" * (n % 2)) for n in range(9)], [HOME] * 2, EVERY)
    assert np.diff(found.first).tolist() == [0, 2, 2] * 3
