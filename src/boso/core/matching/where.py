"""Where the served go: fewest moves of tenants who may move, then the best total fit, then the smallest ids.

An assignment of least cost: a move costs more than all fit together, so no fit buys a move. Large runs are solved in
two steps with the same answer: first the fewest moves alone, whose prices tell which pairs can stand in any such
placing; then the best fit among those pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from boso.core.matching.cheapest import cheapest
from boso.core.matching.compiling import LARGE, compiled
from boso.core.matching.fewest import fewest, tight
from boso.core.matching.market import Flags, Ints, Market
from boso.core.matching.smallest import smallest

#: More than any one fit.
BEST = 101


@dataclass(frozen=True, slots=True)
class Table:
    """Who is still to be placed, and where they can be: rows are agents, columns dwellings.

    first, column, fit: as in Market; moves: 1 where it is a move of a tenant who may move. at_home: the column a
    row has for nothing, or -1. agents, dwellings: the numbers in the market.
    """

    agents: Ints
    dwellings: Ints
    first: Ints
    column: Ints
    fit: Ints
    moves: Ints
    at_home: Ints

    @property
    def size(self) -> int:
        """Rows and pairs together."""
        return len(self.agents) + len(self.column)


def placed(market: Market, done: Flags) -> Ints:
    """Each agent's dwelling (-1: none) when exactly `done` are served: the best placing of all."""
    table = tabled(market, done)
    columns = _in_levels(table) if table.size >= LARGE else _at_once(table)
    place = np.where(_stays(market, done), market.home, -1)
    place[table.agents] = table.dwellings[columns]
    return place


def tabled(market: Market, done: Flags) -> Table:
    """The rows of those who are served and of the tenants who may move; the rest stay where they are."""
    stays = _stays(market, done)
    served = np.zeros(market.size, np.bool_)
    served[: market.queue] = done
    may = np.arange(market.size) >= market.queue
    in_play = served | may
    column_of = np.full(len(market.vacant), -1, np.int64)
    kept = np.ones(len(market.vacant), np.bool_)
    kept[market.home[stays & ~may]] = False
    dwellings = np.flatnonzero(kept)
    column_of[dwellings] = np.arange(len(dwellings))
    agents = np.flatnonzero(in_play)
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    use = in_play[who] & kept[market.dwelling]
    tenants = np.flatnonzero(may)
    row_of = np.cumsum(in_play) - 1
    row = np.concatenate([row_of[who[use]], row_of[tenants]])
    column = np.concatenate([column_of[market.dwelling[use]], column_of[market.home[tenants]]])
    fit = np.concatenate([market.fit[use], np.zeros(len(tenants), np.int64)])
    moves = np.concatenate([may[who[use]].astype(np.int64), np.zeros(len(tenants), np.int64)])
    order = np.lexsort((column, row))
    at_home = np.full(len(agents), -1, np.int64)
    at_home[row_of[tenants]] = column_of[market.home[tenants]]
    return Table(
        agents=agents,
        dwellings=dwellings,
        first=np.searchsorted(row[order], np.arange(len(agents) + 1)),
        column=column[order],
        fit=fit[order],
        moves=moves[order],
        at_home=at_home,
    )


def _stays(market: Market, done: Flags) -> Flags:
    """Who is certainly at home: tenants who wanted to move and are not served."""
    stays = np.zeros(market.size, np.bool_)
    stays[: market.queue] = ~done & (market.home[: market.queue] >= 0)
    return stays


def _at_once(table: Table) -> Ints:
    """The placing in one step, settled to the smallest ids."""
    cost = table.moves * BEST * (len(table.agents) + 1) - table.fit
    place, price, paid = cheapest(table.first, table.column, cost, len(table.dwellings))
    smallest(table.first, table.column, cost, place, paid, price)
    return place


def _in_levels(table: Table) -> Ints:
    """The placing in two steps: fewest moves, then the best fit among the pairs that can stand in such a placing."""
    columns = len(table.dwellings)
    level = compiled(fewest, table.size)
    start, row_price, price = level(table.first, table.column, table.moves, table.at_home, columns)
    row = np.repeat(np.arange(len(table.agents)), np.diff(table.first))
    use = tight(table.first, table.column, table.moves, row_price, price)
    # A row with one pair left is placed; its column is nobody else's.
    choices = np.bincount(row[use], minlength=len(table.agents))
    settled = choices == 1
    taken = np.zeros(columns, np.bool_)
    taken[start[settled]] = True
    use &= ~settled[row] & ~taken[table.column]
    rows = np.flatnonzero(~settled)
    first = np.searchsorted(row[use], rows)
    must = np.where(price < 0, BEST * (len(rows) + 1), 0)
    cost = -table.fit[use] - must[table.column[use]]
    found, _price, _paid = compiled(cheapest, table.size)(
        np.append(first, np.count_nonzero(use)), table.column[use], cost, columns
    )
    place = start.copy()
    place[rows] = found
    return place
