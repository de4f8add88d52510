"""Rounding to threes that still adds up; shares that tell no more than their counts; how tables are made."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from boso.core.tabulation import attack, exact, suppression
from boso.core.tabulation.marks import Mark
from boso.core.tabulation.rates import rate
from boso.core.tabulation.rounding import rounded
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import protect
from boso.core.tabulation.system import Told, system_of
from boso.core.tabulation.tables import TOTAL, Dimension, Table, tabulate

SIZE = Dimension("size", ("1", "2", "3"))
PLACE = Dimension("place", ("north", "a", "b", "c"), {"a": "north", "b": "north"})


@given(st.lists(st.integers(0, 6), min_size=9, max_size=9), st.sampled_from("xyz"))
def test_rounded_tables_add_up_and_hold_no_small_count(counts, seed):
    places = [(size, place) for size in SIZE.leaves for place in PLACE.leaves]
    table = Table("t", "b", (SIZE, PLACE), dict(zip(places, counts, strict=True)))
    found = rounded(table, seed)
    assert found.counts == rounded(table, seed).counts
    for place, count in table.counts.items():
        now = found.counts[place]
        assert now == count if count == 0 or count >= 3 else now in (0, 3)
        assert abs(now - count) <= 2
    for cell, total in found.sums.items():
        assert total not in (1, 2)
        assert total == sum(found.counts[leaf] for leaf in places if _under((SIZE, PLACE), cell, leaf))
    assert abs(found.sums[TOTAL, TOTAL] - table.sums[TOTAL, TOTAL]) <= 3


def _under(ways, cell, leaf):
    return all(code in way.above(inner) for way, code, inner in zip(ways, cell, leaf, strict=True))


def test_sums_are_hit_where_they_can_be_and_another_seed_chooses_otherwise():
    table = Table("t", "b", (SIZE,), {("1",): 1, ("2",): 1, ("3",): 1})
    found = {seed: rounded(table, seed) for seed in "abcdefgh"}
    assert all(one.sums[TOTAL,] == 3 for one in found.values())
    assert len({tuple(sorted(one.counts.items())) for one in found.values()}) > 1
    assert rounded(Table("t", "b", (SIZE,), {("1",): 5}), "a").counts == {("1",): 5}
    with pytest.raises(ValueError, match="2 or more"):
        rounded(table, "a", base=1)


def test_rounding_that_takes_too_long_goes_by_the_seed(monkeypatch):
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_all, **_options: type("Nothing", (), {"x": None}))
    table = Table("t", "b", (SIZE,), {("1",): 1, ("2",): 2, ("3",): 7})
    found = rounded(table, "a").counts
    assert found["3",] == 7
    assert {found["1",], found["2",]} <= {0, 3}


def test_a_rate_of_a_hidden_count_is_hidden_too():
    assert rate(3, 12) == Fraction(25)
    assert rate(3, 1_500, per=1000) == Fraction(2)
    assert rate(None, 12) is None
    assert rate(3, None) is None
    assert rate(0, 0) is None


def test_records_are_counted_by_leaves_and_an_unknown_code_is_refused():
    records = [{"size": "1", "place": "a"}, {"size": "1", "place": "b"}, {"size": "2", "place": "c"}]
    table = tabulate(records, "t", "b", (SIZE, PLACE))
    assert table.sums["1", "north"] == 2
    assert table.sums[TOTAL, TOTAL] == 3
    assert len(list(table.every())) == 4 * 5
    with pytest.raises(ValueError, match="'north'"):
        tabulate([{"size": "1", "place": "north"}], "t", "b", (SIZE, PLACE))


def test_tables_that_do_not_agree_on_a_shared_cell_are_refused():
    one = Table("one", "b", (SIZE,), {("1",): 4})
    with pytest.raises(ValueError, match="two counts"):
        system_of([one, Table("two", "b", (SIZE,), {("1",): 5})], Rule())


def test_a_rule_must_hide_something_widely_enough():
    with pytest.raises(ValueError, match="at least"):
        Rule(threshold=-1)
    with pytest.raises(ValueError, match="at least"):
        Rule(width=0)


def test_zeros_are_shown_unless_they_tell_on_a_whole_group():
    mixed = Table("t", "b", (SIZE,), {("1",): 9, ("2",): 8})
    assert not protect([mixed], Rule()).hidden.any()
    alone = Table("t", "b", (SIZE,), {("1",): 9})
    pattern = protect([alone], Rule())
    hidden = pattern.hidden_in(alone)
    assert ("1",) in hidden
    assert hidden & {("2",), ("3",)}
    assert pattern.is_small(alone.key(("1",)))
    assert pattern.interval(alone.key(("1",))) == (1, 9)
    assert not protect([alone], Rule(groups=False)).hidden.any()


def test_what_can_be_proved_has_no_most_where_the_sum_is_hidden_too():
    table = Table("t", "b", (SIZE,), {("1",): 1, ("2",): 1})
    pattern = protect([table], Rule())
    assert pattern.is_hidden(table.key((TOTAL,)))
    assert pattern.interval(table.key(("1",))) == (1, None)
    assert pattern.interval(table.key(("3",))) == (0, 0)


def test_a_small_count_that_left_before_cannot_be_hidden_now():
    """An earlier package showed all; the same day's figures once more can hide nothing, and say so."""
    table = Table("t", "b", (SIZE,), {("1",): 2, ("2",): 9})
    pattern = protect([table], Rule(), [Told(table, frozenset())])
    assert not pattern.hidden.any()
    later = Table("t", "c", (SIZE,), {("1",): 2, ("2",): 9})
    pattern = protect([later], Rule(), [Told(table, frozenset())])
    assert later.key(("1",)) in {pattern.system.keys[cell] for cell in pattern.weak}
    other = Table("t", "d", (PLACE,), {("a",): 2, ("c",): 9})
    assert not protect([other], Rule(), [Told(table, frozenset())]).weak


def test_the_fast_way_is_safe_where_the_proved_one_does_not_end(monkeypatch):
    counts = dict(zip([(s, p) for s in SIZE.leaves for p in PLACE.leaves], [1, 9, 9, 0, 2, 8, 7, 9, 5], strict=True))
    table = Table("t", "b", (SIZE, PLACE), counts)
    proved = protect([table], Rule())
    assert proved.is_cheapest
    monkeypatch.setattr(exact, "GUESSES", 0)
    fast = protect([table], Rule())
    assert proved.cost <= fast.cost
    assert not attack.weaknesses(fast.system, fast.hidden, 2)
    nothing = type("Nothing", (), {"x": None, "status": 1, "mip_dual_bound": None})
    monkeypatch.setattr(exact, "GUESSES", 5)
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_all, **_options: nothing)
    assert not protect([table], Rule()).is_cheapest
    broken = SimpleNamespace(linprog=lambda *_all, **_options: nothing)
    monkeypatch.setattr(suppression, "scipy", SimpleNamespace(optimize=broken, sparse=scipy.sparse))
    slow = protect([table], Rule())
    assert not attack.weaknesses(slow.system, slow.hidden, 2)
    monkeypatch.setattr(suppression, "TIDY_UP_TO", 0)
    assert protect([table], Rule()).cost >= slow.cost


def test_a_lone_count_hangs_with_nothing():
    alone = Table("t", "b", (), {(): 2})
    pattern = protect([alone], Rule(groups=False))
    assert pattern.hidden_in(alone) == {()}
    assert pattern.interval(alone.key(())) == (1, None)
    assert attack.weaknesses(pattern.system, pattern.hidden & False, 2) == []


def test_an_attack_that_cannot_be_worked_out_is_no_safety(monkeypatch):
    nothing = type("Nothing", (), {"x": None, "message": "broken"})
    monkeypatch.setattr(scipy.optimize, "linprog", lambda *_all, **_options: nothing)
    with pytest.raises(ArithmeticError, match="broken"):
        protect([Table("t", "b", (SIZE,), {("1",): 2, ("2",): 7})], Rule())


def test_the_signs_are_those_of_statistics_norway():
    assert [mark.value for mark in Mark] == [":", ".", ".."]
