"""When somebody is reminded of a report, and who."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.roles import Role
from boso.programme.reporting.models import Report, ReportState

#: Days before the last day -> what the reminder is called, the nearest first.
STAGES = ((3, "last"), (14, "first"))
WEEK = 7

_WAITS: dict[str, tuple[Role, ...]] = {
    ReportState.DRAFT: (Role.PROGRAMME_LEADER,),
    ReportState.RETURNED: (Role.PROGRAMME_LEADER,),
    ReportState.SUBMITTED: (Role.STEERING_GROUP, Role.PROGRAMME_OWNER),
}


def waits_for(report: Report) -> tuple[Role, ...]:
    """The roles in the municipality that have the next move; none where the bank has it or it is done."""
    return _WAITS.get(report.state, ())


def stage_of(report: Report, today: dt.date) -> str:
    """Which reminder is due: `first`, `last`, `late-1`, `late-2`, ...; blank for none.

    A morning without a clock is made up for, and who was asked late is not reminded at once.
    """
    left = (report.due_on - today).days
    if left < 0:
        return f"late-{1 + (-left - 1) // WEEK}"
    asked = (report.due_on - report.round.opened_on).days
    return next((name for days, name in STAGES if left <= days < asked), "")
