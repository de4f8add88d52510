"""The watch over bostøtte: a list for a person to act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from boso.casework.households.queries_visible import SEES
from boso.casework.instruments import actions, facts, policies, queries, telling, watching
from boso.casework.instruments.facts import Known
from boso.casework.instruments.forms import WatchFilter
from boso.casework.instruments.models import Verdict, Watch
from boso.casework.instruments.panels import COLOURS
from boso.casework.instruments.queries import Wish
from boso.casework.instruments.states import WATCH
from boso.foundation.audit.actions import log_look
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page
from boso.foundation.web.views import safe_next
from boso.foundation.workflow.states import Label

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("household", gettext_lazy("Household"), ("household__reference", "organisation")),
    Column("bostotte", gettext_lazy("Bostøtte"), ("rank", "since")),
    Column("month", gettext_lazy("About a month"), numeric=True),
    Column("missing", gettext_lazy("Not known"), choice=True),
    Column("state", gettext_lazy("State"), ("state", "since"), choice=True),
    Column("reckoned", gettext_lazy("Reckoned"), ("-reckoned_on",), choice=False),
    Column("act", ""),
)
#: What the list offers first in each state.
FIRST = {"open": "take", "taken": "ask", "asked": "apply", "applied": "receive"}


@dataclass(frozen=True, slots=True)
class Line:
    """One household of the list. name: blank for a protected one, which stands by its reference."""

    watch: Watch
    name: str
    size: str
    colour: str
    month: str
    lacking: str
    state: str
    act: str
    act_label: Label


@page(policies.may_open_instruments)
@require_GET
def watch(request: PageRequest) -> HttpResponse:
    """Who likely could have bostøtte and has not applied."""
    actor = request.actor
    if not policies.may_open_watch(actor):
        return redirect("instruments:guideline")
    form = WatchFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    wish = Wish(given.get("q", ""), given.get("verdict", ""), given.get("state", ""), given.get("lives", ""))
    rows = queries.watched(actor, wish)
    counts = queries.counted(rows)
    found = listing(request, rows, COLUMNS, default="bostotte", count=False)
    lines = _lines(actor, found.rows)
    log_look(
        actor, "watch.looked", query=f"verdict={wish.verdict} state={wish.state} lives={wish.lives}", words=wish.text,
        count=len(lines),
    )  # fmt: skip
    words = {name: request.GET[name] for name in ("q", "verdict", "state", "lives") if request.GET.get(name)}
    context = {
        "tab": "watch",
        "page": found,
        "rows": lines,
        "form": form,
        "chips": chips(request, form),
        "sentence": telling.watch_sentence(counts),
        "total": sum(counts.values()),
        "narrowed": bool(words),
        "export": reverse("exchange:export", args=["bostotte-watch"]) + (f"?{urlencode(words)}" if words else ""),
        "may_find": bool(policies.may_open_finder(actor)),
        "back": request.get_full_path(),
        "synthetic": any(line.watch.invented for line in lines),
    }
    return render(request, "instruments/watch.html", context)


def _lines(actor: Actor, rows: list[Watch]) -> list[Line]:
    """The rows with names and amounts."""
    codes = {row.organisation_id: getattr(row, "code", None) or "" for row in rows}
    households = {row.household_id: row.household for row in rows}
    today = timezone.localdate()
    known = facts.of_rows(actor, households, codes, today)
    found = dict(zip(known, watching.verdicts(list(known.values()), today), strict=True))
    return [_line(row, known.get(row.household_id), found.get(row.household_id)) for row in rows]


def _line(row: Watch, known: Known | None, found: watching.Found | None) -> Line:
    shown = known is not None and not row.household.is_protected
    act = FIRST.get(row.state, "")
    return Line(
        watch=row,
        name=known.card.name if known is not None and shown else "",
        size=known.card.size if known is not None else "",
        colour=COLOURS[Verdict(row.verdict)],
        month=telling.month(row.verdict, found.month) if found is not None else "",
        lacking=telling.lacking(row.missing),
        state=telling.state_words(row),
        act=act,
        act_label=WATCH.transition(act).label if act else "",
    )


@page(policies.may_open_watch)
@require_POST
def move(request: PageRequest, watch_id: int, name: str) -> HttpResponse:
    """Say how it goes with one household of the watch."""
    row = queries.watch(request.actor, watch_id)
    actions.move(request.actor, row, name, request.POST.get("because", ""))
    messages.success(request, _("Noted: %(state)s.") % {"state": row.get_state_display()})
    return redirect(safe_next(request, reverse("instruments:household", args=[row.household_id])))


@page(policies.may_open_watch)
@require_POST
def reckon(request: PageRequest) -> HttpResponse:
    """Reckon the watch anew, of all that is known now."""
    count = 0
    for place in queries.places(request.actor, *SEES):
        count += actions.reckon(request.actor, place.pk)
    messages.success(request, _("Reckoned for %(count)d households.") % {"count": count})
    return redirect("instruments:watch")
