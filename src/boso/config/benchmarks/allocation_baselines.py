"""What the engine is measured against: ways of housing people in use elsewhere, and general solvers."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from boso.core.matching.market import NOBODY, Flags, Ints, Market

#: What a household weighs in a sum with fit, by class, as systems that add points do.
WEIGHTS = (1_000_000, 100_000, 20_000, 5_000)
BEST = 101


def one_by_one(market: Market) -> Ints:
    """A waiting list: each in turn takes the free dwelling that fits best."""
    place: Ints = _compiled(_one_by_one)(market.queue, market.first, market.dwelling, market.fit, market.vacant)
    return place


def scarcest_first(market: Market) -> Ints:
    """The dwelling that fewest could use goes first, to the first in the order who could use it."""
    wanted = np.bincount(market.dwelling, minlength=len(market.vacant))
    order = np.argsort(np.where(market.vacant, wanted, np.iinfo(np.int64).max), kind="stable")
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    by_dwelling = np.argsort(market.dwelling, kind="stable")
    begins = np.searchsorted(market.dwelling[by_dwelling], np.arange(len(market.vacant) + 1))
    count = int(np.count_nonzero(market.vacant))
    place: Ints = _compiled(_scarcest_first)(market.queue, order[:count], begins, who[by_dwelling])
    return place


def scipy_most(market: Market) -> int:
    """How many can be housed at all: SciPy's Hopcroft and Karp."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    shape = (market.size, len(market.vacant))
    graph = csr_array((np.ones(len(market.dwelling), np.int8), market.dwelling, market.first), shape=shape)
    return int(np.count_nonzero(maximum_bipartite_matching(graph, perm_type="column") >= 0))


def scipy_where(market: Market, done: Flags) -> int:
    """The best fit of all when exactly these are served and nobody lives anywhere yet: SciPy's sparse assignment."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    agents = np.flatnonzero(done)
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    use = done[who]
    first = np.concatenate(([0], np.cumsum(np.diff(market.first)[agents])))
    cost = (BEST - market.fit[use]).astype(np.float64)
    graph = csr_array((cost, market.dwelling[use], first), shape=(len(agents), len(market.vacant)))
    rows, columns = min_weight_full_bipartite_matching(graph)
    return int(BEST * len(rows) - graph[rows, columns].sum())


def flow_arcs(market: Market, classes: Ints, waited: Ints) -> dict[str, Any]:
    """The whole problem as a sum of points: class, days waited and fit. For OR-Tools."""
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    weight = np.array(WEIGHTS)[classes - 1] + waited
    return {
        "agents": market.size,
        "dwellings": len(market.vacant),
        "who": who,
        "where": market.dwelling,
        "cost": -(weight[who] + market.fit),
        "must": np.zeros(market.size, np.bool_),
    }


def settled_arcs(market: Market, done: Flags) -> dict[str, Any]:
    """Where exactly these go, with the fewest moves and then the best fit. For OR-Tools."""
    tenants = np.arange(market.queue, market.size)
    in_play = np.concatenate((done, np.ones(len(tenants), np.bool_)))
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    use = in_play[who]
    move = BEST * (int(np.count_nonzero(in_play)) + 1)
    number = np.cumsum(in_play) - 1
    return {
        "agents": int(np.count_nonzero(in_play)),
        "dwellings": len(market.vacant),
        "who": np.concatenate((number[who[use]], number[tenants])),
        "where": np.concatenate((market.dwelling[use], market.home[tenants])),
        "cost": np.concatenate((move * (who[use] >= market.queue) - market.fit[use], np.zeros(len(tenants), np.int64))),
        "must": np.ones(int(np.count_nonzero(in_play)), np.bool_),
    }


@cache
def _compiled(function: Any) -> Any:
    import numba

    return numba.njit(cache=True)(function)


def _one_by_one(queue: int, first: Ints, dwelling: Ints, fit: Ints, free: Flags) -> Ints:
    free, place = free.copy(), np.full(queue, -1, np.int64)
    for agent in range(queue):
        best = -1
        for step in range(first[agent], first[agent + 1]):
            if free[dwelling[step]] and (best < 0 or fit[step] > fit[best]):
                best = step
        if best >= 0:
            place[agent] = dwelling[best]
            free[dwelling[best]] = False
    return place


def _scarcest_first(queue: int, order: Ints, begins: Ints, takers: Ints) -> Ints:
    place = np.full(queue, -1, np.int64)
    for there in order:
        for step in range(begins[there], begins[there + 1]):
            agent = takers[step]
            if agent < queue and place[agent] < 0:
                place[agent] = there
                break
    return place


def fit_of(market: Market, place: Ints) -> int:
    """The fit of the households without a home in such a placing."""
    whole = np.append(place, np.full(market.size - len(place), NOBODY))
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    return int(market.fit[market.dwelling == whole[who]].sum())
