"""A series of one body over years in which its borders changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from boso.core.indicators.measured import MISSING, Measured, together
from boso.core.indicators.spans import Span

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Joined(Generic[H]):
    """Some bodies went into the one a series is about, on a day."""

    on: dt.date
    bodies: tuple[H, ...]


@dataclass(frozen=True, slots=True)
class Point(Generic[H]):
    """One period of a series. bodies: whose values are in it. breaks: it lies on the other side of a change of borders
    than the period before, and is not summed over it. lacking: those of the bodies that have no value.
    """

    span: Span
    measured: Measured
    bodies: tuple[H, ...]
    breaks: bool = False
    lacking: tuple[H, ...] = ()


def series(
    values: Mapping[H, Mapping[Span, Measured]],
    body: H,
    spans: Sequence[Span],
    joined: Iterable[Joined[H]] = (),
    *,
    today: bool = False,
    ratio: bool = False,
) -> list[Point[H]]:
    """The body's value for each period, oldest first.

    As it was: the body's own values, with a break marked where others came into it. In today's borders (`today`): those
    who came in later are added, numerators and denominators; where one of them lacks, the sum is not known.
    """
    changes = sorted(joined, key=lambda one: one.on)
    found: list[Point[H]] = []
    for one in sorted(spans):
        later = tuple(name for change in changes if change.on > one.starts for name in change.bodies)
        bodies = (body, *later) if today else (body,)
        parts = {name: values.get(name, {}).get(one, MISSING) for name in bodies}
        found.append(
            Point(
                one,
                together(parts.values(), ratio=ratio) if later and today else parts[body],
                bodies,
                breaks=not today and bool(found) and _crossed(found[-1].span, one, changes),
                lacking=tuple(name for name, part in parts.items() if not part.is_known),
            )
        )
    return found


def _crossed(before: Span, now: Span, changes: Sequence[Joined[H]]) -> bool:
    return any(before.starts < change.on <= now.starts for change in changes)
