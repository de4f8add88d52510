"""What the law's data says of households: statutes by use and ground, and how long access may last."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from boso.core.law import parameters
from boso.core.values.periods import add_months

AREA = "households"


def statute(kind: str, name: str, on: dt.date) -> str:
    """The statute of a use («use», «help») or of a ground for sharing; empty before there was one."""
    try:
        return str(parameters.value(AREA, f"{kind}.{name}", on))
    except parameters.NotKnown:
        return ""


def number(key: str, on: dt.date) -> int:
    """A number of days, months or hours."""
    return int(parameters.value(AREA, key, on))


def latest_sharing(starts: dt.date) -> dt.date:
    """The last day a sharing that begins then may end."""
    return add_months(starts, number("sharing.longest_months", starts))


def latest_clearance(starts: dt.date) -> dt.date:
    """The last day a clearance that begins then may end."""
    return add_months(starts, number("clearance.longest_months", starts))


def emergency_until(opened_at: dt.datetime) -> dt.datetime:
    """When an emergency access that begins now is over: at the end of the day, late in the evening some hours on."""
    here = timezone.localtime(opened_at)
    tomorrow = timezone.make_aware(dt.datetime.combine(here.date() + dt.timedelta(days=1), dt.time()))
    return max(tomorrow, opened_at + dt.timedelta(hours=number("emergency.shortest_hours", here.date())))


def review_due(opened_at: dt.datetime) -> dt.date:
    """The last day to review an emergency access."""
    day = timezone.localtime(opened_at).date()
    return day + dt.timedelta(days=number("emergency.review_days", day))
