"""Need against stock: what is counted where, that any order gives the same, and that no more could be met."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from boso.core.gap import cells
from boso.core.gap.ahead import ahead, grow, quarters_back, years_on
from boso.core.gap.cells import Cell
from boso.core.gap.heaps import said
from boso.core.gap.misfits import Misfit
from boso.core.gap.table import IN_PLAY, Housing, Needing, Use, sorted_out, standard, table
from boso.core.law.parameters import NotKnown
from boso.core.matching import rules as matching
from boso.core.matching.homes import Home, Need

ON = dt.date(2026, 11, 23)
RULES = standard(ON, matching.standard(ON))
PLAIN = Home(bedrooms=1, rooms=2, floor=1, district="Nord")

needs = st.builds(
    Need,
    bedrooms=st.sampled_from([None, 1, 1, 2, 3]),
    adaptation=st.sampled_from(["", "none", "step_free", "wheelchair"]),
    floor=st.sampled_from(["", "", "lift", "ground"]),
    districts=st.sampled_from([frozenset(), frozenset(), frozenset({"Nord"}), frozenset({"Sør", "Nord"})]),
    away=st.sampled_from([frozenset(), frozenset({"Sør"})]),
    staffing=st.sampled_from(["", "none", "part", "all_day"]),
    sheltered=st.sampled_from([False, False, True]),
    group=st.sampled_from(["", "refugee", "psych"]),
)
homes = st.builds(
    Home,
    bedrooms=st.sampled_from([None, 0, 1, 1, 2, 3]),
    floor=st.sampled_from([None, 1, 3]),
    lift=st.sampled_from([None, True, False]),
    adaptations=st.sampled_from([frozenset(), frozenset({"step_free"}), frozenset({"wheelchair", "sheltered"})]),
    district=st.sampled_from(["", "Nord", "Sør"]),
    staffing=st.sampled_from(["", "none", "part", "all_day"]),
    groups=st.sampled_from([frozenset(), frozenset(), frozenset({"refugee"}), frozenset({"psych", "addiction"})]),
)


@st.composite
def towns(draw):
    stock = [
        Housing(number, home, draw(st.sampled_from(Use)), "renovation")
        for number, home in enumerate(draw(st.lists(homes, max_size=12)))
    ]
    lived_in = [one.key for one in stock if one.use is Use.LIVED_IN]
    needing = [Needing(f"t{key}", draw(needs), key, draw(st.booleans())) for key in lived_in]
    return needing + [Needing(f"w{place}", need) for place, need in enumerate(draw(st.lists(needs, max_size=8)))], stock


def individually(needing, stock) -> int:
    there = [one.home for one in stock if one.use in IN_PLAY]
    if not needing or not there:
        return 0
    allowed = [[RULES.rules.allows(one.need, home) for home in there] for one in needing]
    return int((maximum_bipartite_matching(csr_matrix(np.array(allowed)), perm_type="column") >= 0).sum())


@given(towns(), st.randoms(use_true_random=False))
def test_the_table_adds_up_is_exact_and_does_not_depend_on_the_order_of_rows(town, chance):
    needing, stock = town
    found = table(ON, needing, stock, RULES, {"at_risk": 3})
    total = found.total
    assert total.met == individually(needing, stock)
    assert total.need == len(needing) == total.fits + total.unsuitable + total.waits == total.met + total.missing
    assert total.unsuitable == len(found.wrong)
    assert total.free == total.homes - total.met
    assert total.free_empty <= total.free
    assert found.stay <= total.met
    assert len(found.spare) >= total.free_empty
    assert total.homes + total.taken + total.out_of_use == len(stock)
    for line in found.lines:
        assert 0 <= line.met <= line.need
        assert 0 <= line.free <= line.homes
    mixed = chance.sample(needing, len(needing)), chance.sample(stock, len(stock))
    again = table(ON, *mixed, RULES, {"at_risk": 3})
    assert (again.lines, again.digest, again.stay, again.out) == (found.lines, found.digest, found.stay, found.out)
    more = table(ON, needing, [*stock, Housing("new", PLAIN, Use.EMPTY)], RULES)
    assert total.met <= more.total.met <= total.met + 1
    assert more.digest != found.digest


def test_what_is_counted_in_which_cell():
    stock = [
        Housing(1, PLAIN, Use.LIVED_IN),
        Housing(2, replace(PLAIN, bedrooms=0), Use.LIVED_IN),
        Housing(3, PLAIN, Use.TAKEN),
        Housing(4, PLAIN, Use.OUT, "renovation"),
        Housing(5, replace(PLAIN, bedrooms=4), Use.EMPTY),
    ]
    ask = Need(bedrooms=1, adaptation="none", group="refugee")
    found = table(ON, [Needing(1, ask, 1), Needing(2, ask, 2), Needing(3, ask)], stock, RULES)
    by_size = found.by("size")
    one = by_size[(1,)]
    assert (one.need, one.fits, one.unsuitable, one.waits, one.met, one.missing) == (3, 1, 1, 1, 1, 2)
    assert (one.homes, one.free, one.taken, one.out_of_use) == (1, 0, 1, 1)
    assert (by_size[(0,)].free, by_size[(0,)].free_empty) == (1, 0)
    assert (by_size[(4,)].free, by_size[(4,)].free_empty) == (1, 1)
    assert found.wrong == {2: (Misfit.TOO_SMALL,)}
    assert found.out == {"renovation": 1}
    assert found.spare == {5}
    assert [line.cell.size for line in found.lines] == sorted(line.cell.size for line in found.lines)


def test_a_home_nobody_mapped_the_tenant_of_serves_nobody_else_and_an_empty_town_has_an_empty_table():
    ask = Need(bedrooms=1)
    assert table(ON, [Needing(1, ask)], [Housing(1, PLAIN, Use.TAKEN)], RULES).total.missing == 1
    assert table(ON, [], [], RULES).total.need == 0
    with pytest.raises(KeyError):
        table(ON, [Needing(1, ask, 99)], [], RULES)


def test_the_shortage_stands_with_those_who_ask_for_least_and_the_plainest_homes_are_used_first():
    wheelchair = replace(PLAIN, adaptations=frozenset({"wheelchair"}))
    asks = [Needing(1, Need(bedrooms=1)), Needing(2, Need(bedrooms=1, adaptation="wheelchair"))]
    found = table(ON, asks, [Housing(1, wheelchair, Use.EMPTY)], RULES)
    assert {line.cell.adaptation: line.missing for line in found.lines if line.need} == {"none": 1, "wheelchair": 0}
    found = table(ON, asks[:1], [Housing(1, wheelchair, Use.EMPTY), Housing(2, PLAIN, Use.EMPTY)], RULES)
    assert {line.cell.adaptation: line.free for line in found.lines if line.homes} == {"none": 0, "wheelchair": 1}
    lived_in = [Housing(1, PLAIN, Use.EMPTY), Housing(2, PLAIN, Use.LIVED_IN)]
    found = table(ON, [Needing(1, Need(bedrooms=1), 2)], lived_in, RULES)
    assert found.total.free == found.total.free_empty == 1


def test_if_nobody_who_lives_well_moves_fewer_can_be_met():
    wheelchair = replace(PLAIN, adaptations=frozenset({"wheelchair"}))
    asks = [Needing(1, Need(bedrooms=1), 1), Needing(2, Need(bedrooms=1, adaptation="wheelchair"))]
    found = table(ON, asks, [Housing(1, wheelchair, Use.LIVED_IN), Housing(2, PLAIN, Use.EMPTY)], RULES)
    assert (found.total.met, found.stay) == (2, 1)


def test_two_who_live_alike_are_counted_alike():
    asks = [Needing(number, Need(bedrooms=2), number) for number in range(2)]
    found = table(ON, asks, [Housing(number, PLAIN, Use.LIVED_IN) for number in range(2)], RULES)
    assert (found.total.unsuitable, set(found.wrong.values())) == (2, {(Misfit.TOO_SMALL,)})


@pytest.mark.parametrize(
    ("need", "home", "unsuitable", "wrong"),
    [
        pytest.param(Need(bedrooms=1), PLAIN, False, (), id="fits"),
        pytest.param(Need(bedrooms=1), PLAIN, True, (Misfit.SAID,), id="the mapping says so"),
        pytest.param(Need(bedrooms=2), PLAIN, True, (Misfit.TOO_SMALL,), id="too small"),
        pytest.param(
            Need(bedrooms=1, floor="ground", districts=frozenset({"Nord"})),
            Home(bedrooms=3, floor=2, staffing="part", groups=frozenset({"refugee"}), district="Sør"), False,
            (Misfit.NOT_ACCESSIBLE, Misfit.WRONG_PLACE, Misfit.TOO_BIG, Misfit.FOR_OTHERS),
            id="four things at once, the gravest first",
        ),
        pytest.param(
            Need(bedrooms=1, staffing="none", adaptation="wheelchair", sheltered=True),
            Home(bedrooms=1, staffing="all_day", adaptations=frozenset({"step_free"})), False,
            (Misfit.NOT_ACCESSIBLE, Misfit.NEIGHBOURS, Misfit.TOO_MUCH_STAFF), id="neighbours and staff",
        ),
        pytest.param(
            Need(bedrooms=1, staffing="part"), PLAIN, False, (Misfit.TOO_LITTLE_STAFF,), id="too little staff"
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_home_somebody_lives_in(need, home, unsuitable, wrong):
    found = table(ON, [Needing("a", need, 1, unsuitable)], [Housing(1, home, Use.LIVED_IN)], RULES)
    assert found.wrong.get("a", ()) == wrong


def test_cells_of_needs_and_homes():
    need = Need(rooms=3, adaptation="step_free", districts=frozenset({"Sør", "Nord"}), staffing="part")
    assert cells.of_need(need) == Cell(2, "step_free", "part", "Nord|Sør", "any")
    assert cells.of_need(Need()) == Cell(None, "none", "none", "any", "any")
    home = Home(rooms=1, adaptations=frozenset({"wheelchair", "step_free"}), groups=frozenset({"psych"}))
    assert cells.of_home(home) == Cell(0, "wheelchair", "none", "any", "psych")
    assert said((None, frozenset({"b", "a"}), 2)) == "(None,{a,b},2)"


def test_rules_of_the_municipality_decide_and_some_are_left_out():
    told = matching.standard(ON)
    told["rules"]["bedrooms"] = {"on": False, "fewer": 0}
    loose = standard(ON, told)
    assert table(ON, [Needing(1, Need(bedrooms=4))], [Housing(1, PLAIN, Use.EMPTY)], loose).total.met == 1
    assert {"rent", "neighbours", "bedrooms"}.isdisjoint(loose.rules.keys)
    assert loose.told["left_out"] == ["rent", "neighbours"]
    with pytest.raises(NotKnown):
        standard(dt.date(1999, 1, 1), told)


def test_years_ahead_needs_grow_and_leased_homes_go():
    stock = [Housing(1, PLAIN, Use.EMPTY, until=dt.date(2028, 1, 1)), Housing(2, PLAIN, Use.EMPTY)]
    stock.append(Housing(3, PLAIN, Use.OUT, "damage", dt.date(2027, 1, 1)))
    asks = [Needing(number, Need(bedrooms=1)) for number in range(2)]
    found = ahead(ON, asks, stock, RULES, [0, 1, 2], (0.0, 50.0, 100.0))
    assert [(year.years, year.on.year, year.homes, year.gone) for year in found] == [
        (0, 2026, 2, 0), (1, 2027, 2, 0), (2, 2028, 1, 1)
    ]  # fmt: skip
    assert [year.need for year in found] == [(2, 2, 2), (2, 3, 4), (2, 4, 8)]
    assert [year.missing for year in found] == [(0, 0, 0), (0, 1, 2), (1, 3, 7)]


@given(towns(), st.floats(0.5, 3))
def test_growing_shares_out_whole_needs_and_changes_no_home(town, factor):
    whole = sorted_out(*town, RULES).whole
    grown = grow(whole, factor)
    assert sum(grown.needs) == round(sum(count * factor for count in whole.needs))
    assert all(abs(new - old * factor) < 1.001 for new, old in zip(grown.needs, whole.needs, strict=True))
    assert (grown.homes, grow(whole, 1.0).needs) == (whole.homes, whole.needs)


def test_days_back_and_years_on():
    assert quarters_back(dt.date(2026, 2, 11), 3) == [
        dt.date(2025, 6, 30), dt.date(2025, 9, 30), dt.date(2025, 12, 31), dt.date(2026, 2, 11)
    ]  # fmt: skip
    assert years_on(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)
