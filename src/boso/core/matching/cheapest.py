"""The cheapest way to give every row a column of its own, with prices that prove it.

The Hungarian method on sparse rows, with more columns than rows. A column that nobody takes has the price 0, and no
column a higher one; a row in its column pays no more, price counted, than it would in any other. Bidding makes a quick
beginning; for the rows it leaves waiting, prices are lowered until a free column costs one of them nothing more.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.forest import FAR, place_waiting
from boso.core.matching.market import Ints

#: Rounds of bidding before the search.
ROUNDS = 16


def cheapest(first: Ints, column: Ints, cost: Ints, columns: int) -> tuple[Ints, Ints, Ints]:
    """Each row's column, the prices of columns, and what each row pays: the proof that nothing is cheaper.

    Row r may take column[first[r]:first[r+1]] at that cost. All rows can be placed together.
    """
    rows = len(first) - 1
    place, paid = np.full(rows, -1), np.zeros(rows, np.int64)
    holder, price = np.full(columns, -1), np.zeros(columns, np.int64)
    bid(first, column, cost, place, paid, holder, price)
    place_waiting(np.flatnonzero(place < 0), first, column, cost, place, paid, holder, price)
    return place, price, paid


def bid(first: Ints, column: Ints, cost: Ints, place: Ints, paid: Ints, holder: Ints, price: Ints) -> None:
    """A quick beginning: each row takes its cheapest column, and lowers the price to where the next best is as good.

    Whoever had the column bids again. Lower prices only make columns dearer, so that nobody has a cause to regret; but
    bidding can go on for long by small steps, and therefore stops after some rounds.
    """
    rows = len(place)
    line = np.arange(rows)
    count = rows
    for _round in range(ROUNDS):
        left, turn, bids = 0, 0, 0
        while turn < count:
            row = line[turn]
            turn += 1
            best, second = two_cheapest(row, first, column, cost, price)
            if second < 0:
                continue
            there = column[best]
            gain = (cost[second] - price[column[second]]) - (cost[best] - price[there])
            if gain == 0 and holder[there] >= 0:
                best, there = second, column[second]
            other = holder[there]
            price[there] -= gain
            place[row], paid[row], holder[there] = there, cost[best], row
            if other >= 0:
                place[other] = -1
                bids += 1
                if gain > 0 and bids < count:
                    turn -= 1
                    line[turn] = other
                else:
                    line[left] = other
                    left += 1
        count = left


def two_cheapest(row: int, first: Ints, column: Ints, cost: Ints, price: Ints) -> tuple[int, int]:
    """The row's cheapest option by the prices of the moment, and the next; -1 where there is none."""
    best, second, least, next_least = -1, -1, FAR, FAR
    for step in range(first[row], first[row + 1]):
        paid = cost[step] - price[column[step]]
        if paid < least:
            best, second, least, next_least = step, best, paid, least
        elif paid < next_least:
            second, next_least = step, paid
    return best, second
