"""The outcome of a check of the log, as one could read it aloud."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.values.numbers import grouped


def verdict(sealed: int, until: dt.datetime | None, faults: int) -> str:
    """What was found among the sealed entries."""
    if faults:
        said = {"faults": faults, "sealed": grouped(sealed)}
        return (
            ngettext(
                "The log is not whole: %(faults)s fault among %(sealed)s sealed entries.",
                "The log is not whole: %(faults)s faults among %(sealed)s sealed entries.",
                faults,
            )
            % said
        )
    if not sealed or until is None:
        return _("Nothing is sealed yet.")
    said = {"sealed": grouped(sealed), "moment": f"{timezone.localtime(until):%d.%m.%Y %H.%M}"}
    return (
        ngettext(
            "The one entry, of %(moment)s, is sealed and whole.",
            "All %(sealed)s entries up to %(moment)s are sealed and whole.",
            sealed,
        )
        % said
    )


def tail(unsealed: int, oldest: dt.datetime | None, now: dt.datetime) -> str:
    """What is not sealed yet, and for how long; empty when nothing is."""
    if not unsealed or oldest is None:
        return ""
    return ngettext(
        "%(count)s newer entry is not sealed yet; it was written %(age)s ago.",
        "%(count)s newer entries are not sealed yet; the oldest was written %(age)s ago.",
        unsealed,
    ) % {"count": grouped(unsealed), "age": age(now - oldest)}


def age(span: dt.timedelta) -> str:
    """A span of time in the largest unit that fits: 40 seconds, 3 minutes, 2 hours, 5 days."""
    seconds = max(int(span.total_seconds()), 0)
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    if seconds < 3600:
        return ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}
    if seconds < 86400:
        return ngettext("%(n)s hour", "%(n)s hours", seconds // 3600) % {"n": seconds // 3600}
    return ngettext("%(n)s day", "%(n)s days", seconds // 86400) % {"n": grouped(seconds // 86400)}
