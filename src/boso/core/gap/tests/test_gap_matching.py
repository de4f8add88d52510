"""The most needs that can be met: equal to an exact matching of individuals, by the declared order, in any order."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from boso.core.gap.most import most


def individually(needs, homes, fits) -> int:
    """How many can be met, by an exact matching of one and one."""
    rows = [place for place, size in enumerate(needs) for _one in range(size)]
    columns = [place for place, size in enumerate(homes) for _one in range(size)]
    if not rows or not columns:
        return 0
    pairs = csr_matrix(np.array([[fits[row] >> column & 1 for column in columns] for row in rows]))
    return int((maximum_bipartite_matching(pairs, perm_type="column") >= 0).sum())


@st.composite
def markets(draw, heaps=4, size=2):
    needs = draw(st.lists(st.integers(0, size), max_size=heaps))
    homes = draw(st.lists(st.integers(0, size), max_size=heaps))
    every = (1 << len(homes)) - 1
    return needs, homes, [draw(st.integers(0, every)) & draw(st.integers(0, every)) for _need in needs]


@given(markets(heaps=12, size=5))
def test_as_many_are_met_as_an_exact_matching_of_individuals_meets(market):
    found = most(*market)
    assert sum(found.met) == sum(found.used) == individually(*market)
    assert all(met <= size for met, size in zip(found.met, market[0], strict=True))
    assert all(used <= size for used, size in zip(found.used, market[1], strict=True))


@given(markets(heaps=3))
def test_the_shortage_and_what_is_left_over_stand_where_the_declared_order_says(market):
    needs, homes, fits = market
    found = most(*market)

    def sets(sizes):
        return sorted(itertools.product(*(range(size + 1) for size in sizes)), reverse=True)

    best = next(met for met in sets(needs) if individually(met, homes, fits) == sum(met))
    total = sum(best)
    taken = next(used for used in sets(homes) if sum(used) == total == individually(best, used, fits))
    assert (found.met, found.used) == (best, taken)


@given(markets(heaps=8, size=4), st.integers(0, 7))
def test_another_home_never_lowers_what_is_met(market, place):
    needs, homes, fits = market
    if place < len(homes):
        more = [size + (number == place) for number, size in enumerate(homes)]
        assert all(a >= b for a, b in zip(most(needs, more, fits).met, most(needs, homes, fits).met, strict=True))


@pytest.mark.parametrize(
    ("needs", "homes", "fits", "met", "used"),
    [
        pytest.param([], [3], [], (), (0,), id="nobody needs anything"),
        pytest.param([2], [], [0], (0,), (), id="there is no home"),
        pytest.param([1, 1], [1, 1], [0b11, 0b01], (1, 1), (1, 1), id="the first makes room"),
        pytest.param([1, 1], [1], [1, 1], (1, 0), (1,), id="the first keeps the only one"),
        pytest.param([1], [1, 1], [0b11], (1,), (1, 0), id="the first home is used"),
        pytest.param(
            [2, 2], [1, 2, 2], [0b110, 0b011], (2, 2), (1, 2, 1), id="a chain makes room"
        ),
        pytest.param(
            [1, 1], [1, 1, 1], [0b011, 0b101], (1, 1), (1, 1, 0), id="a chain brings the first homes into use"
        ),
    ],
)  # fmt: skip
def test_small_markets(needs, homes, fits, met, used):
    found = most(needs, homes, fits)
    assert (found.met, found.used) == (met, used)
