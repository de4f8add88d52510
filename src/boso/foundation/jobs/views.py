"""All jobs for the administrator, and one job for whoever asked for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.jobs import actions, policies, queries, showing
from boso.foundation.web.lists import Column
from boso.foundation.web.pages import anybody_signed_in, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("job", _("Job")),
    Column("state", _("State")),
    Column("enqueued", _("Asked for")),
    Column("attempts", _("Attempts"), numeric=True),
    Column("acts", ""),
)


@page(policies.may_manage)
@require_GET
def jobs(request: PageRequest) -> HttpResponse:
    """Jobs newest first, by state, and whether a worker lives."""
    actor, now = request.actor, timezone.now()
    state = request.GET.get("state", "")
    found = queries.jobs(actor, state, request.GET.get("after", ""))
    counts = queries.counts(actor)
    context = {
        "rows": [showing.ShownJob(job, now) for job in found.jobs],
        "heads": showing.heads(COLUMNS),
        "pages": showing.Pages(request, found),
        "tabs": showing.tabs(counts, state),
        "workers": queries.workers(actor, now),
        "last_seen": queries.last_seen(actor),
        "waiting": counts["ready"],
        "failed": counts["failed"],
        "clock": not state and bool(counts["done"]),
    }
    return render(request, "jobs/list.html", context)


@page(anybody_signed_in)
@require_GET
def job(request: PageRequest, job_id: uuid.UUID) -> HttpResponse:
    """How far one job has come. The page looks again by itself until the job is finished."""
    found = queries.job_of(request.actor, job_id)
    context = {
        "shown": showing.ShownJob(found, timezone.now()),
        "manages": bool(policies.may_manage(request.actor)),
    }
    template = "jobs/job.html#progress" if request.htmx else "jobs/job.html"
    return render(request, template, context)


@page(policies.may_manage)
@require_POST
def run_again(request: PageRequest, job_id: uuid.UUID) -> HttpResponse:
    """Put a failed job into the queue anew."""
    actions.run_again(request.actor, queries.job_of(request.actor, job_id))
    return redirect("jobs:job", job_id)


@page(policies.may_manage)
@require_POST
def give_up(request: PageRequest, job_id: uuid.UUID) -> HttpResponse:
    """Let a job go."""
    actions.give_up(request.actor, queries.job_of(request.actor, job_id))
    return redirect("jobs:job", job_id)
