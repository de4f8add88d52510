"""How strongly rows and columns of a table hang together: of names, and of what comes in an order.

Tables are of counts, without regard to rows and columns in which nobody is. What cannot be said is none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from boso.core.surveys.answers import Floats
from boso.core.surveys.crosstab import matrix
from boso.core.surveys.independence import Counts, Test, Way, pearson

#: Persons up to whom all orders of a comparison of ranks are counted.
EXACT_UP_TO = 60


@dataclass(frozen=True, slots=True)
class Strength:
    """From 0 to 1. corrected: Cramér's V without what chance alone makes of it (Bergsma); to be shown for few answers.
    Pearson's C never reaches 1; Tschuprow's T only for as many rows as columns.
    """

    cramer: float
    corrected: float | None
    tschuprow: float
    contingency: float


def strength(counts: Counts) -> Strength | None:
    """Of what has no order; none where there are fewer than two rows or columns."""
    table = matrix(counts)
    rows, columns = table.shape
    if min(rows, columns) < 2:
        return None
    whole, found = float(table.sum()), pearson(table)
    return Strength(
        math.sqrt(found / whole / (min(rows, columns) - 1)),
        _corrected(found / whole, whole, rows, columns),
        math.sqrt(found / whole / math.sqrt((rows - 1) * (columns - 1))),
        math.sqrt(found / (whole + found)),
    )


def _corrected(phi: float, whole: float, rows: int, columns: int) -> float | None:
    if whole <= 1:
        return None
    high, wide = (size - (size - 1) ** 2 / (whole - 1) for size in (rows, columns))
    room = min(high, wide) - 1
    if room <= 0:
        return None
    return math.sqrt(max(0.0, phi - (rows - 1) * (columns - 1) / (whole - 1)) / room)


@dataclass(frozen=True, slots=True)
class Order:
    """From -1 to 1, of pairs of persons: same (concordant) are ordered the same way by both questions, opposite
    (discordant) the other way. somers: how well the row foretells the column.
    """

    same: float
    opposite: float
    gamma: float | None
    somers: float | None
    tau_b: float | None
    tau_c: float | None


def order(counts: Sequence[Sequence[float]] | Floats) -> Order:
    """Of rows and columns that both come in an order."""
    table = matrix(counts)
    # Persons above and to the left of each cell, and above and to the right.
    left = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    left[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    right = np.zeros_like(left)
    right[1:, 1:] = table[:, ::-1].cumsum(axis=0).cumsum(axis=1)
    same = float((table * left[:-1, :-1]).sum())
    opposite = float((table[:, ::-1] * right[:-1, :-1]).sum())
    whole = float(table.sum())
    by_row, by_column = (float(whole**2 - (table.sum(axis=axis) ** 2).sum()) / 2 for axis in (1, 0))
    fewest = min(table.shape)
    more = same - opposite
    return Order(
        same,
        opposite,
        more / (same + opposite) if same + opposite else None,
        more / by_row if by_row else None,
        more / math.sqrt(by_row * by_column) if by_row * by_column else None,
        2 * fewest * more / (whole**2 * (fewest - 1)) if fewest > 1 else None,
    )


def trend(counts: Sequence[Sequence[float]] | Floats) -> tuple[float, Test] | None:
    """Pearson's r of rows and columns numbered from 1 on, and the linear-by-linear test of it.

    None where all are in one row or column.
    """
    table = np.asarray(counts, dtype=np.float64)
    whole = float(table.sum())
    down, along = np.arange(table.shape[0]), np.arange(table.shape[1])
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    between = whole * float(down @ table @ along) - float(down @ rows) * float(along @ columns)
    spread = (whole * float(down**2 @ rows) - float(down @ rows) ** 2) * (
        whole * float(along**2 @ columns) - float(along @ columns) ** 2
    )
    if spread <= 0:
        return None
    r = between / math.sqrt(spread)
    statistic = (whole - 1) * r**2
    return r, Test(Way.TREND, float(scipy.special.chdtrc(1, statistic)), statistic, 1)


@dataclass(frozen=True, slots=True)
class Ranks:
    """u: how many pairs of one from each group the first group wins, ties half. exact: all orders were counted."""

    u: float
    p: float
    exact: bool


def compare_ranks(first: Sequence[float], second: Sequence[float]) -> Ranks | None:
    """Whether one group answers higher than another (Mann and Whitney), both sides; none where a group is empty.

    Of few persons all ways to share out the values that are there are counted, ties too; else by the normal curve with
    correction for ties and continuity.
    """
    one, other = len(first), len(second)
    if not one or not other:
        return None
    _values, at, counts = np.unique(np.array([*first, *second]), return_inverse=True, return_counts=True)
    # Twice the mean rank of each value, so that it is whole.
    doubled = 2 * np.cumsum(counts) - counts + 1
    ranks = doubled[at]
    total = int(ranks[:one].sum())
    u = (total - one * (one + 1)) / 2
    if one + other <= EXACT_UP_TO:
        return Ranks(u, _exact(ranks.tolist(), one, total), True)
    whole = one + other
    ties = float((counts.astype(np.float64) ** 3 - counts).sum())
    spread = math.sqrt(one * other / 12 * (whole + 1 - ties / (whole * (whole - 1))))
    if not spread:
        return Ranks(u, 1.0, False)
    away = max(0.0, abs(u - one * other / 2) - 0.5)
    return Ranks(u, min(1.0, 2 * float(scipy.special.ndtr(-away / spread))), False)


def _exact(ranks: Sequence[int], size: int, seen: int) -> float:
    """Of all groups of that size the share whose sum of ranks lies as far from the middle as the one seen."""
    ways: list[dict[int, int]] = [{0: 1}, *({} for _ in range(size))]
    for number, rank in enumerate(ranks):
        for taken in range(min(size, number + 1), 0, -1):
            for total, count in ways[taken - 1].items():
                ways[taken][total + rank] = ways[taken].get(total + rank, 0) + count
    middle = 2 * sum(ranks) * size  # of twice as many as there are, so that it is whole
    far = abs(2 * len(ranks) * seen - middle)
    found = sum(count for total, count in ways[size].items() if abs(2 * len(ranks) * total - middle) >= far)
    return found / math.comb(len(ranks), size)
