"""Where the served go: fewest moves of tenants who may move, then the best total fit, then the smallest ids.

First the fewest moves alone: the prices that prove them tell which options can stand in any such placing. Then the
best fit among these, and then the smallest ids among what fits as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from boso.core.matching.cheapest import cheapest
from boso.core.matching.compiling import compiled
from boso.core.matching.fewest import fewest, tight
from boso.core.matching.market import NOBODY, Flags, Ints, Market
from boso.core.matching.smallest import smallest

#: More than any one fit.
BEST = 101
#: From this size on, what stands in no best placing is left out first; below, that takes longer than it saves.
REDUCED = 2_000


@dataclass(frozen=True, slots=True)
class Options:
    """Where each row can be in placings that are equally good so far.

    agents: the numbers in the market. Row r has column[first[r]:first[r+1]], in order, with that fit. must: the
    columns that are filled in every such placing. place: one such placing. size: of the whole run.
    """

    size: int
    agents: Ints
    first: Ints
    column: Ints
    fit: Ints
    must: Flags
    place: Ints


def placed(market: Market, done: Flags, start: Ints) -> Ints:
    """Each agent's dwelling (-1: none) when exactly `done` are served: the best placing of all.

    start: a placing in which they are.
    """
    options = with_fewest_moves(market, done, start)
    place = np.where(_at_home(market, done), market.home, NOBODY)
    for better in (with_best_fit, with_smallest_ids):
        place[options.agents] = options.place
        options = better(reduced(options) if options.size >= REDUCED else options)
    place[options.agents] = options.place
    return place


def with_fewest_moves(market: Market, done: Flags, start: Ints) -> Options:
    """The options of those who are served and of the tenants who may move; the rest stay where they are."""
    at_home = _at_home(market, done)
    may = np.arange(market.size) >= market.queue
    served = np.zeros(market.size, np.bool_)
    served[: market.queue] = done
    # The last column is nobody's: there stand those who are no part of it.
    barred = np.append(np.zeros(len(market.vacant), np.bool_), True)
    barred[market.home[at_home]] = True
    going = may.astype(np.int64)
    stay = np.where(may, market.home, NOBODY)
    staying = np.zeros(market.size, np.int64)
    words = (market.first, market.dwelling, going, stay, staying)
    agents = np.flatnonzero(served | may)
    size = market.size + len(market.dwelling)
    begin = _to_begin_with(market, served, may, at_home, start)
    place, row_price, price = compiled(fewest, size)(*words, begin, barred)
    first, column, pair = compiled(tight, size)(agents, *words, row_price, price, barred)
    fit = np.zeros(len(pair), np.int64)
    fit[pair >= 0] = market.fit[pair[pair >= 0]]
    return Options(size, agents, first, column, fit, price[:-1] < 0, place[agents])


def _at_home(market: Market, done: Flags) -> Flags:
    """Who is certainly at home: tenants who wanted to move and are not served."""
    at_home = np.zeros(market.size, np.bool_)
    at_home[: market.queue] = ~done & (market.home[: market.queue] != NOBODY)
    return at_home


def _to_begin_with(market: Market, served: Flags, may: Flags, at_home: Flags, start: Ints) -> Ints:
    """Everybody who may stays; the served keep what they have unless it is the home of somebody who stays."""
    begin = np.where(may | at_home, market.home, NOBODY)
    theirs = np.zeros(len(market.vacant), np.bool_)
    theirs[market.home[may]] = True
    keeps = served.copy()
    keeps[served] = ~theirs[start[served]]
    begin[keeps] = start[keeps]
    begin[~(served | may | at_home)] = len(market.vacant)
    return begin


def reduced(options: Options) -> Options:
    """Only options that stand in some placing that is as good, and only rows that have a choice.

    A row may change its column where the change goes round: along options back to the column that was left, or to a
    free one, while another that need not be filled is left empty instead.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    columns = len(options.must)
    row = np.repeat(np.arange(len(options.agents)), np.diff(options.first))
    free = np.ones(columns, np.bool_)
    free[options.place] = False
    open_ones, free_ones = np.flatnonzero(~options.must & ~free), np.flatnonzero(free)
    leaves = np.concatenate((options.place[row], np.full(len(open_ones), columns), free_ones))
    enters = np.concatenate((options.column, open_ones, np.full(len(free_ones), columns)))
    graph = csr_array((np.ones(len(leaves), np.int8), (leaves, enters)), shape=(columns + 1, columns + 1))
    _count, part = connected_components(graph, directed=True, connection="strong")
    use = part[options.place[row]] == part[options.column]
    choices = np.bincount(row[use], minlength=len(options.agents))
    rows = np.flatnonzero(choices > 1)
    use &= choices[row] > 1
    return replace(
        options,
        agents=options.agents[rows],
        first=np.concatenate(([0], np.cumsum(choices[rows]))),
        column=options.column[use],
        fit=options.fit[use],
        place=options.place[rows],
    )


def with_best_fit(options: Options) -> Options:
    """The options that stand in a placing with the best fit."""
    rows, columns = len(options.agents), len(options.must)
    cost = np.where(options.must[options.column], -BEST * (rows + 1), 0) - options.fit
    place, price, paid = compiled(cheapest, options.size)(options.first, options.column, cost, columns)
    row = np.repeat(np.arange(rows), np.diff(options.first))
    use = cost - price[options.column] == (paid - price[place])[row]
    return replace(_only(options, use), must=price < 0, place=place)


def with_smallest_ids(options: Options) -> Options:
    """The placing in which each in turn has the smallest of equally good dwellings."""
    place = options.place.copy()
    compiled(smallest, options.size)(options.first, options.column, options.must, place)
    return replace(options, place=place)


def _only(options: Options, use: Flags) -> Options:
    """The same rows with some of their options."""
    before = np.concatenate(([0], np.cumsum(use)))
    return replace(options, first=before[options.first], column=options.column[use], fit=options.fit[use])
