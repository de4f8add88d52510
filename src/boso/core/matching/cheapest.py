"""The cheapest way to give every row a column of its own: shortest augmenting paths with prices.

The method is Jonker and Volgenant's, on sparse rows, with more columns than rows. A column that nobody takes has the
price 0, and no column a higher one; a row in its column pays no more, price counted, than it would in any other.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints

FAR = 2**62


def cheapest(first: Ints, column: Ints, cost: Ints, columns: int) -> tuple[Ints, Ints, Ints]:
    """Each row's column, and the prices of columns and rows that prove that nothing is cheaper.

    Row r may take column[first[r]:first[r+1]] at that cost. A row that cannot be placed together with those before
    it has the column -1.
    """
    rows = len(first) - 1
    place = np.full(rows, -1, np.int64)
    paid = np.zeros(rows, np.int64)
    holder = np.full(columns, -1, np.int64)
    price = np.zeros(columns, np.int64)
    take_the_best(first, column, cost, place, paid, holder)
    distance = np.full(columns, FAR, np.int64)
    reached_by = np.full(columns, -1, np.int64)
    reached_at = np.zeros(columns, np.int64)
    final = np.zeros(columns, np.bool_)
    keys = np.empty(len(column) + 1, np.int64)
    places = np.empty(len(column) + 1, np.int64)
    touched = np.empty(columns, np.int64)
    for row in range(rows):
        if place[row] >= 0:
            continue
        free, touches = shortest(
            row,
            first,
            column,
            cost,
            paid,
            holder,
            price,
            distance,
            reached_by,
            reached_at,
            final,
            keys,
            places,
            touched,
        )
        if free >= 0:
            reach = distance[free]
            for step in range(touches):
                there = touched[step]
                if final[there]:
                    price[there] += distance[there] - reach
            take_along(row, free, place, paid, holder, reached_by, reached_at)
        for step in range(touches):
            distance[touched[step]] = FAR
            final[touched[step]] = False
    return place, price, paid


def take_the_best(first: Ints, column: Ints, cost: Ints, place: Ints, paid: Ints, holder: Ints) -> None:
    """Before there are prices, each row takes its cheapest column where it is still free."""
    for row in range(len(first) - 1):
        best = -1
        for step in range(first[row], first[row + 1]):
            if best < 0 or cost[step] < cost[best]:
                best = step
        if best >= 0 and holder[column[best]] < 0:
            place[row] = column[best]
            paid[row] = cost[best]
            holder[column[best]] = row


def shortest(
    row: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    paid: Ints,
    holder: Ints,
    price: Ints,
    distance: Ints,
    reached_by: Ints,
    reached_at: Ints,
    final: Flags,
    keys: Ints,
    places: Ints,
    touched: Ints,
) -> tuple[int, int]:
    """A free column by the cheapest path from the row (-1: none), and how many columns were touched."""
    size, touches, looking, base = 0, 0, row, 0
    while True:
        for step in range(first[looking], first[looking + 1]):
            there = column[step]
            far = base + cost[step] - price[there]
            if final[there] or far >= distance[there]:
                continue
            if distance[there] == FAR:
                touched[touches] = there
                touches += 1
            distance[there] = far
            reached_by[there] = looking
            reached_at[there] = cost[step]
            size = push(keys, places, size, far, there)
        there = -1
        while size > 0:
            far, there = keys[0], places[0]
            size = pop(keys, places, size)
            if not final[there] and far == distance[there]:
                break
            there = -1
        if there < 0:
            return -1, touches
        if holder[there] < 0:
            return there, touches
        final[there] = True
        looking = holder[there]
        base = distance[there] - (paid[looking] - price[there])


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


def push(keys: Ints, places: Ints, size: int, key: int, place: int) -> int:
    """Put a place on the heap; equal keys come out by the smaller place. Gives the heap's size."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and places[parent] <= place):
            break
        keys[hole], places[hole] = keys[parent], places[parent]
        hole = parent
    keys[hole], places[hole] = key, place
    return size + 1


def pop(keys: Ints, places: Ints, size: int) -> int:
    """Take the first from the heap. Gives the heap's size."""
    size -= 1
    key, place = keys[size], places[size]
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            keys[other] < keys[child] or (keys[other] == keys[child] and places[other] < places[child])
        ):
            child = other
        if key < keys[child] or (key == keys[child] and place <= places[child]):
            break
        keys[hole], places[hole] = keys[child], places[child]
        hole = child
    keys[hole], places[hole] = key, place
    return size
