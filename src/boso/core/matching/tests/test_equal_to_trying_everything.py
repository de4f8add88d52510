"""The served set, the moves, the fit and the ids equal what trying every placing gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.matching import market as markets
from boso.core.matching.compiling import machine_code
from boso.core.matching.where import Table, _at_once, _in_levels, placed, tabled
from boso.core.matching.who import serve, served

Key = tuple[tuple[int, ...], int, int, tuple[int, ...]]


@st.composite
def small_markets(draw: st.DrawFn) -> markets.Market:
    """A few agents, some with homes, some vacant dwellings, and pairs at will."""
    queue, may, vacancies = draw(st.integers(1, 4)), draw(st.integers(0, 3)), draw(st.integers(1, 3))
    has_home = [draw(st.booleans()) for _ in range(queue)] + [True] * may
    count = vacancies + sum(has_home)
    numbers = draw(st.permutations(range(count)))
    vacant = np.zeros(count, np.bool_)
    vacant[list(numbers[:vacancies])] = True
    homes = iter(numbers[vacancies:])
    home = np.array([next(homes) if has else -1 for has in has_home], np.int64)
    fits = st.sampled_from([None, None, 0, 10, 10, 50])
    rows = [
        (agent, there, fit) for agent in range(len(home)) for there in range(count) if (fit := draw(fits)) is not None
    ]
    return markets.from_edges(queue, home, vacant, rows, draw(st.sampled_from([None, 1])))


def fits_of(market: markets.Market) -> dict[tuple[int, int], int]:
    return {
        (agent, int(market.dwelling[step])): int(market.fit[step])
        for agent in range(market.size)
        for step in range(market.first[agent], market.first[agent + 1])
    }


def key_of(market: markets.Market, place: list[int]) -> Key:
    """The objective: who is served in order, moves, fit, ids; the smallest is the best."""
    fits, home = fits_of(market), market.home
    away = [there >= 0 and there != home[agent] for agent, there in enumerate(place)]
    return (
        tuple(-int(one) for one in away[: market.queue]),
        sum(away[market.queue :]),
        -sum(fits[agent, there] for agent, there in enumerate(place) if away[agent]),
        tuple(place),
    )


def best_of_all(market: markets.Market) -> Key:
    """The best of every placing in which nobody loses a home."""
    fits, found = fits_of(market), []

    def go_on(place: list[int]) -> None:
        agent = len(place)
        if agent == market.size:
            found.append(key_of(market, place))
            return
        stays = int(market.home[agent])
        for there in [*(d for a, d in fits if a == agent), stays]:
            if there < 0 or there not in place:
                go_on([*place, there])

    go_on([])
    return min(found)


@given(small_markets())
def test_nothing_better_is_found_by_trying_everything(market):
    done, _start = served(market)
    assert key_of(market, placed(market, done).tolist()) == best_of_all(market)


@given(small_markets())
def test_in_levels_costs_the_same_as_at_once(market):
    table = tabled(market, served(market)[0])
    whole, levels = (_total(table, one) for one in (_at_once(table), _in_levels(table)))
    assert levels == whole


def _total(table: Table, columns: markets.Ints) -> tuple[int, int]:
    """Moves and fit of a placing, in which nobody is without a column and no two have the same."""
    assert len(set(columns.tolist())) == len(columns)
    pairs = {
        (row, int(table.column[step])): (int(table.moves[step]), int(table.fit[step]))
        for row in range(len(table.agents))
        for step in range(table.first[row], table.first[row + 1])
    }
    each = [pairs[row, there] for row, there in enumerate(columns.tolist())]
    return sum(moves for moves, _fit in each), sum(fit for _moves, fit in each)


@pytest.mark.slow
@given(small_markets())
def test_compiled_and_plain_give_the_same(market):
    words = (market.queue, market.home, market.first, market.dwelling, len(market.vacant))
    plain, quick = serve(*words), machine_code(serve)(*words)
    assert all(np.array_equal(one, other) for one, other in zip(plain, quick, strict=True))
