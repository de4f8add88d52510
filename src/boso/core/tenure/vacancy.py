"""Days empty, exactly: every day a home stands empty belongs to one reason and to one step, or to none stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boso.core.values.periods import Period


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasted for a while: a status that counts as empty (name: the reason), or a step (name: which)."""

    name: str
    period: Period


def days(period: Period, window: Period) -> int:
    """How many days of the period lie in the window; the window must have an end."""
    if window.ends is None:
        raise ValueError("Days are counted up to some day")
    starts = max(period.starts, window.starts)
    ends = window.ends if period.ends is None else min(period.ends, window.ends)
    return max((ends - starts).days, 0)


def days_empty(empty: Iterable[Stretch], window: Period) -> int:
    """Days empty in the window. The stretches may not overlap."""
    return sum(days(stretch.period, window) for stretch in empty)


def days_by_reason_and_step(
    empty: Iterable[Stretch], steps: Sequence[Stretch], window: Period
) -> Counter[tuple[str, str]]:
    """Days empty in the window by (reason, step); the step is "" on days with no step.

    The sum is `days_empty`. Neither the empty stretches nor the steps may overlap among themselves.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for stretch in empty:
        left = days(stretch.period, window)
        for step in steps:
            shared = _shared(stretch.period, step.period)
            if shared is not None and (found := days(shared, window)):
                counted[stretch.name, step.name] += found
                left -= found
        if left:
            counted[stretch.name, ""] += left
    return counted


def _shared(one: Period, other: Period) -> Period | None:
    """The days both have."""
    starts = max(one.starts, other.starts)
    ends = min((period.ends for period in (one, other) if period.ends is not None), default=None)
    return Period(starts, ends) if ends is None or starts < ends else None
