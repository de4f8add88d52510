"""The most that can be served together, whatever the order.

Only tenants who want to move make a difference: one who moves frees a home, one who stays keeps it. Without them the
best set in the order is also the largest.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.compiling import compiled
from boso.core.matching.fewest import fewest
from boso.core.matching.market import NOBODY, Ints, Market
from boso.core.matching.who import served


def largest(market: Market) -> int:
    """How many of the order can be served at most, however long the chains.

    Everybody may stay: at home, or in a place of its own that stands for waiting. That costs 1 for who stands in the
    order, and the least cost is what we look for.
    """
    queue, size, dwellings = market.queue, market.size, len(market.vacant)
    done, start = served(market)
    if not (market.home[:queue] != NOBODY).any():
        return int(np.count_nonzero(done))
    waiting = dwellings + np.arange(size)
    stay = np.where(market.home == NOBODY, waiting, market.home)
    first, column, cost = _with_staying(market, stay)
    start[:queue][~done] = -1
    search = compiled(fewest, size + len(column))
    final, _row_price, _price = search(first, column, cost, start, dwellings + size)
    return int(np.count_nonzero(final[:queue] != stay[:queue]))


def _with_staying(market: Market, stay: Ints) -> tuple[Ints, Ints, Ints]:
    """The pairs with cost 0, and after those of each agent its staying."""
    column = np.insert(market.dwelling, market.first[1:], stay)
    cost = np.zeros(len(market.dwelling), np.int64)
    cost = np.insert(cost, market.first[1:], (np.arange(market.size) < market.queue).astype(np.int64))
    return market.first + np.arange(market.size + 1), column, cost
