"""The log: who did what, who looked at what, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.audit import actions, policies, queries, showing
from boso.foundation.audit.forms import LogForm
from boso.foundation.audit.tasks import verify_log
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("when", _("When"), ("id",)),
    Column("what", _("Act")),
    Column("who", _("Who")),
    Column("thing", _("What it concerned")),
)


@page(policies.may_open_log)
@require_GET
def log(request: PageRequest) -> HttpResponse:
    """The entries the person may see, newest first, narrowed in the address."""
    actor = request.actor
    form = LogForm(request.GET, queries.people_in_log(actor))
    wish = form.wish()
    found = listing(request, queries.entries(actor, wish), COLUMNS, default="-when", count=False)
    context = {
        "filter": form,
        "chips": chips(request, form),
        "page": found,
        "rows": [showing.ShownEntry(entry) for entry in found.rows],
        "check": showing.ShownCheck(queries.last_verification(actor), *queries.unsealed_now(actor), timezone.now()),
        "sees_all": bool(policies.may_see_all(actor)),
        "narrowed": any(value for value in request.GET.values()),
    }
    return render(request, "audit/log.html", context)


@page(policies.may_open_log)
@require_POST
def verify(request: PageRequest) -> HttpResponse:
    """Let a worker check the log, and follow it."""
    chain = actions.ask_for_check(request.actor)
    job = verify_log.using(actor=request.actor, link=reverse("audit:log")).enqueue(organisation_id=chain)
    return redirect("jobs:job", job.id)
