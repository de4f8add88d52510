"""Handing cases over to colleagues, and taking them over."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boso.casework.households import actions_handover, forms_handover, policies, queries, queries_handover
from boso.casework.households.filling import press
from boso.casework.households.models import Engagement
from boso.casework.households.queries_visible import WORKS
from boso.foundation.audit.actions import log_look
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: So many days back hand-overs are listed.
DAYS = 30
#: So many cases stand on the page; the others follow when these are handed over.
MOST = 48


@page(policies.may_open_handovers)
def handovers(request: PageRequest) -> HttpResponse:
    """Whose cases the person may hand over, and what was handed over lately."""
    today = timezone.localdate()
    context = {
        "givers": queries_handover.givers(request.actor),
        "rows": [
            (row, timezone.localtime(row.made_at).date() == today)
            for row in queries_handover.lately(request.actor, today - dt.timedelta(days=DAYS))
        ],
        "me": request.actor.user_id, "synthetic": request.actor.works_with_invented,
    }  # fmt: skip
    return render(request, "households/handovers.html", context)


@page(policies.may_open_handovers)
def hand_over(request: PageRequest, unit: int, giver: int) -> HttpResponse:
    """Choose cases and who takes them, look it over, and do it."""
    everything = queries_handover.caseload(request.actor, unit, giver)
    cases = everything[:MOST]
    people = queries_handover.receivers(unit, giver)
    form = forms_handover.HandOverForm(
        request.POST if request.method == "POST" else None, cases=cases, people=people
    )  # fmt: skip
    wants = request.POST.get("step", "")
    ready = request.method == "POST" and form.is_valid()
    if ready and not form.chosen():
        form.add_error(None, _("Choose at least one case."))
        ready = False
    if ready and wants == "do":
        made = tried(
            form,
            lambda: actions_handover.hand_over(request.actor, unit, giver, form.chosen(), form.cleaned_data["note"]),
        )
        if made is not None:
            messages.success(request, _("It is handed over. You can undo it today."))
            return HttpResponseRedirect(reverse("households:handed-over", args=[made.pk]))
        ready = False
    cards = queries.open_cards(request.actor, [row.household_id for row in cases])
    _looked(request, cases)
    named = next((user for _unit, user in queries_handover.givers(request.actor) if user.pk == giver), None)
    context: dict[str, Any] = {
        "form": form, "rows": [_row(form, row, cards) for row in cases if row.household_id in cards],
        "more": len(everything) - len(cases), "giver": named,
        "own": giver == request.actor.user_id, "people": people,
        "synthetic": any(row.household.invented for row in cases),
    }  # fmt: skip
    if ready and wants == "look":
        return render(request, "households/handover_preview.html", context | _preview(form, people, cards))
    refused = request.method == "POST" and wants != "change"
    return render(request, "households/handover.html", context, status=422 if refused else 200)


@page(policies.may_open_handovers)
def handed_over(request: PageRequest, handover_id: int) -> HttpResponse:
    """One hand-over: the cases, who took each, and what can be done with it."""
    found = queries_handover.one(request.actor, handover_id)
    rows = queries_handover.cases(request.actor, found)
    cards = queries.open_cards(request.actor, [row.engagement.household_id for row in rows])
    _looked(request, [row.engagement for row in rows])
    mine = [row for row in rows if row.receiver_id == request.actor.user_id]
    context = {
        "handover": found, "rows": [(row, cards.get(row.engagement.household_id)) for row in rows],
        "may_take": found.undone_at is None and any(row.seen_at is None for row in mine),
        "may_undo": policies.may_undo_handover(request.actor, found),
        "synthetic": any(row.engagement.household.invented for row in rows),
    }  # fmt: skip
    return render(request, "households/handover_made.html", context)


@page(policies.may_open_handovers)
@require_POST
def take_over(request: PageRequest, handover_id: int) -> HttpResponse:
    """The receiver has taken their cases over."""
    found = queries_handover.one(request.actor, handover_id)
    back = reverse("households:list") + "?mine=me"
    return press(
        request, lambda: actions_handover.take_over(request.actor, found), _("The cases are yours."), back
    )  # fmt: skip


@page(policies.may_open_handovers)
@require_POST
def undo(request: PageRequest, handover_id: int) -> HttpResponse:
    """The giver is responsible again."""
    found = queries_handover.one(request.actor, handover_id)
    stayed = actions_handover.undo(request.actor, found)
    if stayed:
        words = ngettext(
            "It is undone. %(count)d case has gone on to somebody else and stays there.",
            "It is undone. %(count)d cases have gone on to somebody else and stay there.",
            stayed,
        )
        messages.warning(request, words % {"count": stayed})
    else:
        messages.success(request, _("It is undone."))
    return HttpResponseRedirect(reverse("households:handed-over", args=[handover_id]))


def _row(form: forms_handover.HandOverForm, row: Engagement, cards: Any) -> dict[str, Any]:
    to = form[f"to-{row.pk}"] if form.singly else None
    return {"case": row, "card": cards[row.household_id], "tick": form[f"case-{row.pk}"], "to": to}


def _preview(form: forms_handover.HandOverForm, people: Any, cards: Any) -> dict[str, Any]:
    """Who gets what, and how many stay."""
    chosen, names = form.chosen(), {user.pk: user.name for user in people}
    told = [
        (names[receiver], count, [cards[row.household_id] for row in form.cases if chosen.get(row.pk) == receiver])
        for receiver, count in Counter(chosen.values()).items()
    ]
    kept = [(name, value) for name, value in form.data.items() if name not in ("step", "csrfmiddlewaretoken")]
    return {"told": sorted(told, key=lambda one: one[0]), "left": len(form.cases) - len(chosen), "kept": kept,
            "note": form.cleaned_data["note"], "total": len(chosen)}  # fmt: skip


def _looked(request: PageRequest, rows: list[Engagement]) -> None:
    place = rows[0].household.organisation_id if rows else next(iter(sorted(request.actor.works_in(*WORKS))), None)
    log_look(request.actor, "household.listed", organisation_id=place, query="handover", count=len(rows))
