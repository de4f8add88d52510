"""The fewest moves: who stays pays one price and who goes another, 0 or 1, and the least total is looked for.

Each row without a column looks for a free one along options that cost nothing by the prices of the moment, the nearest
first. When nobody gets further, the prices of all that was seen are lowered by one step, and the search goes on. A few
steps do: a price says how many moves it takes to free a column.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints
from boso.core.matching.who import move_along


def fewest(
    first: Ints, column: Ints, going: Ints, stay: Ints, staying: Ints, start: Ints, barred: Flags
) -> tuple[Ints, Ints, Ints]:
    """Each row's column with the least total cost, and the prices of rows and of columns that prove it.

    Row r may take column[first[r]:first[r+1]] at the cost going[r], or stay[r] (-1: none) at the cost staying[r].
    start: the rows' columns to begin with, each at the cost 0; -1 for rows that look for one, and barred columns for
    rows that are no part of it. All rows can be placed together.
    """
    rows, columns = len(first) - 1, len(barred)
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
            row_price[row] = going[row]
            if stay[row] >= 0 and (first[row] == first[row + 1] or staying[row] < going[row]):
                row_price[row] = staying[row]
    closed = barred.copy()
    seen = np.full(columns, -1, np.int64)
    reached_by = np.full(columns, -1, np.int64)
    line = np.empty(columns, np.int64)
    looks = 0
    while count > 0:
        # As long as it serves one in ten, nobody looks where somebody before has looked in the same round.
        before = 2 * count + 1
        while count > 0 and 10 * count < 9 * before:
            before = count
            looks += 1
            count = one_round(
                waiting, count, looks, 0, first, column, going, stay, staying, row_price, price, place, holder, closed,
                seen, reached_by, line,
            )  # fmt: skip
        count = one_round(
            waiting, count, looks + 1, 1, first, column, going, stay, staying, row_price, price, place, holder, closed,
            seen, reached_by, line,
        )  # fmt: skip
        looks += rows + 1
        if count > 0:
            lower(waiting[:count], first, column, going, stay, staying, row_price, price, holder, closed, barred)
        closed[:] = barred
    return place, row_price, price


def one_round(
    waiting: Ints,
    count: int,
    look: int,
    step: int,
    first: Ints,
    column: Ints,
    going: Ints,
    stay: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    place: Ints,
    holder: Ints,
    closed: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
) -> int:
    """Each that waits looks once. Gives how many wait on; they stand first in `waiting`.

    step: 1 where each looks for itself, so that what it has seen in vain is closed; 0 where it looks only at what
    nobody has seen in this round.
    """
    left = 0
    for number in range(count):
        row = waiting[number]
        free, tail = look_free(
            row, look, first, column, going, stay, staying, row_price, price, holder, closed, seen, reached_by, line
        )
        look += step
        if free >= 0:
            move_along(row, free, place, holder, reached_by)
            continue
        if step == 1:
            for index in range(tail):
                closed[line[index]] = True
        waiting[left] = row
        left += 1
    return left


def look_free(
    row: int,
    look: int,
    first: Ints,
    column: Ints,
    going: Ints,
    stay: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    holder: Ints,
    closed: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
) -> tuple[int, int]:
    """The nearest free column along options that cost nothing now (-1: none), and how many columns were seen."""
    head, tail, looking = -1, 0, row
    while True:
        here = stay[looking]
        if (
            here >= 0
            and seen[here] != look
            and not closed[here]
            and staying[looking] - price[here] == row_price[looking]
        ):
            seen[here] = look
            reached_by[here] = looking
            if holder[here] < 0:
                return here, tail
            line[tail] = here
            tail += 1
        wanted = going[looking] - row_price[looking]
        for step in range(first[looking], first[looking + 1]):
            there = column[step]
            if price[there] != wanted or seen[there] == look or closed[there]:
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
    going: Ints,
    stay: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    holder: Ints,
    closed: Flags,
    barred: Flags,
) -> None:
    """Lower all that is closed by the smallest step that opens something new."""
    inside = closed & ~barred
    reached = np.concatenate((waiting, holder[inside]))
    least = -1
    for row in reached:
        here = stay[row]
        if here >= 0 and not closed[here]:
            slack = staying[row] - price[here] - row_price[row]
            if least < 0 or slack < least:
                least = slack
        for step in range(first[row], first[row + 1]):
            there = column[step]
            slack = going[row] - price[there] - row_price[row]
            if not closed[there] and (least < 0 or slack < least):
                least = slack
    row_price[reached] += least
    price[inside] -= least


def tight(
    agents: Ints,
    first: Ints,
    column: Ints,
    going: Ints,
    stay: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    barred: Flags,
) -> tuple[Ints, Ints, Ints]:
    """The options of these rows that cost nothing by the prices: only they stand in a placing of the least cost.

    Where each row's begin, their columns in order, and the pair behind each (-1: staying).
    """
    begins = np.zeros(len(agents) + 1, np.int64)
    most = len(agents)
    for row in agents:
        most += first[row + 1] - first[row]
    columns, pairs = np.empty(most, np.int64), np.empty(most, np.int64)
    count = 0
    for number in range(len(agents)):
        row = agents[number]
        here = stay[row] if staying[row] - price[stay[row]] == row_price[row] else -1
        wanted = going[row] - row_price[row]
        for step in range(first[row], first[row + 1]):
            there = column[step]
            if 0 <= here < there:
                columns[count], pairs[count] = here, -1
                count += 1
                here = -1
            if price[there] == wanted and not barred[there]:
                columns[count], pairs[count] = there, step
                count += 1
        if here >= 0:
            columns[count], pairs[count] = here, -1
            count += 1
        begins[number + 1] = count
    return begins, columns[:count], pairs[:count]
