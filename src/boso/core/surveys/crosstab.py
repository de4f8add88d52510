"""A table of two questions: counts, shares by row, column and all, what would be expected, and what is out of the
ordinary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from boso.core.surveys.answers import Base, Floats
from boso.core.surveys.proportions import LEVEL, Share, share
from boso.core.surveys.several import holm
from boso.core.surveys.weights import effective


def matrix(counts: Sequence[Sequence[float]] | Floats) -> Floats:
    """Counts as numbers to reckon with, without rows and columns in which nobody is.

    Raises ValueError for what is no table, or counts below 0.
    """
    found = np.asarray(counts, dtype=np.float64)
    if found.ndim != 2 or np.any(found < 0):
        raise ValueError("a table has rows and columns, and no count below 0")
    kept: Floats = found[found.sum(axis=1) > 0][:, found.sum(axis=0) > 0]
    return kept


def expected(counts: Floats) -> Floats:
    """What would stand there if rows and columns had nothing to do with each other."""
    found: Floats = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return found


@dataclass(frozen=True)
class CrossTable:
    """counts: of persons, rows by columns. base: whom it is of. reasons: how many of the last rows, and how many
    of the last columns, are reasons for no answer. weighted, squares: sums of weights and of their squares, where
    there are weights.

    Shares are of weights where there are any; counts are always of persons. No share stands where nobody is below it.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: NDArray[np.int64]
    base: Base = field(default_factory=lambda: Base(0))
    reasons: tuple[int, int] = (0, 0)
    weighted: Floats | None = None
    squares: Floats | None = None

    @cached_property
    def amounts(self) -> Floats:
        """What the shares are made of: weights, or persons."""
        return self.counts.astype(np.float64) if self.weighted is None else self.weighted

    @property
    def n(self) -> int:
        """All persons in the table."""
        return int(self.counts.sum())

    @property
    def row_n(self) -> tuple[int, ...]:
        """Persons in each row: the base of its shares."""
        return tuple(self.counts.sum(axis=1).tolist())

    @property
    def column_n(self) -> tuple[int, ...]:
        """Persons in each column."""
        return tuple(self.counts.sum(axis=0).tolist())

    @cached_property
    def row_shares(self) -> Floats:
        """Of each row, from 0 to 1; not a number in a row of nobody."""
        return _divided(self.amounts, self.amounts.sum(axis=1, keepdims=True))

    @cached_property
    def column_shares(self) -> Floats:
        """Of each column."""
        return _divided(self.amounts, self.amounts.sum(axis=0, keepdims=True))

    @cached_property
    def total_shares(self) -> Floats:
        """Of all."""
        return _divided(self.amounts, self.amounts.sum(keepdims=True))

    @property
    def effective_n(self) -> float:
        """So many persons of equal weight would be as sure."""
        if self.weighted is None or self.squares is None:
            return float(self.n)
        return effective(float(self.weighted.sum()), float(self.squares.sum()))

    def row_effective(self, row: int) -> float:
        """The same of one row."""
        if self.weighted is None or self.squares is None:
            return float(self.counts[row].sum())
        return effective(float(self.weighted[row].sum()), float(self.squares[row].sum()))

    def share(self, row: int, column: int, *, population: int | None = None, level: float = LEVEL) -> Share:
        """What part of a row is in a column, with its range. population: how many the row is drawn from.

        Raises ValueError where the row holds more persons than its population.
        """
        line = self.amounts[row]
        return share(
            float(line[column]),
            float(line.sum()),
            population=population,
            level=level,
            effective=self.row_effective(row),
            persons=self.row_n[row],
        )

    @cached_property
    def answered(self) -> CrossTable:
        """Without the reasons for no answer: what tests are made of."""
        down, along = len(self.rows) - self.reasons[0], len(self.columns) - self.reasons[1]
        return CrossTable(
            self.rows[:down],
            self.columns[:along],
            self.counts[:down, :along],
            self.base,
            (0, 0),
            None if self.weighted is None else self.weighted[:down, :along],
            None if self.squares is None else self.squares[:down, :along],
        )

    @cached_property
    def expected(self) -> Floats:
        """Persons that would stand there if rows and columns had nothing to do with each other; all 0 for nobody."""
        return expected(self.counts.astype(np.float64)) if self.n else np.zeros(self.counts.shape)

    @cached_property
    def residuals(self) -> Floats:
        """How many standard errors each count of persons lies from what is expected; above 1.96 either way is out of
        the ordinary for one cell looked at alone. Not a number where all are in one row or column.
        """
        return adjusted_residuals(self.counts.astype(np.float64))

    def unusual(self, level: float = 1 - LEVEL) -> tuple[tuple[int, int], ...]:
        """Places out of the ordinary when all are looked at together (Holm)."""
        places = [(row, column) for row, column in np.argwhere(np.isfinite(self.residuals)).tolist()]
        chances = [2 * float(scipy.special.ndtr(-abs(self.residuals[place]))) for place in places]
        return tuple(place for place, p in zip(places, holm(chances), strict=True) if p < level)


def adjusted_residuals(counts: Floats) -> Floats:
    """(O - E) / sqrt(E (1 - row share) (1 - column share))."""
    whole = counts.sum()
    if not whole:
        return np.full(counts.shape, np.nan)
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    wanted = rows * columns / whole
    spread = np.sqrt(wanted * (1 - rows / whole) * (1 - columns / whole))
    return _divided(counts - wanted, spread)


def _divided(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.full(part.shape, np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found
