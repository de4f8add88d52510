"""Counts rounded to multiples of a base instead of hidden: small ones only, and all sums still add up.

Each leaf below the base becomes 0 or the base; sums are then made of what became. Which way each goes is chosen so
that the sums lie as near as can be to what they were; of equal choices a seed decides, so that the same table and seed
always give the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import scipy

from boso.core.tabulation.system import Floats
from boso.core.tabulation.tables import Place, Table

#: How much the seed weighs against one count's distance from a sum.
CHANCE = 1e-4


def rounded(table: Table, seed: str, base: int = 3) -> Table:
    """The table with no leaf from 1 to `base` less 1. Other leaves are as they were.

    Raises ValueError for a base below 2.
    """
    if base < 2:
        raise ValueError("counts are rounded to multiples of 2 or more")
    small = sorted(place for place, count in table.counts.items() if 0 < count < base)
    if not small:
        return table
    up = _upwards(table, small, seed, base)
    counts: Mapping[Place, int] = {
        **table.counts,
        **{place: base if goes else 0 for place, goes in zip(small, up, strict=True)},
    }
    return Table(table.name, table.base, table.dimensions, counts, table.impossible, table.only)


def _upwards(table: Table, small: list[Place], seed: str, base: int) -> list[bool]:
    """Which of the small leaves go up: least distance of all sums, worked out as an integer program."""
    sums: dict[Place, list[int]] = {}
    for at, place in enumerate(small):
        one = Table("", "", table.dimensions, {place: 1})
        for cell in one.sums:
            sums.setdefault(cell, []).append(at)
    told = [(members, sum(table.counts[small[at]] for at in members)) for members in sums.values()]
    size, lines = len(small), len(told)
    # Unknowns: which go up, then how far each sum lies from what it was.
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    high = np.empty(2 * lines)
    for line, (members, total) in enumerate(told):
        for row, sign in ((2 * line, 1.0), (2 * line + 1, -1.0)):
            for column, value in (*((at, sign * base) for at in members), (size + line, -1.0)):
                rows.append(row)
                columns.append(column)
                values.append(value)
            high[row] = sign * total
    cost: Floats = np.concatenate((np.array([CHANCE * _chance(seed, place) for place in small]), np.ones(lines)))
    found = scipy.optimize.milp(
        cost,
        integrality=np.concatenate((np.ones(size), np.zeros(lines))),
        bounds=scipy.optimize.Bounds(np.zeros(size + lines), np.concatenate((np.ones(size), np.full(lines, np.inf)))),
        constraints=scipy.optimize.LinearConstraint(
            scipy.sparse.csr_matrix((values, (rows, columns)), shape=(2 * lines, size + lines)), ub=high
        ),
        options={"mip_rel_gap": 0.01, "node_limit": 500},
    )
    if found.x is None:
        return [_chance(seed, place) < table.counts[place] / base for place in small]
    return [bool(value > 0.5) for value in found.x[:size]]


def _chance(seed: str, place: Place) -> float:
    """A number from 0 to 1 that the seed and the place decide."""
    digest = hashlib.sha256("\x1f".join((seed, *place)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
