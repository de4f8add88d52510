"""What a table says once it is reckoned: nothing in it tells more than the protected cube it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from boso.core.surveys.answers import Absent
from boso.programme.tables.definitions import Definition


@dataclass(frozen=True, slots=True)
class Cell:
    """persons: none where hidden. percent: as shown. low, high: the range of the share, from 0 to 1. unusual: more (1)
    or fewer (-1) than expected when all cells are looked at together; residual: by how many standard errors.
    """

    persons: int | None
    percent: Decimal | None = None
    low: float | None = None
    high: float | None = None
    residual: float | None = None
    unusual: int = 0

    @property
    def hidden(self) -> bool:
        """Whether it is hidden to protect persons."""
        return self.persons is None


@dataclass(frozen=True, slots=True)
class Line:
    """One row. n: persons in its base, none where that is hidden. code: the group's code, or the question's name."""

    code: str
    label: str
    n: int | None
    cells: tuple[Cell, ...]
    effective: float | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """One column: an answer, or the reason for none."""

    code: str
    label: str
    reason: Absent | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """What was tested, with p, and how strong it is. way: as in `core.surveys.independence.Way`, or `rao_scott` where
    answers have weights. groups: how many rows it is of, those that are wholly shown.
    """

    __test__ = False

    way: str
    p: float
    groups: int
    statistic: float | None = None
    df: float | None = None
    cramer: float | None = None
    corrected: float | None = None
    gamma: float | None = None
    tau_b: float | None = None
    somers: float | None = None
    samples: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A table with everything that stands around it. steps: whom it is of, filter by filter, with how many are left
    (none where that is hidden); base: how many the last step leaves. data_date: the last day answers came in. hidden:
    how many cells are. notes: sentences for under it.
    """

    definition: Definition
    title: str
    question: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line | None
    steps: tuple[tuple[str, int | None], ...]
    base: int | None
    sentence: str
    source: str
    data_date: dt.date
    digest: str
    hidden: int
    invented: bool = False
    population: int | None = None
    tested: Tested | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def tells_shares(self) -> bool:
        """Whether any share is shown."""
        return tells_shares((*self.lines, *((self.total,) if self.total else ())))


def tells_shares(lines: Iterable[Line]) -> bool:
    """Whether any share stands in these lines."""
    return any(cell.percent is not None for line in lines for cell in line.cells)
