"""The week of the count of homeless persons, and the digest of what was counted."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from boso.core.law import parameters
from boso.core.values.periods import Period

AREA = "housing_norms"
FIRST_YEAR = 2008

#: From which age each group begins, and what it is called.
AGES = ((55, "from_55"), (45, "from_45"), (35, "from_35"), (25, "from_25"), (18, "from_18"), (0, "under_18"))


def week(year: int, number: int) -> Period:
    """The days of an ISO week, Monday to the Monday after.

    Raises ValueError where the year has no such week.
    """
    monday = dt.date.fromisocalendar(year, number, 1)
    return Period(monday, monday + dt.timedelta(days=7))


def is_national(year: int) -> bool:
    """Whether the whole country counts that year."""
    every = int(parameters.value(AREA, "count.every_years", dt.date(FIRST_YEAR, 1, 1)))
    return year >= FIRST_YEAR and (year - FIRST_YEAR) % every == 0


def next_national(on: dt.date) -> Period:
    """The national week that goes on or comes next."""
    number = int(parameters.value(AREA, "count.week", max(on, dt.date(FIRST_YEAR, 1, 1))))
    year = max(on.year, FIRST_YEAR)
    while not is_national(year) or (week(year, number).ends or on) <= on:
        year += 1
    return week(year, number)


def age_group(age: int | None) -> str:
    """The group of an age; `unknown` where nobody knows it."""
    if age is None or age < 0:
        return "unknown"
    return next(group for least, group in AGES if age >= least)


def digest(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256 of rows of codes, whatever order they come in."""
    lines = sorted(json.dumps(list(row), ensure_ascii=False, separators=(",", ":")) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
