"""The days of a lease: when its term is over, how long the landlord may still ask the tenant to move.

The numbers come from `core/law/tenancy.toml`; the last day of a term is included in it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal

from boso.core.values.periods import add_months

_DAY = dt.timedelta(days=1)


def last_day_to_request(ends: dt.date, months: int) -> dt.date:
    """The last day on which a written request to move is in time (husleieloven § 9-2), `ends` being the last of the
    term.
    """
    return add_months(ends, months)


def without_end_from(ends: dt.date, months: int) -> dt.date:
    """The day from which the lease has no end, when nobody asked the tenant to move in time."""
    return last_day_to_request(ends, months) + _DAY


def earliest_end_in_time(today: dt.date, months: int) -> dt.date:
    """The earliest last day of a term for which a request today is in time. For asking a database."""
    day = add_months(today, -months) - 4 * _DAY
    while last_day_to_request(day, months) < today:
        day += _DAY
    return day


def day_after(ends: dt.date) -> dt.date:
    """The first day after a term."""
    return ends + _DAY


def shortest_end(starts: dt.date, years: int) -> dt.date:
    """The last day of the shortest term of so many years that begins that day."""
    return add_months(starts, 12 * years) - _DAY


def most_security(rent: Decimal, months: int) -> Decimal:
    """The most that deposit and guarantee together may be, in kroner."""
    return rent * months


def notice_runs_out(given: dt.date, months: int) -> dt.date:
    """The last day of the notice: so many months from the end of the month it was given in (husleieloven § 9-6)."""
    last = dt.date(given.year, given.month, calendar.monthrange(given.year, given.month)[1])
    there = add_months(last, months)
    return dt.date(there.year, there.month, calendar.monthrange(there.year, there.month)[1])
