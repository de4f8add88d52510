"""Counts of answers by any columns at once: one pass over the answers, and every table of those columns follows.

A cube is counted once and then summed and filtered without looking at the answers again. Counts are exact whole
numbers; with weights their sums and the sums of their squares come along.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boso.core.surveys.answers import ABSENT, SAID, Absent, Answers, Base, Column, Floats, Small
from boso.core.surveys.crosstab import CrossTable
from boso.core.tabulation.tables import Dimension, Table

Ints: TypeAlias = NDArray[np.int64]
#: Rows counted at a time: what is worked on stays near the processor.
CHUNK = 1 << 16
#: More cells than this are too many to be of use to anybody.
MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class Axis:
    """A column of the cube: its codes, then the reasons for no answer."""

    name: str
    codes: tuple[str, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """Everything along the axis, in order."""
        return (*self.codes, *ABSENT)


@dataclass(frozen=True)
class Cube:
    """counts: one dimension an axis. weighted, squares: sums of weights and of their squares, where there are weights.

    everybody: how many were counted before any filter. filters: each filter's name, and how many it left.
    """

    axes: tuple[Axis, ...]
    counts: Ints
    everybody: int
    filters: tuple[tuple[str, int], ...] = ()
    weighted: Floats | None = None
    squares: Floats | None = None

    def over(self, *names: str) -> Cube:
        """The cube of these columns alone, in this order. Raises KeyError for a column it has not."""
        places = [self._place(name) for name in names]
        others = tuple(at for at in range(len(self.axes)) if at not in places)
        kept = sorted(places)
        turned = tuple(kept.index(place) for place in places)
        return self._each(lambda sums: sums.sum(axis=others).transpose(turned), tuple(self.axes[at] for at in places))

    def where(self, name: str, codes: Iterable[str], said: str = "") -> Cube:
        """Only those with one of these answers; the step is written down as `said`, or else the column's name.

        Raises KeyError for an answer or a column it has not.
        """
        at = self._place(name)
        wanted = set(codes)
        if unknown := wanted - set(self.axes[at].categories):
            raise KeyError(sorted(unknown)[0])
        out = [place for place, each in enumerate(self.axes[at].categories) if each not in wanted]

        def without(sums: NDArray[Any]) -> NDArray[Any]:
            left = sums.copy()
            left[(slice(None),) * at + (out,)] = 0
            return left

        found = self._each(without, self.axes)
        return replace(found, filters=(*self.filters, (said or name, int(found.counts.sum()))))

    def base(self, name: str, within: Sequence[Absent] = SAID) -> Base:
        """Whom a figure of this column is of."""
        line = self.over(name)
        at = len(line.axes[0].codes)
        absent = {reason: int(line.counts[at + number]) for number, reason in enumerate(ABSENT)}
        return Base(self.everybody, self.filters, absent, tuple(within))

    def table(
        self, rows: str, columns: str, *, beside: Sequence[Absent] = SAID, rows_beside: Sequence[Absent] = ()
    ) -> CrossTable:
        """Groups in rows against what they answered in columns. beside, rows_beside: the reasons for no answer that
        stand as columns and rows of their own, and so are in the base.
        """
        found = self.over(rows, columns)
        ways = [_shown(axis, reasons) for axis, reasons in zip(found.axes, (rows_beside, beside), strict=True)]
        picked = np.ix_(*ways)
        names = [tuple(axis.categories[at] for at in way) for axis, way in zip(found.axes, ways, strict=True)]
        return CrossTable(
            names[0],
            names[1],
            found.counts[picked],
            base=Base(self.everybody, (*self.filters, *_left(found, ways)), {}, ()),
            reasons=(len(set(rows_beside)), len(set(beside))),
            weighted=None if found.weighted is None else found.weighted[picked],
            squares=None if found.squares is None else found.squares[picked],
        )

    def to_hide(self, name: str, base: str, names: Sequence[str]) -> Table:
        """The counts of some columns as a table that `core.tabulation` can hide the small ones of."""
        found = self.over(*names)
        ways = tuple(Dimension(axis.name, axis.categories) for axis in found.axes)
        counts = {
            tuple(axis.categories[at] for axis, at in zip(found.axes, place, strict=True)): int(found.counts[place])
            for place in zip(*(each.tolist() for each in np.nonzero(found.counts)), strict=True)
        }
        return Table(name, base, ways, counts)

    def _place(self, name: str) -> int:
        for at, axis in enumerate(self.axes):
            if axis.name == name:
                return at
        raise KeyError(name)

    def _each(self, way: Callable[[NDArray[Any]], NDArray[Any]], axes: tuple[Axis, ...]) -> Cube:
        return replace(
            self,
            axes=axes,
            counts=way(self.counts),
            weighted=None if self.weighted is None else way(self.weighted),
            squares=None if self.squares is None else way(self.squares),
        )


def cube(answers: Answers, names: Sequence[str]) -> Cube:
    """Count the answers by these columns, at least one. Raises KeyError for a column there is not, ValueError for one
    that is named twice and for too many cells.
    """
    *by, last = names
    return cubes(answers, [last], by)[last]


def cubes(answers: Answers, questions: Sequence[str], by: Sequence[str]) -> dict[str, Cube]:
    """A cube for each question by the same other columns: those are worked out once for all questions."""
    for question in questions:
        if len({question, *by}) != len(by) + 1:
            raise ValueError("a column stands once in a cube")
    groups = [answers.columns[name] for name in by]
    asked = {question: answers.columns[question] for question in questions}
    shape = tuple(each.size for each in groups)
    sizes = {question: (*shape, each.size) for question, each in asked.items()}
    if any(math.prod(size) > MOST_CELLS for size in sizes.values()):
        raise ValueError("so many columns have too many cells")
    counts = {question: np.zeros(math.prod(size), dtype=np.int64) for question, size in sizes.items()}
    sums = {question: (np.zeros(len(each)), np.zeros(len(each))) for question, each in counts.items()}
    weights = answers.weights
    # The smallest numbers that hold every place: they are the quickest to work with.
    kind = np.min_scalar_type(max((len(each) for each in counts.values()), default=0)).type
    step = max(CHUNK, *(4 * len(each) for each in counts.values())) if counts else CHUNK
    for start in range(0, answers.respondents, step):
        part = slice(start, start + step)
        group = _group(groups, part, kind)
        for question, each in asked.items():
            place = each.data[part] if group is None else group * kind(each.size) + each.data[part]
            cells = len(counts[question])
            counts[question] += np.bincount(place, minlength=cells)
            if weights is not None:
                first, second = sums[question]
                first += np.bincount(place, weights[part], cells)
                second += np.bincount(place, weights[part] ** 2, cells)
    return {
        question: Cube(
            tuple(Axis(name, answers.columns[name].codes) for name in (*by, question)),
            counts[question].reshape(size),
            answers.respondents,
            weighted=None if weights is None else sums[question][0].reshape(size),
            squares=None if weights is None else sums[question][1].reshape(size),
        )
        for question, size in sizes.items()
    }


def _shown(axis: Axis, beside: Sequence[Absent]) -> list[int]:
    """Places of the substantive answers, then of the reasons that are shown."""
    size = len(axis.codes)
    return [*range(size), *(size + at for at, reason in enumerate(ABSENT) if reason in beside)]


def _left(table: Cube, ways: Sequence[Sequence[int]]) -> Iterator[tuple[str, int]]:
    """How many are left by the answers shown of one column, then of the next."""
    kept = table.counts
    for at, (axis, way) in enumerate(zip(table.axes, ways, strict=True)):
        kept = kept.take(way, axis=at)
        yield axis.name, int(kept.sum())


def _group(columns: Sequence[Column], part: slice, kind: type[Any]) -> Small | None:
    """For each row the place of its group among all groups; none where all are one group."""
    if not columns:
        return None
    first, *others = columns
    found: Small = first.data[part].astype(kind)
    for each in others:
        found *= kind(each.size)
        found += each.data[part].astype(kind, copy=False)
    return found
