"""Local elections by date, and when the programme should have been anchored anew after one."""

from __future__ import annotations

import datetime as dt

from boso.core.law import parameters
from boso.core.values.periods import add_months


def latest(today: dt.date) -> dt.date:
    """The day of the latest local election before or on that day."""
    found: dt.date = parameters.value("elections", "local.latest", today)
    return found


def due(election: dt.date) -> dt.date:
    """By when the programme should have been anchored anew. BoSo's own proposal."""
    return add_months(election, parameters.value("elections", "reanchor.months", election))
