"""What an attacker can prove: for each hidden cell the least and the most it can be, given everything that is shown.

The attacker knows each shown count, every sum that must hold, and that counts are whole and not below `least`. Each
bound is a linear program; what hangs apart, and several copies of what hangs together, are asked as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from boso.core.tabulation.system import Flags, Floats, Ints, System

#: So many unknowns are put into one program.
AT_ONCE = 4_000
#: At most so many copies of the cells are asked about at once.
COPIES = 40
NEAR = 1e-6
NONE: Floats = np.zeros(0)


@dataclass(frozen=True)
class Weakness:
    """A hidden cell that can be narrowed to that width. gains: by how much hiding each further cell could widen it,
    read from the proof; empty where it was not asked for.
    """

    cell: int
    width: float
    gains: Floats


@dataclass(frozen=True)
class Unknown:
    """The hidden cells and the sums they must come to: `matrix @ cells == right`. part: which hang together."""

    cells: Ints
    rows: Ints
    matrix: scipy.sparse.csr_matrix
    right: Floats
    least: Floats
    most: float
    part: Ints
    row_part: Ints


def unknown(system: System, hidden: Flags) -> Unknown:
    """What the attacker does not know."""
    cells = np.flatnonzero(hidden)
    matrix = scipy.sparse.csr_matrix(system.relations[:, cells])
    rows = np.flatnonzero(np.diff(matrix.indptr))
    matrix = scipy.sparse.csr_matrix(matrix[rows])
    right = -np.asarray(system.relations[rows] @ np.where(hidden, 0, system.values), dtype=float)
    links = abs(matrix)
    _count, part = scipy.sparse.csgraph.connected_components(links.T @ links, directed=False)
    return Unknown(
        cells=cells,
        rows=rows,
        matrix=matrix,
        right=right,
        least=system.least[cells].astype(float),
        most=float(system.values.max(initial=0)) * 4 + 1_000,
        part=part,
        row_part=part[matrix.indices[matrix.indptr[:-1]]],
    )


def solve(asked: Unknown, goals: Floats) -> tuple[Floats, Floats]:
    """The cells where each goal (one a row) is least, and the duals of the sums there."""
    size, times = goals.shape[1], len(goals)
    if not asked.matrix.shape[0]:
        points = np.where(goals < 0, asked.most, asked.least)
        return points, np.zeros((times, 0))
    matrix = scipy.sparse.kron(scipy.sparse.identity(times, format="csr"), asked.matrix, format="csr")
    bounds = np.empty((times * size, 2))
    bounds[:, 0], bounds[:, 1] = np.tile(asked.least, times), asked.most
    right = np.tile(asked.right, times)
    found = scipy.optimize.linprog(
        goals.ravel(), A_eq=matrix, b_eq=right, bounds=bounds, method="highs-ds",
        options={"presolve": times * size > AT_ONCE // 2},
    )  # fmt: skip
    if found.x is None:
        raise ArithmeticError(f"the attack could not be worked out: {found.message}")
    return found.x.reshape(times, size), found.eqlin.marginals.reshape(times, -1)


def intervals(system: System, hidden: Flags) -> tuple[Ints, Floats]:
    """For every cell the least and the most it can be; infinite where there is no most. Shown cells are themselves."""
    low, high = system.values.copy(), system.values.astype(float)
    asked = unknown(system, hidden)
    left = np.arange(len(asked.cells))
    while len(left):
        some, left, copy, copies = _next(asked, left)
        least, most, _duals = _bounds(asked, some, copy, copies)
        low[asked.cells[some]] = np.ceil(least - NEAR).astype(np.int64)
        high[asked.cells[some]] = np.where(most > asked.most / 2, np.inf, np.floor(most + NEAR))
    return low, high


def weaknesses(
    system: System, hidden: Flags, width: int, wanted: Flags | None = None, *, why: bool = False
) -> list[Weakness]:
    """The hidden cells (of those wanted) that can be narrowed to less than `width`, perhaps each with its proof.

    Cells of which two possible values far enough apart have been met are not asked for themselves.
    """
    asked = unknown(system, hidden)
    if not len(asked.cells):
        return []
    low = high = system.values[asked.cells].astype(float)
    size = len(asked.cells)
    if size > AT_ONCE // (2 * COPIES):
        points, _duals = solve(asked, _waves(size)[: max(2, AT_ONCE // size)])
        low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
    of = np.ones(size, dtype=bool) if wanted is None else wanted[asked.cells]
    found: list[Weakness] = []
    left = np.flatnonzero(of & (high - low < width - NEAR))
    while len(left):
        some, left, copy, copies = _next(asked, left)
        least, most, (points, duals) = _bounds(asked, some, copy, copies)
        low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
        narrow = np.flatnonzero(np.floor(most + NEAR) - np.ceil(least - NEAR) < width)
        for at in narrow:
            gains = _gains(system, asked, int(some[at]), int(copy[at]), copies, duals) if why else NONE
            found.append(Weakness(int(asked.cells[some[at]]), float(most[at] - least[at]), gains))
        left = left[high[left] - low[left] < width - NEAR]
    return found


def _next(asked: Unknown, left: Ints) -> tuple[Ints, Ints, Ints, int]:
    """Of the cells left, those to ask about now, each with its copy: no two of one part in the same copy."""
    order = left[np.argsort(asked.part[left], kind="stable")]
    parts = asked.part[order]
    first = np.flatnonzero(np.diff(parts, prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
    copies = int(min(COPIES, max(1, AT_ONCE // (2 * len(asked.cells))), rank.max() + 1))
    now = rank < copies
    return order[now], np.sort(order[~now]), rank[now], copies


def _bounds(asked: Unknown, some: Ints, copy: Ints, copies: int) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    goals = np.zeros((2 * copies, len(asked.cells)))
    goals[copy, some] = 1.0
    goals[copies + copy, some] = -1.0
    points, duals = solve(asked, goals)
    return points[copy, some], points[copies + copy, some], (points, duals)


def _waves(size: int) -> Floats:
    """A few directions, so that one program moves many cells."""
    places = np.arange(size)
    ways = [np.ones(size), *(np.where((places // step) % 2, 1.0, -1.0) for step in (1, 2, 5))]
    return np.vstack([sign * way for way in ways for sign in (1.0, -1.0)])


def _gains(system: System, asked: Unknown, cell: int, copy: int, copies: int, duals: Floats) -> Floats:
    """By how much each cell that may be hidden could move the bounds of one, were it hidden: from their proofs."""
    mine = asked.row_part == asked.part[cell]
    whole = np.zeros(system.relations.shape[0])
    room = (system.values - system.least).astype(float)
    gains = np.zeros(len(system.values))
    for dual, sign in ((duals[copy], 1.0), (duals[copies + copy], -1.0)):
        whole[asked.rows[mine]] = dual[mine]
        slope = -np.asarray(system.columns @ whole, dtype=float)
        slope[asked.cells[cell]] += sign
        # The bound is the least of `sign * cell`. A cell whose slope is below 0 lowers it by rising, without end.
        gains += np.where(slope < -NEAR, np.inf, np.where(slope > NEAR, slope * room, 0.0))
    found: Floats = np.where(system.open, gains, 0.0)
    return found
