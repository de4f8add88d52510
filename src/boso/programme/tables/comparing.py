"""Waves of one survey beside each other: the same question, where it was asked the same way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.core.questionnaires.fingerprints import Break, Fingerprint
from boso.core.surveys.cells import HIDDEN, SAID_SOMETHING
from boso.core.surveys.changes import Wave, independent
from boso.core.surveys.proportions import Range
from boso.core.surveys.rounding import half_up
from boso.core.surveys.series import Asked, comparable, series
from boso.core.surveys.several import holm
from boso.programme.tables.models import DataSet, Variable
from boso.programme.tables.tabulating import Opened


@dataclass(frozen=True, slots=True)
class Point:
    """A wave: how many of how many gave the answer, none where hidden or not asked. run: waves of the same run can be
    compared. broken: why a new run begins here.
    """

    data_set: DataSet
    asked: bool
    count: int | None
    n: int | None
    percent: Decimal | None
    run: int | None
    broken: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """From one wave to a later one. points: change in per cent of all, with its range. p: of the test; adjusted: for
    all steps looked at (Holm).
    """

    first: Point
    second: Point
    points: Decimal
    low: float
    high: float
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer through the waves. code: none of them for all substantive together."""

    code: str
    label: str
    points: tuple[Point, ...]
    steps: tuple[Step, ...]


def mark_of(variable: Variable | None) -> Fingerprint | None:
    """How it was asked, for the core."""
    if variable is None or not variable.fingerprint:
        return None
    kept = variable.fingerprint
    pairs = {name: tuple(sorted(kept[name].items())) for name in ("wording", "scale")}
    return Fingerprint(pairs["wording"], pairs["scale"], kept["filter"])


def answers(waves: Sequence[Opened], name: str) -> list[Answer]:
    """Each answer to the question through the waves, the earliest first. Changes are of other persons each time: who is
    the same in two waves is never shown, for the few who answered once only could then be told apart.
    """
    having = [wave for wave in waves if name in wave.cubes]
    if not having:
        return []
    links = series([
        Asked(wave.data_set.key, mark_of(wave.variables.get(name) if name in wave.cubes else None)) for wave in waves
    ])  # fmt: skip
    found = []
    last = having[-1].variables[name]
    for each in (*last.codes, *last.merged):
        points = []
        for wave, link in zip(waves, links, strict=True):
            count, n = _counts(wave, name, each["code"])
            percent = half_up(Fraction(count * 100, n), 0) if count is not None and n else None
            points.append(Point(wave.data_set, link.run is not None, count, n, percent, link.run, link.broken))
        keys = [point.data_set.key for point in points]
        steps = _steps(points, [comparable(links, *pair) for pair in itertools.pairwise(keys)])
        found.append(Answer(each["code"], last.labels[each["code"]], tuple(points), steps))
    return _adjusted(found)


def _counts(wave: Opened, name: str, code: str) -> tuple[int | None, int | None]:
    if name not in wave.cubes:
        return None, None
    question = wave.question(name)
    if code not in question.answers.place:
        return None, None
    seen = question.seen({})
    count, n = int(seen[question.answers.place[code]]), int(seen[question.answers.place[SAID_SOMETHING]])
    return (None if count == HIDDEN else count), (None if n == HIDDEN else n)


def _steps(points: Sequence[Point], may: Sequence[bool]) -> tuple[Step, ...]:
    found = []
    for one, other, fits in zip(points, points[1:], may, strict=False):
        if not fits or one.count is None or other.count is None or not one.n or not other.n:
            continue
        change = independent(Wave(one.count, one.n), Wave(other.count, other.n))
        span: Range = change.range
        points_of = half_up(Fraction(change.difference).limit_denominator(10**9) * 100, 0)
        found.append(Step(one, other, points_of, span.low * 100, span.high * 100, change.p, change.p))
    return tuple(found)


def _adjusted(found: Sequence[Answer]) -> list[Answer]:
    """For all steps of all answers together."""
    every = holm([step.p for answer in found for step in answer.steps])
    left = iter(every)
    return [
        Answer(
            answer.code, answer.label, answer.points,
            tuple(
                Step(step.first, step.second, step.points, step.low, step.high, step.p, next(left))
                for step in answer.steps
            ),
        )
        for answer in found
    ]  # fmt: skip
