"""The annual wheel: as months on a page, and as a calendar file under a link of one's own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from boso.foundation.access.queries import actor_named
from boso.foundation.web.pages import members, page, public
from boso.programme.partnership import calendar, policies, queries

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


#: The years the wheel shows.
FIRST, LAST = 2009, 2100


@page(members)
def wheel(request: PageRequest) -> HttpResponse:
    """The year by month, from this month on, with a link to subscribe to."""
    today = timezone.localdate()
    year = _year(request, today)
    events = [(event, calendar.on(event, year)) for event in queries.events(request.actor)]
    months = [
        {
            "name": formats.date_format(dt.date(year, month, 1), "F"),
            "now": (year, month) == (today.year, today.month),
            "past": (year, month) < (today.year, today.month),
            "events": [(event, day) for event, day in events if day is not None and day.month == month],
        }
        for month in range(1, 13)
    ]
    coming = sorted((day, event.title) for event, day in events if day is not None and day >= today)
    context = {
        "year": str(year),
        "before": year - 1 if year > FIRST else None,
        "after": year + 1 if year < LAST else None,
        "months": months,
        "next": coming[0] if coming else None,
        "count": sum(day is not None for _event, day in events),
        "may_edit": policies.may_edit_calendar(request.actor),
        "link": request.build_absolute_uri(f"{reverse('partnership:calendar-file')}?key={_key(request)}"),
    }
    return render(request, "partnership/calendar.html", context)


@public
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The wheel as .ics for whoever holds a person's link, as long as that person may see it."""
    username = calendar.read(request.GET.get("key", ""))
    actor = actor_named(username, timezone.localdate())
    if not policies.may_see(actor):
        raise Http404
    with override(actor.language):
        content = calendar.calendar_file(queries.events(actor), _("BoSo: annual wheel"), timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="boso.ics"'},
    )


def _key(request: PageRequest) -> str:
    return calendar.sign(request.user.get_username())


def _year(request: PageRequest, today: dt.date) -> int:
    wish = request.GET.get("year", "")
    return int(wish) if wish.isdecimal() and FIRST <= int(wish) <= LAST else today.year
