"""The page's own words: dates as people say them, and the sentence on top."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from boso.foundation.worklist.queries import Task, Worklist
from boso.foundation.worklist.registry import Group

WEEK = dt.timedelta(days=7)

GROUP_NAMES = {
    Group.LAW: gettext_lazy("Law or agreement demands"),
    Group.MINE: gettext_lazy("Waits for me"),
    Group.KEEP: gettext_lazy("Must not be lost"),
    Group.OTHERS: gettext_lazy("With others"),
}

_NUMBERS = {
    2: gettext_lazy("Two"),
    3: gettext_lazy("Three"),
    4: gettext_lazy("Four"),
    5: gettext_lazy("Five"),
    6: gettext_lazy("Six"),
    7: gettext_lazy("Seven"),
    8: gettext_lazy("Eight"),
    9: gettext_lazy("Nine"),
    10: gettext_lazy("Ten"),
    11: gettext_lazy("Eleven"),
    12: gettext_lazy("Twelve"),
}


def number_word(count: int) -> str:
    """A number that begins a sentence: in letters up to twelve."""
    return str(_NUMBERS.get(count, count))


def long_day(day: dt.date) -> str:
    """Monday 23 November 2026, week 48."""
    written = date_format(day, pgettext("date format", "l j F Y"))
    return capfirst(_("%(day)s, week %(week)d") % {"day": written, "week": day.isocalendar().week})


def weekday(day: dt.date) -> str:
    """monday, in the language's own way of writing it."""
    return date_format(day, "l")


def due_words(task: Task, today: dt.date) -> tuple[str, str]:
    """A task's date in a large word and a small one: («Today», «Monday 23.11.»)."""
    due = task.item.due
    if due is None:
        return _("No date"), ""
    short = f"{due:%d.%m.}" if abs((due - today).days) < 180 else f"{due:%d.%m.%Y}"
    if task.overdue:
        late = (today - due).days
        return ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}, short
    if task.today:
        return _("Today"), f"{weekday(due)} {short}"
    if due == today + dt.timedelta(days=1):
        return _("Tomorrow"), f"{weekday(due)} {short}"
    if due < today + WEEK:
        return capfirst(weekday(due)), short
    ahead = (due - today).days
    return short, _("in %(days)d days") % {"days": ahead}


def since_words(since: dt.datetime | None, today: dt.date) -> str:
    """The heading over what has changed."""
    if since is None:
        return _("Changed the last week")
    since = timezone.localtime(since)
    if since.date() == today:
        return _("Changed since %(time)s") % {"time": f"{since:%H.%M}"}
    return _("Changed since %(day)s") % {"day": _day_words(since.date(), today)}


def moment_words(at: dt.datetime, today: dt.date) -> str:
    """When something happened: today 07.52, Friday 15.40, 03.11.2026 09.14."""
    at = timezone.localtime(at)
    day = _("today") if at.date() == today else _day_words(at.date(), today)
    return capfirst(f"{day} {at:%H.%M}")


def sentence(worklist: Worklist, today: dt.date) -> str:
    """What the person reads first, in one or two short sentences."""
    parts = [_due_sentence(worklist, today)]
    waiting = len(worklist.of(Group.MINE))
    if waiting and not worklist.pressing:
        parts.append(
            ngettext("One task waits for you.", "%(number)s tasks wait for you.", waiting)
            % {"number": number_word(waiting)}
        )
    return " ".join(part for part in parts if part)


def changes_sentence(changes: int, since: dt.datetime | None, today: dt.date) -> str:
    """How many things have changed since the person last looked; empty the first time, and when nothing has."""
    if not changes or since is None:
        return ""
    when = timezone.localtime(since)
    clock = pgettext("time of day", "%(time)s") % {"time": f"{when:%H.%M}"}
    day = clock if when.date() == today else _day_words(when.date(), today)
    words = ngettext("One thing has changed since %(day)s.", "%(number)s things have changed since %(day)s.", changes)
    return words % {"number": number_word(changes), "day": day}


def _due_sentence(worklist: Worklist, today: dt.date) -> str:
    late = sum(task.overdue for task in worklist.pressing)
    pressing = pressing_sentence(late, len(worklist.pressing) - late)
    if pressing:
        return pressing
    if worklist.rest:
        return ""
    ahead = [task.item.due for task in worklist.of(Group.LAW, Group.MINE, Group.KEEP) if task.item.due]
    if ahead:
        day = date_format(min(ahead), pgettext("date format", "l j F"))
        return _("Nothing is due today. The next date is %(day)s.") % {"day": day}
    return _("Nothing is due today.") if worklist.tasks else ""


def pressing_sentence(late: int, now: int) -> str:
    """How many tasks are past their date, and how many due today; empty where none is."""
    parts = []
    if late:
        parts.append(
            ngettext("One task is past its date.", "%(number)s tasks are past their date.", late)
            % {"number": number_word(late)}
        )
    if now:
        parts.append(
            ngettext("One task is due today.", "%(number)s tasks are due today.", now) % {"number": number_word(now)}
        )
    return " ".join(parts)


def _day_words(day: dt.date, today: dt.date) -> str:
    if day == today - dt.timedelta(days=1):
        return _("yesterday")
    return weekday(day) if today - WEEK < day < today else f"{day:%d.%m.%Y}"
