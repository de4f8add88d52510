"""Place the rows that wait: all look at once, each from its own tree of ways, and nothing seen is looked at twice.

A clock tells how much more the rows that wait pay than when they began. A column joins a tree when the clock shows
that it costs a row of the tree nothing more than what that row pays; from then on its price falls by one a tick, and
its holder looks on. When a free column joins, everybody on the way there moves, and that tree alone is felled: its
columns keep the prices they have come to, and may join the trees that stand.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints

FAR = 2**62


def place_waiting(
    waiting: Ints, first: Ints, column: Ints, cost: Ints, place: Ints, paid: Ints, holder: Ints, price: Ints
) -> None:
    """Give every waiting row a column at the least cost, given prices by which nobody placed would rather be elsewhere.

    Row r may take column[first[r]:first[r+1]] at that cost. place, paid and holder, price: by row and by column; all
    four are changed, and hold the same promise afterwards.
    """
    rows, columns = len(place), len(price)
    begins, seeker, asked = turned(first, column, cost, columns)
    # Of rows in a tree: the clock, less what the row pays, when it joined; and the row its tree grows from.
    inside, since, root = np.zeros(rows, np.bool_), np.zeros(rows, np.int64), np.arange(rows)
    # Of columns: when they join (in a tree: when they joined), by which row and at which cost; the tree's one before.
    joins, by, by_cost = np.full(columns, FAR), np.full(columns, -1), np.zeros(columns, np.int64)
    joined, newest, before = np.zeros(columns, np.bool_), np.full(rows, -1), np.full(columns, -1)
    # Columns that join now, the last noted first: a free one soonest ends a search.
    ready, noted, count, now = np.empty(columns, np.int64), np.zeros(columns, np.bool_), 0, -FAR
    for row in waiting:
        since[row], inside[row] = -least(row, first, column, cost, price), True
        count = look(row, now, since[row], first, column, cost, price, joins, by, by_cost, ready, noted, count)
    standing = len(waiting)
    while standing > 0:
        if count == 0:
            now, count = next_tick(joins, joined, ready, noted)
        count -= 1
        there = ready[count]
        noted[there] = False
        row = by[there]
        if not inside[row] or since[row] + by_cost[there] - price[there] != now:
            # Who was to bring it in has left the trees: another does, now or later, or nobody.
            nearest(there, begins, seeker, asked, price, inside, since, joins, by, by_cost)
        if joins[there] > now:
            continue
        source, mover = root[by[there]], holder[there]
        joined[there], before[there], newest[source] = True, newest[source], there
        if mover >= 0:
            root[mover], inside[mover] = source, True
            since[mover] = now - (paid[mover] - price[there])
            count = look(mover, now, since[mover], first, column, cost, price, joins, by, by_cost, ready, noted, count)
            continue
        fell(source, now, newest, before, holder, price, joins, inside)
        take_along(source, there, place, paid, holder, by, by_cost)
        standing -= 1
        while there >= 0:
            joined[there] = False
            nearest(there, begins, seeker, asked, price, inside, since, joins, by, by_cost)
            if joins[there] == now:
                ready[count], noted[there] = there, True
                count += 1
            there = before[there]


def next_tick(joins: Ints, joined: Flags, ready: Ints, noted: Flags) -> tuple[int, int]:
    """When the next columns join, and how many; they stand first in `ready`."""
    now, count = FAR, 0
    for there in range(len(joins)):
        if joined[there] or joins[there] > now:
            continue
        if joins[there] < now:
            now, count = joins[there], 0
        ready[count] = there
        count += 1
    for number in range(count):
        noted[ready[number]] = True
    return now, count


def turned(first: Ints, column: Ints, cost: Ints, columns: int) -> tuple[Ints, Ints, Ints]:
    """The options by column: where each column's begin, and their rows and costs."""
    begins = np.zeros(columns + 1, np.int64)
    for there in column:
        begins[there + 1] += 1
    begins = np.cumsum(begins)
    end = begins.copy()
    seeker, asked = np.empty(len(column), np.int64), np.empty(len(column), np.int64)
    for row in range(len(first) - 1):
        for step in range(first[row], first[row + 1]):
            there = column[step]
            seeker[end[there]], asked[end[there]] = row, cost[step]
            end[there] += 1
    return begins, seeker, asked


def least(row: int, first: Ints, column: Ints, cost: Ints, price: Ints) -> int:
    """What the row pays at least by the prices of the moment."""
    lowest = FAR
    for step in range(first[row], first[row + 1]):
        lowest = min(lowest, cost[step] - price[column[step]])
    return lowest


def look(
    row: int,
    now: int,
    since: int,
    first: Ints,
    column: Ints,
    cost: Ints,
    price: Ints,
    joins: Ints,
    by: Ints,
    by_cost: Ints,
    ready: Ints,
    noted: Flags,
    count: int,
) -> int:
    """Note which columns join sooner now that the row is in a tree. Gives how many stand in `ready`, to join now."""
    for step in range(first[row], first[row + 1]):
        there = column[step]
        when = since + cost[step] - price[there]
        if when < joins[there]:
            joins[there], by[there], by_cost[there] = when, row, cost[step]
            if when == now and not noted[there]:
                ready[count], noted[there] = there, True
                count += 1
    return count


def nearest(
    there: int,
    begins: Ints,
    seeker: Ints,
    asked: Ints,
    price: Ints,
    inside: Flags,
    since: Ints,
    joins: Ints,
    by: Ints,
    by_cost: Ints,
) -> None:
    """Look anew when the column joins, and by which row; FAR where no row in a tree could use it."""
    joins[there] = FAR
    for step in range(begins[there], begins[there + 1]):
        row = seeker[step]
        if inside[row]:
            when = since[row] + asked[step] - price[there]
            if when < joins[there]:
                joins[there], by[there], by_cost[there] = when, row, asked[step]


def fell(
    source: int, now: int, newest: Ints, before: Ints, holder: Ints, price: Ints, joins: Ints, inside: Flags
) -> None:
    """The tree's rows leave, and its columns keep the prices they have come to."""
    inside[source] = False
    there = newest[source]
    while there >= 0:
        price[there] -= now - joins[there]
        if holder[there] >= 0:
            inside[holder[there]] = False
        there = before[there]


def take_along(source: int, free: int, place: Ints, paid: Ints, holder: Ints, by: Ints, by_cost: Ints) -> None:
    """Everybody on the way from the row to the free column takes the next one."""
    there = free
    while True:
        mover = by[there]
        left = place[mover]
        place[mover], paid[mover], holder[there] = there, by_cost[there], mover
        if mover == source:
            return
        there = left
