"""The log: who did what, who looked at what, and whether it is whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.audit import actions, policies, queries, showing
from boso.foundation.audit.forms import LogForm
from boso.foundation.audit.models import Entry
from boso.foundation.audit.tasks import verify_log
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page
from boso.foundation.worklist.queries import find_things
from boso.foundation.worklist.registry import Thing

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Of so many kinds of things the names are looked up.
MOST_KINDS = 3
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
        "rows": showing.shown(found.rows, _things(request, found.rows)),
        "check": showing.ShownCheck(queries.last_verification(actor), *queries.unsealed_now(actor), timezone.now()),
        "sees_all": bool(policies.may_see_all(actor)),
        "narrowed": any(value for value in request.GET.values()),
    }
    return render(request, "audit/log.html", context)


def _things(request: PageRequest, rows: list[Entry]) -> dict[tuple[str, str], Thing]:
    """What the entries' things are called, for the kinds that stand most often on the page: a query for each."""
    kinds = [kind for kind, _n in Counter(row.object_type for row in rows).most_common(MOST_KINDS)]
    addresses = [(row.object_type, row.object_id) for row in rows if row.object_type in kinds]
    return find_things(request.actor, addresses)


@page(policies.may_open_log)
@require_POST
def verify(request: PageRequest) -> HttpResponse:
    """Let a worker check the log, and follow it."""
    chain = actions.ask_for_check(request.actor)
    job = verify_log.using(actor=request.actor, link=reverse("audit:log")).enqueue(organisation_id=chain)
    return redirect("jobs:job", job.id)
