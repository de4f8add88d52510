"""How long a household has stayed in temporary places, and in which class of length that is.

The classes are those the municipality reports: up to 14 days, up to three months, and longer. Days are nights: from
the first day until the day of leaving, that day not counted. Stays that follow each other without a day between are
one stay in time, though the place changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from boso.core.law.parameters import value
from boso.core.values.periods import Period, add_months

AREA = "stays"


class Length(StrEnum):
    """The classes of length."""

    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a stay that began that day leaves the first class, and the second: the first days that are too long."""

    middle: dt.date
    long: dt.date


def limits(starts: dt.date) -> Limits:
    """The limits that hold for a stay that begins that day."""
    days = int(value(AREA, "stay.short_days", starts))
    months = int(value(AREA, "stay.long_months", starts))
    return Limits(starts + dt.timedelta(days=days), add_months(starts, months))


def length(starts: dt.date, on: dt.date) -> Length:
    """The class of a stay that began that day and lasts, or ended, on the other (that night not counted)."""
    found = limits(starts)
    if on <= found.middle:
        return Length.SHORT
    return Length.MIDDLE if on <= found.long else Length.LONG


def nights(period: Period, today: dt.date) -> int:
    """How many nights so far; none for a stay that has not begun."""
    until = min(period.ends or today, today)
    return max((until - period.starts).days, 0)


def joined(periods: Iterable[Period]) -> list[Period]:
    """Stays in time: those that follow without a day between, or overlap, become one. Oldest first."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: one.starts):
        last = found[-1] if found else None
        if last is None or (last.ends is not None and last.ends < period.starts):
            found.append(period)
        elif last.ends is not None and (period.ends is None or period.ends > last.ends):
            found[-1] = Period(last.starts, period.ends)
    return found
