"""KOSTRA's main grounds by day: which codes a day has, what an older code became, how long somebody is a refugee."""

from __future__ import annotations

import datetime as dt

from boso.core.law import parameters

AREA = "main_grounds"


def codes(on: dt.date) -> tuple[str, ...]:
    """The codes of that day, in KOSTRA's order."""
    return tuple(parameters.value(AREA, "grounds.list", on))


def begins(on: dt.date) -> dt.date:
    """The first day of the list that holds that day."""
    return parameters.parameter(AREA, "grounds.list", on).period.starts


def as_of(code: str, on: dt.date) -> str:
    """The code that says the same on that day, or `unknown` where that day's list is finer or does not have it."""
    standing = codes(on)
    if code in standing:
        return code
    try:
        joined = parameters.value(AREA, "grounds.joined", on)
    except parameters.NotKnown:
        return "unknown"
    return str(joined.get(code, "unknown"))


def refugee_until(settled_on: dt.date) -> dt.date:
    """The first day the municipality no longer receives integration grant for somebody settled that day."""
    years = int(parameters.value(AREA, "grounds.refugee_years", settled_on))
    try:
        return settled_on.replace(year=settled_on.year + years)
    except ValueError:  # 29 February
        return dt.date(settled_on.year + years, 3, 1)


def is_refugee(settled_on: dt.date, on: dt.date) -> bool:
    """Whether KOSTRA counts somebody settled that day as a refugee on another."""
    return settled_on <= on < refugee_until(settled_on)
