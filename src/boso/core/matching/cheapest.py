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
    seen, reached_by = np.full(columns, -1, np.int64), np.full(columns, -1, np.int64)
    reached_at, line = np.zeros(columns, np.int64), np.empty(columns, np.int64)
    look = 0
    while len(waiting) > 0:
        lower(waiting, first, column, cost, offer, paid, holder, price, distance, keys, places, line)
        left = 0
        for row in waiting:
            free = look_free(
                row, look, first, column, cost, offer, place, paid, holder, price, seen, reached_by, reached_at, line
            )
            if free >= 0:
                take_along(row, free, place, paid, holder, reached_by, reached_at)
            else:
                waiting[left] = row
                left += 1
        waiting = waiting[:left]
        look += 1
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


def lower(
    sources: Ints,
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
) -> None:
    """Lower the prices of all that is nearer than the nearest free column, each by how much nearer it is."""
    size, count = 0, 0
    for row in sources:
        size = spread(row, -offer[row], first, column, cost, price, distance, keys, places, size)
    while True:
        far, there = keys[0], places[0]
        if holder[there] < 0:
            break
        size = pop(keys, places, size)
        if far != distance[there]:
            continue
        line[count] = there
        count += 1
        row = holder[there]
        base = far - (paid[row] - price[there])
        size = spread(row, base, first, column, cost, price, distance, keys, places, size)
    for number in range(count):
        price[line[number]] += distance[line[number]] - far
        distance[line[number]] = FAR
    for number in range(size):
        distance[places[number]] = FAR
    for row in sources:
        offer[row] += far


def spread(
    row: int,
    base: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    price: Ints,
    distance: Ints,
    keys: Ints,
    places: Ints,
    size: int,
) -> int:
    """Note how far the row's columns are where this way is nearer. Gives the heap's size."""
    for step in range(first[row], first[row + 1]):
        there = column[step]
        far = base + cost[step] - price[there]
        if far < distance[there]:
            distance[there] = far
            size = push(keys, places, size, far, there)
    return size


def look_free(
    row: int,
    look: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    offer: Ints,
    place: Ints,
    paid: Ints,
    holder: Ints,
    price: Ints,
    seen: Ints,
    reached_by: Ints,
    reached_at: Ints,
    line: Ints,
) -> int:
    """A free column that the row gets at its offer, others changing at no cost (-1: none).

    It looks only at columns that nobody has seen in the same round.
    """
    head, tail, looking = -1, 0, row
    while True:
        worth = offer[looking] if looking == row else paid[looking] - price[place[looking]]
        for step in range(first[looking], first[looking + 1]):
            there = column[step]
            if seen[there] == look or cost[step] - price[there] != worth:
                continue
            seen[there], reached_by[there], reached_at[there] = look, looking, cost[step]
            if holder[there] < 0:
                return int(there)
            line[tail] = there
            tail += 1
        head += 1
        if head >= tail:
            return -1
        looking = holder[line[head]]


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
