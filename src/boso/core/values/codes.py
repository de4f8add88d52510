"""Codes of municipalities, districts and counties over time.

A table of codes says who had which code when; a table of mergers says who went into whom. A holder is whatever
stands for a body through all its changes of code: a name, an id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from boso.core.values.periods import Period

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Held(Generic[H]):
    """One code that one body had in one period."""

    holder: H
    code: str
    period: Period


@dataclass(frozen=True, slots=True)
class Merger(Generic[H]):
    """One body went into another on a day: from that day the other answers for its area, or for a part of it."""

    predecessor: H
    successor: H
    on: dt.date


def code_at(table: Iterable[Held[H]], holder: H, on: dt.date) -> str | None:
    """The code the body had that day; none when it had none."""
    return next((row.code for row in table if row.holder == holder and row.period.holds(on)), None)


def holder_at(table: Iterable[Held[H]], code: str, on: dt.date) -> H | None:
    """Who had the code that day; none when nobody had it."""
    return next((row.holder for row in table if row.code == code and row.period.holds(on)), None)


def clashes(table: Sequence[Held[H]]) -> list[tuple[Held[H], Held[H]]]:
    """Rows that contradict each other: two bodies with one code, or one body with two codes, on the same day."""
    return [
        (one, other)
        for one, other in combinations(table, 2)
        if (one.code == other.code or one.holder == other.holder) and one.period.overlaps(other.period)
    ]


def successors(mergers: Iterable[Merger[H]], holder: H, *, until: dt.date | None = None) -> frozenset[H]:
    """Whoever the body went into, at once or by way of others, up to and including the day (or ever)."""
    return _closure([(m.predecessor, m.successor) for m in mergers if until is None or m.on <= until], holder)


def predecessors(mergers: Iterable[Merger[H]], holder: H, *, after: dt.date | None = None) -> frozenset[H]:
    """Whoever went into the body, at once or by way of others, later than the day (or ever)."""
    return _closure([(m.successor, m.predecessor) for m in mergers if after is None or m.on > after], holder)


def bodies_at(table: Sequence[Held[H]], mergers: Iterable[Merger[H]], holder: H, on: dt.date) -> frozenset[H]:
    """The bodies that answered that day for what is the holder's area later: itself and who has gone into it since.

    Sum these to compare figures across a merger.
    """
    candidates = predecessors(mergers, holder, after=on) | {holder}
    return frozenset(body for body in candidates if code_at(table, body, on) is not None)


def _closure(steps: list[tuple[H, H]], start: H) -> frozenset[H]:
    reached: set[H] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for origin, target in steps:
            if origin == here and target not in reached and target != start:
                reached.add(target)
                waiting.append(target)
    return frozenset(reached)
