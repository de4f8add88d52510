"""The annual wheel as months and as a calendar file that a calendar program can subscribe to."""

from __future__ import annotations

import calendar as months
import datetime as dt
from typing import TYPE_CHECKING

from django.core import signing

from boso.programme.partnership.models import CalendarEvent

if TYPE_CHECKING:
    import icalendar

_SALT = "boso.partnership.calendar"


def sign(username: str) -> str:
    """What stands in a person's own calendar link; it opens the wheel and nothing else."""
    return signing.dumps(username, salt=_SALT)


def read(token: str) -> str:
    """The sign-in name of a calendar link; empty where it is not one of ours."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return ""


def on(event: CalendarEvent, year: int) -> dt.date | None:
    """The day of an entry in that year, the month's last where it has no such day; none where it does not fall then."""
    if year < event.year or (year > event.year and not event.yearly):
        return None
    last = months.monthrange(year, event.month)[1]
    return dt.date(year, event.month, min(event.day or 1, last))


def calendar_file(events: list[CalendarEvent], name: str, stamp: dt.datetime) -> bytes:
    """The wheel as an iCalendar file. An entry without a day lasts its whole month; a yearly one repeats."""
    import icalendar

    file = icalendar.Calendar()
    file.add("prodid", "-//BoSo//NO")
    file.add("version", "2.0")
    file.add("x-wr-calname", name)
    for event in events:
        file.add_component(_entry(event, stamp))
    return bytes(file.to_ical())


def _entry(event: CalendarEvent, stamp: dt.datetime) -> icalendar.Event:
    import icalendar

    first = on(event, event.year) or dt.date(event.year, event.month, 1)
    last = months.monthrange(first.year, first.month)[1]
    end = first + dt.timedelta(days=1) if event.day else first.replace(day=last) + dt.timedelta(days=1)
    entry = icalendar.Event()
    entry.add("uid", f"boso-event-{event.pk}@boso")
    entry.add("dtstamp", stamp)
    entry.add("summary", event.title)
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("dtstart", first)
    entry.add("dtend", end)
    entry.add("transp", "TRANSPARENT")
    if event.yearly:
        rule: dict[str, object] = {"freq": "yearly"}
        if event.day and event.day > 28:
            # The month's last day where it is short, as the page shows it.
            rule |= {"bymonth": event.month, "bymonthday": list(range(28, event.day + 1)), "bysetpos": -1}
        entry.add("rrule", rule)
    return entry
