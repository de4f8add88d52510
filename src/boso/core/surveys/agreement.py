"""Scales of several questions, numbers that are answered, and whether those who code the same see the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boso.core.surveys.answers import Floats


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of answers that are numbers. deviation: of a sample; none of a single answer."""

    n: int
    mean: float
    median: float
    deviation: float | None


def numbers(answers: Sequence[float]) -> Numbers | None:
    """None without any."""
    if not answers:
        return None
    found = np.asarray(answers, dtype=np.float64)
    deviation = float(found.std(ddof=1)) if len(found) > 1 else None
    return Numbers(len(found), float(found.mean()), float(np.median(found)), deviation)


def alpha(answers: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha: a row for each person who answered all, a column for each question.

    None for fewer than two of either, and where all have the same sum.
    """
    table = np.asarray(answers, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 2:
        return None
    whole = float(table.sum(axis=1).var(ddof=1))
    size = table.shape[1]
    return size / (size - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / whole) if whole else None


@dataclass(frozen=True, slots=True)
class Kappa:
    """observed: the share both coded alike. expected: the share that chance would. value: none where chance alone would
    make all alike, which is shown as a dash. error: standard error in a large sample.
    """

    observed: float
    expected: float
    value: float | None
    error: float | None


def cohen(counts: Sequence[Sequence[int]]) -> Kappa | None:
    """Two coders: rows are the codes of the one, columns the same codes of the other. None for nothing coded.

    Raises ValueError for a table that is not as high as wide.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError("both coders have the same codes")
    whole = float(table.sum())
    if not whole:
        return None
    shares = table / whole
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(rows @ columns)
    # As counts, so that all in one code is known for what it is.
    if table.sum(axis=1) @ table.sum(axis=0) == whole**2:
        return Kappa(observed, expected, None, None)
    value = (observed - expected) / (1 - expected)
    return Kappa(observed, expected, value, _error(shares, rows, columns, value, whole))


def _error(shares: Floats, rows: Floats, columns: Floats, value: float, whole: float) -> float:
    """Fleiss, Cohen and Everitt's."""
    expected = float(rows @ columns)
    alike = float((np.diag(shares) * (1 - (rows + columns) * (1 - value)) ** 2).sum())
    sums = (columns[:, None] + rows[None, :]) ** 2
    apart = float((shares * sums).sum() - (np.diag(shares) * np.diag(sums)).sum()) * (1 - value) ** 2
    rest = (value - expected * (1 - value)) ** 2
    return math.sqrt(max(0.0, alike + apart - rest) / whole) / (1 - expected)


def fleiss(counts: Sequence[Sequence[int]]) -> float | None:
    """Several coders: for each thing coded how many gave it each code. None where chance alone would make all alike.

    Raises ValueError where not all things were coded by equally many, at least two.
    """
    table = np.asarray(counts, dtype=np.float64)
    coders = table.sum(axis=-1)
    if not table.size or coders.min() < 2 or coders.min() != coders.max():
        raise ValueError("everything is coded by equally many, at least two")
    size = float(coders[0])
    observed = float(((table**2).sum(axis=1) - size).mean() / (size * (size - 1)))
    sums = table.sum(axis=0)
    if sums.max() == table.sum():
        return None
    expected = float(((sums / table.sum()) ** 2).sum())
    return (observed - expected) / (1 - expected)
