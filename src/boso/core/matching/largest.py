"""The most that can be served together, whatever the order.

Only tenants who want to move make a difference: one who moves frees a home, one who stays keeps it. Without them the
best set in the order is also the largest.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.compiling import compiled
from boso.core.matching.fewest import fewest
from boso.core.matching.market import NOBODY, Market
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
    stay = np.where(market.home == NOBODY, dwellings + np.arange(size), market.home)
    staying = (np.arange(size) < queue).astype(np.int64)
    start[:queue][~done] = NOBODY
    search = compiled(fewest, size + len(market.dwelling))
    nothing_barred = np.zeros(dwellings + size, np.bool_)
    final, _row_price, _price = search(
        market.first, market.dwelling, np.zeros(size, np.int64), stay, staying, start, nothing_barred
    )
    return int(np.count_nonzero(final[:queue] != stay[:queue]))
