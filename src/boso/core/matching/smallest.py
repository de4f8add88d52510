"""Among placings that are all as good, the one in which each row in turn has the smallest column."""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints


def smallest(first: Ints, column: Ints, must: Flags, place: Ints) -> int:
    """Change the placing to the smallest columns; gives how many changes it took.

    Row r may as well have any of column[first[r]:first[r+1]]; what must be filled stays so. Rows are settled one by
    one; a row may take a smaller column where those after it can step aside.
    """
    rows, columns = len(place), len(must)
    holder = np.full(columns, -1, np.int64)
    holder[place] = np.arange(rows)
    settled = np.zeros(rows, np.bool_)
    seen = np.full(columns, -1, np.int64)
    reached_by = np.full(columns, -1, np.int64)
    line = np.empty(columns, np.int64)
    changes, stamp = 0, 0
    for row in range(rows):
        settled[row] = True
        step = first[row]
        while column[step] < place[row]:
            wish, own = column[step], place[row]
            stamp += 1
            freed, found = step_aside(
                row, wish, own, stamp, first, column, holder, must, settled, seen, reached_by, line
            )
            if found:
                change(row, own, freed, place, holder, reached_by)
                changes += 1
            else:
                step += 1
    return changes


def step_aside(
    row: int,
    wish: int,
    own: int,
    stamp: int,
    first: Ints,
    column: Ints,
    holder: Ints,
    must: Flags,
    settled: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
) -> tuple[int, bool]:
    """Whether the wish can be taken and the own column be filled (or left) again.

    Gives the free column that is then used, if any (-1), and whether a way was found. In `reached_by` the number of
    rows stands for nobody: one free column is as good as another that may be left empty instead.
    """
    nobody, freed, head, tail = len(settled), -1, 0, 1
    seen[wish], reached_by[wish], line[0] = stamp, row, wish
    while head < tail:
        at = line[head]
        head += 1
        who = holder[at]
        if who < 0:
            if freed >= 0:
                continue
            freed = at
            tail = leave_empty(own, stamp, holder, must, seen, reached_by, line, tail, nobody)
            if seen[own] == stamp:
                return freed, True
        elif not settled[who]:
            for step in range(first[who], first[who + 1]):
                there = column[step]
                if seen[there] != stamp:
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
    must: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
    tail: int,
    nobody: int,
) -> int:
    """Put every held column that need not be filled at the end of the line. Gives its end."""
    for there in range(len(must)):
        if not must[there] and seen[there] != stamp and holder[there] >= 0:
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
