"""Among equally good placings the one in which each row in turn has the smallest column."""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints


def smallest(first: Ints, column: Ints, cost: Ints, place: Ints, paid: Ints, price: Ints) -> int:
    """Change the placing to the smallest columns without changing what it costs; gives how many changes it took.

    paid, price: what proves the placing best (see `cheapest`). Rows are settled one by one; a row may take a smaller
    column where those after it can step aside at no cost.
    """
    rows, columns = len(place), len(price)
    holder = np.full(columns, -1, np.int64)
    worth = np.zeros(rows, np.int64)
    for row in range(rows):
        if place[row] >= 0:
            holder[place[row]] = row
            worth[row] = paid[row] - price[place[row]]
    settled = np.zeros(rows, np.bool_)
    seen = np.full(columns, -1, np.int64)
    reached_by = np.full(columns, -1, np.int64)
    line = np.empty(columns, np.int64)
    changes, stamp = 0, 0
    for row in range(rows):
        settled[row] = True
        if place[row] < 0:
            continue
        for step in range(first[row], first[row + 1]):
            wish, own = column[step], place[row]
            if wish >= own:
                break
            if cost[step] - price[wish] != worth[row]:
                continue
            stamp += 1
            freed, found = step_aside(
                row, wish, own, stamp, first, column, cost, holder, price, worth, settled, seen, reached_by, line
            )
            if found:
                change(row, own, freed, place, holder, reached_by)
                changes += 1
                break
    return changes


def step_aside(
    row: int,
    wish: int,
    own: int,
    stamp: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    holder: Ints,
    price: Ints,
    worth: Ints,
    settled: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
) -> tuple[int, bool]:
    """Whether the wish can be taken and the own column be filled (or left) again at no cost.

    Gives the free column that is then used, if any (-1), and whether a way was found. In `reached_by` the number of
    rows stands for nobody: one free column is as good as another that costs nothing and may be left empty instead.
    """
    nobody, freed, head, tail = len(worth), -1, 0, 1
    seen[wish], reached_by[wish], line[0] = stamp, row, wish
    while head < tail:
        at = line[head]
        head += 1
        who = holder[at]
        if who < 0:
            if freed >= 0:
                continue
            freed = at
            tail = leave_empty(own, stamp, holder, price, seen, reached_by, line, tail, nobody)
            if seen[own] == stamp:
                return freed, True
        elif not settled[who]:
            for step in range(first[who], first[who + 1]):
                there = column[step]
                if seen[there] != stamp and cost[step] - price[there] == worth[who]:
                    seen[there], reached_by[there] = stamp, who
                    if there == own:
                        return freed, True
                    line[tail] = there
                    tail += 1
    return freed, False


def leave_empty(
    own: int,
    stamp: int,
    holder: Ints,
    price: Ints,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
    tail: int,
    nobody: int,
) -> int:
    """Put every held column that costs nothing at the end of the line: it may be left empty. Gives the line's end."""
    for there in range(len(price)):
        if price[there] == 0 and seen[there] != stamp and holder[there] >= 0:
            seen[there], reached_by[there] = stamp, nobody
            if there == own:
                return tail
            line[tail] = there
            tail += 1
    return tail


def change(row: int, own: int, freed: int, place: Ints, holder: Ints, reached_by: Ints) -> None:
    """Everybody on the way from the row's wish to its own column takes the next one."""
    there = own
    while True:
        mover = reached_by[there]
        if mover == len(place):
            holder[there] = -1
            there = freed
            continue
        left = place[mover]
        place[mover] = there
        holder[there] = mover
        if mover == row:
            return
        there = left
