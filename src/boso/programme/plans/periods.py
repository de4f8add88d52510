"""Times as sources say them, as days to draw and reckon with. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re

#: The months of a season, first and last: spring is the first half of the year, autumn the second.
_SEASONS = {"spring": (1, 6), "autumn": (7, 12)}


def span(said: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of `2012`, `2012-06`, `2012-06-30`, `spring 2012`; none where nothing is said.

    Raises ValueError where it is none of these.
    """
    if not said:
        return None
    season, _space, rest = said.partition(" ")
    if season in _SEASONS:
        first, last = _SEASONS[season]
        return dt.date(int(rest), first, 1), _end(int(rest), last)
    if re.fullmatch(r"\d{4}", said):
        return dt.date(int(said), 1, 1), dt.date(int(said), 12, 31)
    if re.fullmatch(r"\d{4}-\d{2}", said):
        year, month = (int(part) for part in said.split("-"))
        return dt.date(year, month, 1), _end(year, month)
    day = dt.date.fromisoformat(said)
    return day, day


def first_day(said: str) -> dt.date | None:
    """The day it begins at the earliest; none where nothing is said."""
    found = span(said)
    return None if found is None else found[0]


def last_day(said: str) -> dt.date | None:
    """The day it ends at the latest; none where nothing is said."""
    found = span(said)
    return None if found is None else found[1]


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
