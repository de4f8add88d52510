"""From the protected counts to a table. Whatever is reckoned here, is reckoned from what may be seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from boso.core.surveys.answers import SAID, Absent
from boso.core.surveys.association import order, strength
from boso.core.surveys.cells import ANSWERED, EVERYBODY, HIDDEN, SAID_SOMETHING, Axis
from boso.core.surveys.crosstab import adjusted_residuals
from boso.core.surveys.independence import independence
from boso.core.surveys.proportions import LEVEL, share
from boso.core.surveys.rounding import Way, half_up, rounded
from boso.core.surveys.several import holm
from boso.core.surveys.weights import effective, rao_scott
from boso.core.tabulation.system import Floats, Ints
from boso.programme.tables.definitions import Definition
from boso.programme.tables.results import Cell, Tested

#: Groups at a time that a table can be of.
Codes = Mapping[str, tuple[str, ...]]


class Unfit(ValueError):
    """The definition asks for what the data set was not opened for. Its text is for the person who asks."""


@dataclass(frozen=True)
class Question:
    """What may be seen of a question. groups, answers: its axes. counts: with every sum, HIDDEN where not shown.
    weight: what each crossing of the groups counts for.
    """

    groups: tuple[Axis, ...]
    answers: Axis
    counts: Ints
    depth: int
    weight: Floats | None = None

    def seen(self, of: Codes) -> Ints:
        """Counts along the answers of those in these groups; HIDDEN where a part of it is not shown."""
        found = self.counts
        for at, axis in reversed(list(enumerate(self.groups))):
            places = [axis.place[code] for code in of.get(axis.name, (EVERYBODY,))]
            found = _summed(found.take(places, axis=at), at)
        return found

    def fits(self, of: Codes) -> bool:
        """Whether it was opened for so many groups at a time."""
        return sum(1 for codes in of.values() if tuple(codes) != (EVERYBODY,)) <= self.depth

    def weighted(self, of: Codes) -> tuple[Floats, Floats]:
        """Sums of weights and of their squares along the answers; not a number where a part is not shown."""
        width = len(self.answers.names)
        first, second = np.zeros(width), np.zeros(width)
        for weight, counts in self._parts(of):
            shown = np.where(counts == HIDDEN, np.nan, counts.astype(np.float64))
            first, second = first + weight * shown, second + weight**2 * shown
        return first, second

    def _parts(self, of: Codes) -> list[tuple[float, Ints]]:
        """Those in the groups, by what they count for: split by as few groups as that follows from."""
        if self.weight is None:
            return [(1.0, self.seen(of))]
        splits = [at for at, axis in enumerate(self.groups) if axis.name in of or _varies(self.weight, at)]
        parts: list[dict[str, tuple[str, ...]]] = [{}]
        for at in splits:
            axis = self.groups[at]
            codes = of.get(axis.name, axis.leaves)
            parts = [{**part, axis.name: (code,)} for part in parts for code in codes]
        if len(splits) > self.depth:
            return [(1.0, np.full(len(self.answers.names), HIDDEN, dtype=np.int64))]
        return [(self._weight_of(part), self.seen(part)) for part in parts]

    def _weight_of(self, part: Codes) -> float:
        assert self.weight is not None  # noqa: S101 - tells the type checker what the caller knows
        index = tuple(
            [axis.place[code] for code in part[axis.name]] if axis.name in part else slice(None) for axis in self.groups
        )
        return float(self.weight[index].max(initial=0.0))


def _varies(weight: Floats, at: int) -> bool:
    """Whether persons alike in all other groups count differently along this one; those who are nobody aside."""
    there = np.where(weight > 0, weight, np.nan)
    with np.errstate(all="ignore"):
        low = np.fmin.reduce(there, axis=at)
        high = np.fmax.reduce(there, axis=at)
    return bool(np.any(high - low > 0))


def _summed(counts: Ints, at: int) -> Ints:
    found: Ints = np.where((counts == HIDDEN).any(axis=at), HIDDEN, counts.sum(axis=at))
    return found


@dataclass(frozen=True)
class Shown:
    """One row before it is rounded. counts: by head, none where hidden. amounts: what shares are made of. n: persons in
    the base; whole: amounts in the base; sure: so many equal ones would be as sure.
    """

    counts: tuple[int | None, ...]
    amounts: tuple[float | None, ...]
    n: int | None
    whole: float | None
    sure: float | None
    squares: tuple[float, ...] = ()
    population: int | None = None

    def only(self, heads: Sequence[int]) -> Shown:
        """The row with these heads only; its base stays."""
        squares = tuple(self.squares[at] for at in heads) if self.squares else ()
        counts, amounts = tuple(self.counts[at] for at in heads), tuple(self.amounts[at] for at in heads)
        return replace(self, counts=counts, amounts=amounts, squares=squares)


def row(question: Question, of: Codes, heads: Sequence[str], how: Definition, population: int | None = None) -> Shown:
    """The row of those in these groups.

    Raises Unfit.
    """
    if not question.fits(of):
        raise Unfit(of)
    seen = question.seen(of)
    places = [question.answers.place[head] for head in heads]
    counts = tuple(None if seen[place] == HIDDEN else int(seen[place]) for place in places)
    base = _base(question.answers, how.reasons)
    n = _added(seen, base)
    if population is not None and (n is None or n > population):
        population = None
    if question.weight is None:
        return Shown(counts, tuple(map(_number, counts)), n, _number(n), _number(n), population=population)
    first, second = question.weighted(of)
    amounts = tuple(None if math.isnan(first[place]) else float(first[place]) for place in places)
    whole, squares = float(first[base].sum()), float(second[base].sum())
    if math.isnan(whole) or not whole:
        return Shown(counts, (None,) * len(counts), n, None, None)
    return Shown(
        counts,
        amounts,
        n,
        whole,
        effective(whole, squares),
        tuple(float(second[place]) for place in places),
        population,
    )


def _base(answers: Axis, reasons: Sequence[Absent]) -> list[int]:
    """The places whose sum is the base: a sum that stands there, where there is one."""
    if tuple(reasons) == SAID:
        return [answers.place[SAID_SOMETHING]]
    return [answers.place[name] for name in (ANSWERED, *reasons)]


def _added(seen: Ints, places: Sequence[int]) -> int | None:
    line = seen[list(places)]
    return None if (line == HIDDEN).any() else int(line.sum())


def _number(count: int | None) -> float | None:
    return None if count is None else float(count)


@dataclass(frozen=True)
class Percents:
    """Of each cell its percentage; way: how they were rounded in the end."""

    cells: tuple[tuple[Decimal | None, ...], ...]
    way: Way


def percents(rows: Sequence[Shown], total: Shown | None, how: Definition) -> Percents:
    """Percentages of rows, columns or all, the total last. Where a cell is hidden its line is rounded plainly, for
    numbers that add up would tell what is hidden.
    """
    way = Way(how.rounding)
    lines = [each.amounts for each in rows]
    if how.percent == "row":
        found = [_line(line, each.whole, way, how.decimals) for line, each in zip(lines, rows, strict=True)]
    elif how.percent == "column":
        below = total.amounts if total is not None else tuple(_sum(column) for column in zip(*lines, strict=True))
        turned = [
            _line(column, whole, way, how.decimals)
            for column, whole in zip(zip(*lines, strict=True), below, strict=True)
        ]
        found = [list(each) for each in zip(*turned, strict=True)]
    else:
        whole = total.whole if total is not None else _sum([each.whole for each in rows])
        flat = _line([amount for line in lines for amount in line], whole, way, how.decimals)
        width = len(lines[0]) if lines else 0
        found = [flat[at : at + width] for at in range(0, len(flat), width)] if width else []
    if total is not None:
        whole = total.whole
        of_total = total.amounts if how.percent == "column" else (whole,) * len(total.amounts)
        found.append([
            None if amount is None or not base else half_up(
                Fraction(amount).limit_denominator(10**9) * 100 / Fraction(base).limit_denominator(10**9), how.decimals
            )
            for amount, base in zip(total.amounts, of_total, strict=True)
        ] if how.percent != "row" else _line(total.amounts, whole, way, how.decimals))  # fmt: skip
    hidden = any(amount is None for line in lines for amount in line)
    return Percents(tuple(tuple(line) for line in found), Way.PLAIN if hidden else way)


def _sum(amounts: Sequence[float | None]) -> float | None:
    found = 0.0
    for amount in amounts:
        if amount is None:
            return None
        found += amount
    return found


def _line(amounts: Sequence[float | None], whole: float | None, way: Way, decimals: int) -> list[Decimal | None]:
    if not whole:
        return [None] * len(amounts)
    exact = [None if each is None else Fraction(each).limit_denominator(10**9) for each in amounts]
    known = [each for each in exact if each is not None]
    if way is Way.LARGEST_REMAINDER and len(known) == len(exact) and math.isclose(float(sum(known)), whole):
        found = rounded(known, way, decimals)
        return list(found.percents) if found is not None else [None] * len(amounts)
    base = Fraction(whole).limit_denominator(10**9)
    return [None if each is None else half_up(each * 100 / base, decimals) for each in exact]


def cells(each: Shown, shown: Sequence[Decimal | None], *, ranges: bool) -> tuple[Cell, ...]:
    """The cells of a row, with the range of each share of the row."""
    found = []
    for count, amount, percent in zip(each.counts, each.amounts, shown, strict=True):
        cell = Cell(count, percent)
        if ranges and amount is not None and each.whole and each.sure:
            span = share(
                min(amount, each.whole),
                each.whole,
                effective=each.sure,
                persons=each.n,
                population=each.population,
                level=LEVEL,
            ).range
            if span is not None:
                cell = replace(cell, low=span.low, high=span.high)
        found.append(cell)
    return tuple(found)


@dataclass(frozen=True)
class Judged:
    """The test of a table, and for each cell (row, column) how far it lies from what is expected."""

    tested: Tested | None
    residuals: Mapping[tuple[int, int], float] = field(default_factory=dict)
    unusual: Mapping[tuple[int, int], int] = field(default_factory=dict)


def judged(rows: Sequence[Shown], substantive: int, *, ordered: bool, weighted: bool, seed: int) -> Judged:
    """Whether rows differ: of the rows that are wholly shown, by the first so many heads, which are answers."""
    whole = [at for at, each in enumerate(rows) if None not in each.counts[:substantive] and each.n]
    if len(whole) < 2 or substantive < 2:
        return Judged(None)
    counts = np.array([rows[at].counts[:substantive] for at in whole], dtype=np.float64)
    if weighted:
        return Judged(_with_weights([rows[at] for at in whole], substantive))
    test = independence(counts, seed)
    if test is None:
        return Judged(None)
    strong, ordinal = strength(counts), order(counts) if ordered else None
    tested = Tested(
        test.way.value, test.p, len(whole), test.statistic, test.df,
        None if strong is None else strong.cramer, None if strong is None else strong.corrected,
        *((None, None, None) if ordinal is None else (ordinal.gamma, ordinal.tau_b, ordinal.somers)), test.samples,
    )  # fmt: skip
    residuals = adjusted_residuals(counts)
    places = [(line, column) for line, column in np.argwhere(np.isfinite(residuals)).tolist()]
    chances = [math.erfc(abs(residuals[place]) / math.sqrt(2)) for place in places]
    unusual = {
        (whole[line], column): 1 if residuals[line, column] > 0 else -1
        for (line, column), p in zip(places, holm(chances), strict=True)
        if p < 1 - LEVEL
    }
    return Judged(tested, {(whole[line], at): float(residuals[line, at]) for line, at in places}, unusual)


def _with_weights(rows: Sequence[Shown], substantive: int) -> Tested | None:
    if any(None in each.amounts or not each.squares for each in rows):
        return None
    weights = np.array([each.amounts[:substantive] for each in rows], dtype=np.float64)
    squares = np.array([each.squares[:substantive] for each in rows], dtype=np.float64)
    persons = sum(count or 0 for each in rows for count in each.counts[:substantive])
    found = rao_scott(weights, squares, persons)
    return None if found is None else Tested("rao_scott", found.p, len(rows), found.statistic, found.df)
