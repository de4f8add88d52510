"""Answers that count for more than one: what they cost in certainty, and how tables of them may be tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from boso.core.surveys.answers import Floats

#: A design effect as small as this is none, but for how numbers are kept.
NO_DOUBT = 1e-9


def effective(weights: float, squares: float) -> float:
    """So many answers of equal weight would be as sure (Kish): the square of the sum, over the sum of the squares."""
    return weights**2 / squares if squares else 0.0


def design_effect(answers: int, weights: float, squares: float) -> float | None:
    """How many times the answers they are as sure as there are; none without any."""
    size = effective(weights, squares)
    return answers / size if size else None


def scaled(weighted: Sequence[Sequence[float]] | Floats, answers: int) -> Floats:
    """A table of weights brought to the sum of answers there are: a test takes the sum for a number of persons.

    Raises ValueError for a table of nothing.
    """
    found = np.asarray(weighted, dtype=np.float64)
    if not found.sum() > 0:
        raise ValueError("nothing is weighted")
    brought: Floats = found * (answers / found.sum())
    return brought


@dataclass(frozen=True, slots=True)
class Corrected:
    """A test that has weights into account. df, beneath: degrees of freedom above and below the line of F."""

    statistic: float
    df: float
    beneath: float
    p: float


def rao_scott(weighted: Floats, squares: Floats, answers: int) -> Corrected | None:
    """Whether rows and columns have to do with each other when answers have weights (Rao and Scott, second order).

    weighted, squares: sums of weights and of their squares in each cell. Every answer is taken to be drawn by itself.
    None where there are fewer than two rows or columns with anybody, where too many cells are empty, and where the
    answers leave no doubt to measure by.
    """
    rows, columns = weighted.sum(axis=1) > 0, weighted.sum(axis=0) > 0
    table, spread = weighted[rows][:, columns], squares[rows][:, columns]
    high, wide = table.shape
    if high < 2 or wide < 2 or answers < 2:
        return None
    shares = (table / table.sum()).ravel()
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    plain = _contrasts(high, wide)
    contrasts = plain * inverse[:, None]
    drawn = _covariance(shares, spread.ravel() / table.sum() ** 2, answers)
    within = plain.T @ contrasts / answers
    if np.linalg.matrix_rank(within) < len(within):
        return None
    effects = np.linalg.solve(within, contrasts.T @ drawn @ contrasts)
    first, second = float(np.trace(effects)), float(np.trace(effects @ effects))
    if first < NO_DOUBT:
        return None
    counts = table * (answers / table.sum())
    wanted = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / answers
    statistic = float(((counts - wanted) ** 2 / wanted).sum()) / first
    df = first**2 / second
    beneath = df * (answers - 1)
    return Corrected(statistic, df, beneath, float(scipy.special.fdtrc(df, beneath, statistic)))


def _covariance(shares: Floats, squares: Floats, answers: int) -> Floats:
    """Of the shares, when each answer with its weight is drawn by itself. squares: over the square of all weights."""
    cross = np.outer(squares, shares)
    found = np.diag(squares) - cross - cross.T + squares.sum() * np.outer(shares, shares)
    return np.asarray(found * (answers / (answers - 1)), dtype=np.float64)


def _contrasts(rows: int, columns: int) -> Floats:
    """What is left of each cell when rows and columns are taken out: one column a degree of freedom."""
    return np.asarray(np.kron(_differences(rows), _differences(columns)), dtype=np.float64)


def _differences(size: int) -> Floats:
    """Each code but the first against the first."""
    return np.vstack([-np.ones(size - 1), np.eye(size - 1)])
