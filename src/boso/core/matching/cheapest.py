"""The cheapest way to give every row a column of its own: all rows look at once, with prices.

The Hungarian method on sparse rows, with more columns than rows. A column that nobody takes has the price 0, and no
column a higher one; a row in its column pays no more, price counted, than it would in any other. As long as rows wait,
prices are lowered until the nearest free column costs one of them nothing more, and whoever can then be placed is.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.heap import pop, push
from boso.core.matching.market import Ints

FAR = 2**62
#: Rounds of bidding before the search.
ROUNDS = 16


def cheapest(first: Ints, column: Ints, cost: Ints, columns: int) -> tuple[Ints, Ints, Ints]:
    """Each row's column, the prices of columns, and what each row pays: the proof that nothing is cheaper.

    Row r may take column[first[r]:first[r+1]] at that cost. All rows can be placed together.
    """
    rows = len(first) - 1
    place, paid = np.full(rows, -1, np.int64), np.zeros(rows, np.int64)
    holder, price = np.full(columns, -1, np.int64), np.zeros(columns, np.int64)
    bid(first, column, cost, place, paid, holder, price)
    waiting: Ints = np.flatnonzero(place < 0)
    offer = np.zeros(rows, np.int64)
    for row in waiting:
        best, _second = two_cheapest(row, first, column, cost, price)
        offer[row] = cost[best] - price[column[best]]
    distance = np.full(columns, FAR, np.int64)
    keys, places = np.empty(len(column) + 1, np.int64), np.empty(len(column) + 1, np.int64)
    reached_by, reached_at = np.full(columns, -1, np.int64), np.zeros(columns, np.int64)
    root, line = np.full(columns, -1, np.int64), np.empty(columns, np.int64)
    while len(waiting) > 0:
        found = look(
            waiting, first, column, cost, offer, paid, holder, price, distance, keys, places, line, reached_by,
            reached_at, root,
        )  # fmt: skip
        for free in line[:found]:
            take_along(root[free], free, place, paid, holder, reached_by, reached_at)
        waiting = waiting[place[waiting] < 0]
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


def look(
    waiting: Ints,
    first: Ints,
    column: Ints,
    cost: Ints,
    offer: Ints,
    paid: Ints,
    holder: Ints,
    price: Ints,
    distance: Ints,
    keys: Ints,
    places: Ints,
    line: Ints,
    reached_by: Ints,
    reached_at: Ints,
    root: Ints,
) -> int:
    """Find the nearest free columns, one for each row that waits, as far as no two rows want the same way.

    Gives how many; they stand first in `line`, with the row each is for in `root`. All that is nearer than where the
    search ends gets so much lower a price, so that the ways there cost nothing more.
    """
    size, found, held, reach = 0, 0, len(line), 0
    has_one = np.zeros(len(paid), np.bool_)
    for row in waiting:
        size = spread(
            row,
            row,
            -offer[row],
            first,
            column,
            cost,
            price,
            distance,
            keys,
            places,
            size,
            reached_by,
            reached_at,
            root,
        )
    while found < len(waiting):
        reach, there = keys[0], places[0]
        size = pop(keys, places, size)
        if reach > distance[there]:
            continue
        source, mover = root[there], holder[there]
        if mover >= 0:
            held -= 1
            line[held] = there
            base = reach - (paid[mover] - price[there])
            size = spread(
                mover, source, base, first, column, cost, price, distance, keys, places, size, reached_by, reached_at,
                root,
            )  # fmt: skip
        elif has_one[source]:
            distance[there] = FAR
            break
        else:
            has_one[source] = True
            line[found] = there
            found += 1
    for number in range(len(line)):
        if number < found or number >= held:
            there = line[number]
            price[there] += distance[there] - reach
            distance[there] = FAR
    for number in range(size):
        distance[places[number]] = FAR
    for row in waiting:
        offer[row] += reach
    return found


def spread(
    row: int,
    source: int,
    base: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    price: Ints,
    distance: Ints,
    keys: Ints,
    places: Ints,
    size: int,
    reached_by: Ints,
    reached_at: Ints,
    root: Ints,
) -> int:
    """Note how far the row's columns are where this way from the source is nearer. Gives the heap's size."""
    for step in range(first[row], first[row + 1]):
        there = column[step]
        far = base + cost[step] - price[there]
        if far < distance[there]:
            distance[there], root[there] = far, source
            reached_by[there], reached_at[there] = row, cost[step]
            size = push(keys, places, size, far, there)
    return size


def take_along(row: int, free: int, place: Ints, paid: Ints, holder: Ints, reached_by: Ints, reached_at: Ints) -> None:
    """Every row on the path takes the next column."""
    there = free
    while True:
        mover = reached_by[there]
        left = place[mover]
        place[mover] = there
        paid[mover] = reached_at[there]
        holder[there] = mover
        if mover == row:
            return
        there = left
