"""The fewest moves: who stays pays one price and who goes another, 0 or 1, and the least total is looked for.

Ways are looked for from the free columns back to the rows that wait, along options that cost nothing by the prices of
the moment. Few columns are free and few rows lead to them, while from a row that waits one gets nearly everywhere. When
no more ways are found, the prices of all columns that lead to a free one are raised by the smallest step that lets
somebody new in. A few steps do: a price says how many moves it takes to free a column.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Flags, Ints


def fewest(
    first: Ints, column: Ints, going: Ints, stay: Ints, staying: Ints, start: Ints, barred: Flags
) -> tuple[Ints, Ints, Ints]:
    """Each row's column with the least total cost, and the prices of rows and of columns that prove it.

    Row r may take column[first[r]:first[r+1]] at the cost going[r], or stay[r] (-1: none; a column is one row's to stay
    in) at the cost staying[r]. start: the rows' columns to begin with, each at the cost 0; -1 for rows that look for
    one, and barred columns for rows that are no part of it. All rows can be placed together.
    """
    rows, columns = len(first) - 1, len(barred)
    place, holder = start.copy(), np.full(columns, -1, np.int64)
    row_price, price = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    part = np.ones(rows, np.bool_)
    waiting = 0
    for row in range(rows):
        if start[row] >= 0:
            holder[start[row]] = row
            part[row] = not barred[start[row]]
        else:
            waiting += 1
            row_price[row] = going[row]
            if stay[row] >= 0 and (first[row] == first[row + 1] or staying[row] < going[row]):
                row_price[row] = staying[row]
    if waiting == 0:
        return place, row_price, price
    begins, asker, guest = askers(first, column, stay, part, barred)
    way, root = np.empty(rows, np.int64), np.empty(columns, np.int64)
    line = np.empty(columns, np.int64)
    top = 0
    while waiting > 0:
        found, tail = one_round(
            begins, asker, guest, going, staying, row_price, price, place, holder, barred, way, root, line
        )
        waiting -= found
        if found == 0:
            top += raised(begins, asker, guest, going, staying, row_price, price, holder, way, line[:tail])
    # Free columns cost nothing: what they have been raised by is taken from all.
    row_price[part] += top
    price[~barred] -= top
    return place, row_price, price


def askers(first: Ints, column: Ints, stay: Ints, part: Flags, barred: Flags) -> tuple[Ints, Ints, Ints]:
    """The options seen from the columns: where each one's rows begin, the rows, and who may stay there (-1: nobody)."""
    columns = len(barred)
    begins, guest = np.zeros(columns + 1, np.int64), np.full(columns, -1, np.int64)
    for row in np.flatnonzero(part):
        if stay[row] >= 0 and not barred[stay[row]]:
            guest[stay[row]] = row
        for step in range(first[row], first[row + 1]):
            begins[column[step] + 1] += 1
    for there in range(columns):
        if barred[there]:
            begins[there + 1] = 0
        begins[there + 1] += begins[there]
    following = begins.copy()
    asker = np.empty(begins[columns], np.int64)
    for row in np.flatnonzero(part):
        for step in range(first[row], first[row + 1]):
            there = column[step]
            if not barred[there]:
                asker[following[there]] = row
                following[there] += 1
    return begins, asker, guest


def one_round(
    begins: Ints,
    asker: Ints,
    guest: Ints,
    going: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    place: Ints,
    holder: Ints,
    barred: Flags,
    way: Ints,
    root: Ints,
    line: Ints,
) -> tuple[int, int]:
    """Whoever waits and is come upon takes the way to the free column that was looked from.

    way: the column a row would take; root: the free column it ends in. Gives how many found one and, in `line`, how
    many columns were come upon.
    """
    way[:] = -1
    tail = 0
    for there in range(len(holder)):
        if holder[there] < 0 and not barred[there]:
            root[there] = there
            line[tail] = there
            tail += 1
    found, head = 0, 0
    while head < tail:
        there = line[head]
        head += 1
        end = root[there]
        # Who may stay is asked like the others, as the first of them.
        for step in range(begins[there] - 1, begins[there + 1]):
            if step < begins[there]:
                row = guest[there]
                if row < 0:
                    continue
                cost = staying[row]
            else:
                row = asker[step]
                cost = going[row]
            if way[row] >= 0 or cost - price[there] != row_price[row]:
                continue
            if holder[end] >= 0:
                break
            way[row] = there
            here = place[row]
            if here < 0:
                take_the_way(row, way, place, holder)
                found += 1
                break
            root[here] = end
            line[tail] = here
            tail += 1
    return found, tail


def take_the_way(row: int, way: Ints, place: Ints, holder: Ints) -> None:
    """The row and everybody it turns out take the column each has its way through."""
    while row >= 0:
        there = way[row]
        turned_out = holder[there]
        place[row], holder[there] = there, row
        row = turned_out


def raised(
    begins: Ints,
    asker: Ints,
    guest: Ints,
    going: Ints,
    staying: Ints,
    row_price: Ints,
    price: Ints,
    holder: Ints,
    way: Ints,
    line: Ints,
) -> int:
    """Raise all that leads to a free column by the smallest step that lets somebody new in; gives the step."""
    least = -1
    for there in line:
        row = guest[there]
        if row >= 0 and way[row] < 0:
            slack = staying[row] - price[there] - row_price[row]
            if least < 0 or slack < least:
                least = slack
        for step in range(begins[there], begins[there + 1]):
            row = asker[step]
            if way[row] < 0:
                slack = going[row] - price[there] - row_price[row]
                if least < 0 or slack < least:
                    least = slack
    for there in line:
        price[there] += least
        if holder[there] >= 0:
            row_price[holder[there]] -= least
    return least


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
