"""The municipality's own guideline: each point beside the state's rule, and how many households it shuts out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from boso.casework.instruments import actions, guiding, policies, queries, shutting, telling
from boso.casework.instruments.forms import EndForm, PointForm
from boso.casework.instruments.models import GuidelinePoint
from boso.casework.instruments.shutting import Shuts
from boso.casework.needs.queries_counts import small_under
from boso.core.economy.guideline import Compared, Stands
from boso.foundation.access.decisions import require
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

ORDER = (Stands.STRICTER, Stands.LAXER, Stands.SAME, Stands.OWN)


@dataclass(frozen=True, slots=True)
class Line:
    """One point as the page shows it. state: what the state says, blank for a setting."""

    row: GuidelinePoint
    label: str | Promise
    says: str
    state: str
    law: str
    stands: str
    colour: str
    shuts: Shuts | None
    stricter: bool


@page(policies.may_open_instruments)
@require_GET
def guideline(request: PageRequest) -> HttpResponse:
    """What holds today: the stricter points first; then what is past and to come."""
    actor, today = request.actor, timezone.localdate()
    place, places = queries.place(actor, request.GET.get("place", ""))
    rows = queries.points(actor, place.pk)
    holds = [row for row in rows if row.starts <= today and (row.ends is None or row.ends > today)]
    few = 0 if policies.may_see_cases(actor, place.pk) else small_under(today)
    counted = queries.shut_out(place.pk) if holds else None
    shuts = shutting.shown(counted, small_under=few) if counted is not None else {}
    beside = guiding.beside(holds, today)
    lines = sorted((_line(row, beside.get(row.pk), shuts.get(row.pk)) for row in holds), key=_place)
    written = {row.key for row in holds}
    context = {
        "tab": "guideline",
        "organisation": place,
        "places": [(one, f"?place={one.pk}", one == place) for one in places],
        "several": len(places) > 1,
        "lines": [line for line in lines if line.row.key not in guiding.SETTINGS],
        "settings": [line for line in lines if line.row.key in guiding.SETTINGS],
        "stricter": [line for line in lines if line.stricter],
        "others": [(row, guiding.POINTS[row.key], telling.point_value(row.key, row.value))
                   for row in rows if row.pk not in {one.pk for one in holds}],
        "few": few,
        "counted": counted,
        "may_guide": bool(policies.may_guide(actor, place.pk)),
        "to_write": [(key, guiding.POINTS[key]) for key in guiding.keys(today) if key not in written],
        "may_find": bool(policies.may_open_finder(actor)),
        "sees": bool(policies.may_open_watch(actor)),
    }  # fmt: skip
    return render(request, "instruments/guideline.html", context)


def _place(line: Line) -> tuple[int, str]:
    return (0 if line.stricter else 1, str(line.label))


def _line(row: GuidelinePoint, found: Compared | None, shuts: Shuts | None) -> Line:
    words, colour = telling.stands(found) if found is not None else (_("the municipality's own to set"), "fjord")
    law = ""
    if found is not None and found.source is not None:
        area = "loans" if found.source.key != "points" else "guideline_points"
        law = f"{reverse('instruments_public:law')}?area={area}&key={found.source.key}"
    return Line(
        row=row,
        label=guiding.POINTS[row.key],
        says=telling.point_value(row.key, row.value),
        state=telling.state_value(found) if found is not None and found.stands is not Stands.OWN else "",
        law=law,
        stands=words,
        colour=colour,
        shuts=shuts,
        stricter=found is not None and found.stands is Stands.STRICTER,
    )


@page(policies.may_open_instruments)
@require_POST
def count(request: PageRequest) -> HttpResponse:
    """Count anew whom the points shut out; the job's page tells how far it has come."""
    place, _places = queries.place(request.actor, request.POST.get("place", ""))
    return redirect("jobs:job", actions.ask_to_count(request.actor, place))


@page(policies.may_open_instruments)
@get_or_post
def write(request: PageRequest) -> HttpResponse:
    """Write what one point says from a day on."""
    actor, today = request.actor, timezone.localdate()
    place, _places = queries.place(actor, request.GET.get("place", ""))
    require(policies.may_guide(actor, place.pk))
    key = request.GET.get("key", "")
    if key not in guiding.keys(today):
        raise Http404
    now = queries.holding(place.pk, today).get(key)
    form = PointForm(key, today, request.POST if request.method == "POST" else None, initial=_initial(now, today))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = tried(
            form,
            lambda: actions.write_point(actor, place, key, form.value(), given["decision"], given["starts"]),
            "value",
        )
        if made is not None:
            messages.success(request, _("The point is written."))
            return redirect(_back(place))
    context = {
        "organisation": place, "form": form, "label": guiding.POINTS[key], "back": _back(place), "now": now,
        "submit": _("Write it"), "says": "" if now is None else telling.point_value(key, now.value),
    }  # fmt: skip
    return render(request, "instruments/point.html", context, status=422 if form.is_bound else 200)


def _initial(now: GuidelinePoint | None, today: dt.date) -> dict[str, object]:
    return {"starts": today, "decision": now.decision if now is not None else ""}


@page(policies.may_open_instruments)
@get_or_post
def end(request: PageRequest, point_id: int) -> HttpResponse:
    """Say from which day a point no longer holds."""
    actor, today = request.actor, timezone.localdate()
    row = queries.point(actor, point_id)
    require(policies.may_guide(actor, row.organisation_id))
    form = EndForm(request.POST if request.method == "POST" else None, initial={"ends": today})
    if request.method == "POST" and form.is_valid():
        ends = form.cleaned_data["ends"]
        if tried(form, lambda: actions.end_point(actor, row, ends), "ends") is not None:
            messages.success(request, _("Noted. The point no longer holds from that day."))
            return redirect(_back(row.organisation))
    context = {
        "organisation": row.organisation, "form": form, "label": guiding.POINTS[row.key],
        "back": _back(row.organisation), "now": row, "submit": _("End it"),
        "says": telling.point_value(row.key, row.value),
    }  # fmt: skip
    return render(request, "instruments/point.html", context, status=422 if form.is_bound else 200)


def _back(place: Organisation) -> str:
    return f"{reverse('instruments:guideline')}?place={place.pk}"
