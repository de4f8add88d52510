"""The fewest moves: the same problem where a pair costs 0 or 1, solved for all rows together.

Each row without a column looks for a free one along pairs that cost nothing by the prices of the moment, the nearest
first. What a row has seen in vain is closed to the others. When nobody gets further, the prices of all that was seen
are lowered by one step, and the search goes on. A few steps do: a price says how many moves it takes to free a column.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints
from boso.core.matching.who import move_along


def fewest(first: Ints, column: Ints, cost: Ints, start: Ints, columns: int) -> tuple[Ints, Ints, Ints]:
    """Each row's column with the least total cost, and the prices of rows and of columns that prove it.

    start: a column for the rows that have one to begin with, each at the cost 0; -1 for the others.
    """
    rows = len(first) - 1
    place, holder = start.copy(), np.full(columns, -1, np.int64)
    row_price, price = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    waiting = np.empty(rows, np.int64)
    count = 0
    for row in range(rows):
        if start[row] >= 0:
            holder[start[row]] = row
        else:
            waiting[count] = row
            count += 1
            row_price[row] = cheapest_of(row, first, column, cost, price)
    closed = np.zeros(columns, np.bool_)
    seen = np.full(columns, -1, np.int64)
    reached_by = np.full(columns, -1, np.int64)
    line = np.empty(columns, np.int64)
    looks = 0
    while count > 0:
        left = 0
        for number in range(count):
            row = waiting[number]
            looks += 1
            free, tail = look_free(
                row, looks, first, column, cost, row_price, price, holder, closed, seen, reached_by, line
            )
            if free >= 0:
                move_along(row, free, place, holder, reached_by)
                continue
            for step in range(tail):
                closed[line[step]] = True
            waiting[left] = row
            left += 1
        count = left
        if count > 0 and not lower(waiting[:count], first, column, cost, row_price, price, holder, closed):
            break
        closed[:] = False
    return place, row_price, price


def cheapest_of(row: int, first: Ints, column: Ints, cost: Ints, price: Ints) -> int:
    """What the row's cheapest column costs by the prices of the moment; 0 for a row without any."""
    best, found = 0, False
    for step in range(first[row], first[row + 1]):
        paid = cost[step] - price[column[step]]
        if not found or paid < best:
            best, found = paid, True
    return best


def look_free(
    row: int,
    look: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    row_price: Ints,
    price: Ints,
    holder: Ints,
    closed: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
) -> tuple[int, int]:
    """The nearest free column along pairs that cost nothing now (-1: none), and how many columns were seen."""
    head, tail, looking = -1, 0, row
    while True:
        for step in range(first[looking], first[looking + 1]):
            there = column[step]
            if seen[there] == look or closed[there] or cost[step] - price[there] != row_price[looking]:
                continue
            seen[there] = look
            reached_by[there] = looking
            if holder[there] < 0:
                return there, tail
            line[tail] = there
            tail += 1
        head += 1
        if head >= tail:
            return -1, tail
        looking = holder[line[head]]


def lower(
    waiting: Ints,
    first: Ints,
    column: Ints,
    cost: Ints,
    row_price: Ints,
    price: Ints,
    holder: Ints,
    closed: Flags,
) -> bool:
    """Lower all that is closed by the smallest step that opens something new; False where nothing can."""
    reached = np.concatenate((waiting, holder[closed]))
    least = smallest_slack(reached, first, column, cost, row_price, price, closed)
    if least < 0:
        return False
    row_price[reached] += least
    price[closed] -= least
    return True


def smallest_slack(
    reached: Ints, first: Ints, column: Ints, cost: Ints, row_price: Ints, price: Ints, closed: Flags
) -> int:
    """By how much the nearest pair out of what is closed costs more than nothing; -1 where there is none."""
    least = -1
    for row in reached:
        for step in range(first[row], first[row + 1]):
            there = column[step]
            slack = cost[step] - price[there] - row_price[row]
            if not closed[there] and (least < 0 or slack < least):
                least = slack
    return least


def tight(first: Ints, column: Ints, cost: Ints, row_price: Ints, price: Ints) -> Flags:
    """Which pairs cost nothing by the prices: only they stand in a placing of the least cost."""
    row = np.repeat(np.arange(len(first) - 1), np.diff(first))
    free_of_cost: Flags = cost - price[column] == row_price[row]
    return free_of_cost
