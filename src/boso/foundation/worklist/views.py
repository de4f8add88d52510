"""What needs me today: where everybody lands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.foundation.access.decisions import Refused
from boso.foundation.web.budget import numbered
from boso.foundation.web.pages import anybody_signed_in, page
from boso.foundation.worklist import actions, queries, registry, showing
from boso.foundation.worklist.forms import SetAsideForm

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(anybody_signed_in)
@require_GET
def today(request: PageRequest) -> HttpResponse:
    """Tasks by law, mine and the rest. `of` in the address: the tasks that an earlier page had no room to read."""
    now = timezone.localtime()
    shown = showing.Today(
        actor=request.actor,
        worklist=queries.due(request.actor, now.date(), _only(request)),
        now=now,
        wish=request.GET.get("show", ""),
        page_number=request.GET.get("page", "1"),
        aside_id=request.GET.get("aside", ""),
        only=request.GET.get("of", ""),
        so_far=request.GET.get("counted", ""),
    )
    context = {
        "shown": shown,
        "synthetic": request.actor.works_with_invented,
        "synthetic_words": _("Your municipality is made up, and so are its people and cases."),
    }
    return render(request, "worklist/rest.html" if request.htmx else "worklist/today.html", context)


@page(anybody_signed_in)
@require_GET
def changed(request: PageRequest) -> HttpResponse:
    """What others changed, and what was last opened; beside «Today» when htmx asks for it, else a page.

    Kinds of things that do not fit are asked for again (`of`). Only when the last are shown has the person seen all.
    """
    actor, now = request.actor, timezone.localtime()
    looks = queries.looks(actor)
    since = queries.seen_until(looks, now)
    acts = queries.changes(actor, since or now - showing.FIRST_TIME)
    opened = looks.opened[: showing.OPENED]
    kinds = [kind for kind in request.GET.get("of", "").split(",") if kind]
    wanted = [*((act.object_type, act.object_id) for act in acts), *opened]
    things = queries.some_things(actor, [one for one in wanted if not kinds or one[0] in kinds])
    if not things.rest:
        actions.look_at_changes(actor, looks, now)
    shown = showing.Changes(
        all_changes=queries.changed(acts, things.known),
        opened=[things.known[address] for address in opened if address in things.known],
        since=since,
        now=now,
        rest=things.rest,
        is_first=not kinds,
        is_part=bool(request.htmx),
    )
    return render(request, "worklist/changed_part.html" if request.htmx else "worklist/changed.html", {"shown": shown})


@page(anybody_signed_in)
@require_http_methods(["GET", "POST"])
def set_aside(request: PageRequest) -> HttpResponse:
    """Ask until when, and hide the task till then. The form alone when htmx asks for it inside the row."""
    day = timezone.localdate()
    task = queries.task(request.actor, day, request.GET.get("task", ""), _only(request))
    if task is None:
        raise Http404
    form = SetAsideForm(request.POST if request.method == "POST" else None, today=day, item=task.item)
    if form.is_valid():
        try:
            row = actions.set_aside(request.actor, task.item, form.until, day)
        except Refused as refusal:
            form.add_error("day", str(refusal.decision.reason))
        else:
            return redirect(f"{reverse('today')}?aside={row.pk}")
    template = "worklist/set_aside_row.html" if request.htmx else "worklist/set_aside.html"
    return render(request, template, {"form": form, "task": task}, status=422 if form.errors else 200)


@page(anybody_signed_in)
@require_POST
def take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Show a task again that was set aside."""
    row = queries.set_aside_row(request.actor, pk)
    if row is None:
        raise Http404
    actions.take_back(request.actor, row)
    return redirect("today")


def _only(request: PageRequest) -> dict[int, registry.Source] | None:
    """The sources that the address asks for; None for all."""
    wish = request.GET.get("of", "")
    return numbered(wish, registry.sources()) if wish else None
