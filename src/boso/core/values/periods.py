"""Stretches of days, from a first day to the day after the last: [starts, ends)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `starts` (that day included) to `ends` (that day not included); no end while it goes on.

    Raises ValueError when it would end before it has lasted a day.
    """

    starts: dt.date
    ends: dt.date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError(f"A period from {self.starts} cannot end {self.ends}")

    def holds(self, on: dt.date) -> bool:
        """Whether the day lies in the period."""
        return self.starts <= on and (self.ends is None or on < self.ends)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return (other.ends is None or self.starts < other.ends) and (self.ends is None or other.starts < self.ends)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (earlier when negative); the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
