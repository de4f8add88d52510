"""Places that lie over each other, and how far two coders have marked the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Counts = list[list[int]]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text over which the same things lie. things: their numbers, in the order given."""

    start: int
    end: int
    things: tuple[int, ...]


def runs(start: int, end: int, spans: Sequence[Span]) -> list[Run]:
    """The text from start to end, cut wherever one of the spans begins or ends. Spans may reach outside it."""
    inside = {place for span in spans for place in span if start < place < end}
    cuts = [start, *sorted(inside), end]
    return [
        Run(left, right, tuple(n for n, span in enumerate(spans) if span[0] <= left and right <= span[1]))
        for left, right in itertools.pairwise(cuts)
        if left < right
    ]


def union(spans: Iterable[Span]) -> list[Span]:
    """The same places with none over another, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def by_character(length: int, first: Iterable[Span], second: Iterable[Span]) -> Counts:
    """How many characters both have marked, the first alone, the second alone, neither.

    As a table of the first (rows) by the second (columns): marked, not marked.
    """
    one, other = union(first), union(second)
    counts = [[0, 0], [0, 0]]
    for run in runs(0, length, [*one, *other]):
        row = 0 if any(thing < len(one) for thing in run.things) else 1
        column = 0 if any(thing >= len(one) for thing in run.things) else 1
        counts[row][column] += run.end - run.start
    return counts


def by_unit(units: Iterable[Span], first: Sequence[Span], second: Sequence[Span]) -> Counts:
    """The same with each unit (a sentence) counted once: it is marked where a span touches it."""
    counts = [[0, 0], [0, 0]]
    for unit in units:
        counts[0 if _touched(unit, first) else 1][0 if _touched(unit, second) else 1] += 1
    return counts


def _touched(unit: Span, spans: Sequence[Span]) -> bool:
    return any(span[0] < unit[1] and unit[0] < span[1] for span in spans)
