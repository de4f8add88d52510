"""The list of proposals, a new one, and one of them: who gets what, who waits, the rules, what is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from boso.casework.allocation import actions, forms, gathering, pictures, policies, queries, telling, wording
from boso.casework.allocation.gathering import Wish
from boso.casework.allocation.models import Run, RunState
from boso.casework.allocation.showing import Step, Told
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.web import pdf
from boso.foundation.web.charts import Chart
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

TABS = ("waiting", "rules", "frozen")
#: Households on one page of those who wait.
PAGE = 50
#: Chains that are drawn; the rest stand in the table.
DRAWN = 8
#: Dwellings in a chain that is drawn beside another.
SHORT = 2
COLUMNS = (
    Column("title", gettext_lazy("Proposal"), ("-on", "-pk")),
    Column("moves", gettext_lazy("Moves of tenants")),
    Column("served", gettext_lazy("Get a home"), ("-served", "-pk"), numeric=True),
    Column("wait", gettext_lazy("Has waited"), numeric=True),
    Column("state", gettext_lazy("State")),
)


@page(policies.may_open_allocation)
@require_GET
def runs(request: PageRequest) -> HttpResponse:
    """The proposals, newest first, and the latest in one sentence."""
    actor = request.actor
    found = listing(request, queries.runs(actor), COLUMNS, default="title")
    latest = next((run for run in found.rows if run.state == RunState.DONE), None)
    places = queries.places(actor)
    context = {
        "page": found,
        "latest": latest,
        "sentence": wording.sentence(latest) if latest is not None else "",
        "rows": [(run, wording.moves(run.moves)) for run in found.rows],
        "may_run": any(policies.may_run(actor, place.pk) for place in places),
        "organisation": next(iter(places), None),
        "several": len(places) > 1,
    }
    return render(request, "allocation/runs.html", context)


@page(policies.may_open_allocation)
@get_or_post
def new(request: PageRequest) -> HttpResponse:
    """Make a proposal: first what is in it and what is left out."""
    actor, today = request.actor, timezone.localdate()
    places = [place for place in queries.places(actor) if policies.may_run(actor, place.pk)]
    if not places:
        require(policies.may_run(actor, queries.places(actor)[0].pk))
    form = forms.RunForm(request.POST if request.method == "POST" else None, places, today)
    place = _chosen(places, request.POST.get("organisation") or request.GET.get("organisation", ""))
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.run(actor, place, form.wish(today), form.cleaned_data["title"]), "moves")
        if made is not None:
            return redirect("allocation:run", made.pk)
    document = gathering.gathered(place.pk, queries.declared(actor, place.pk, today), Wish(today, 1, ""))
    form.initial["organisation"] = str(place.pk)
    context = {"form": form, "organisation": place, "places": places, **_in_it(document)}
    return render(request, "allocation/new.html", context, status=422 if form.errors else 200)


def _chosen(places: list[Organisation], word: str) -> Organisation:
    return next((place for place in places if str(place.pk) == word), places[0])


def _in_it(document: dict[str, Any]) -> dict[str, Any]:
    """What a run would be about."""
    rows = document["households"]
    return {
        "standing": sum(row["tenant"] != "may" for row in rows),
        "tenants": sum(row["tenant"] == "wants" for row in rows),
        "asked": sum(row["tenant"] == "may" for row in rows),
        "vacant": sum(row["vacant"] for row in document["dwellings"]),
        "left_out": wording.left_out(document["left_out"]),
    }


@page(policies.may_open_allocation)
@require_GET
def run(request: PageRequest, run_id: int) -> HttpResponse:
    """One proposal."""
    actor = request.actor
    found = queries.one(actor, run_id)
    told = _told(actor, found)
    tab = request.GET.get("tab", "")
    if told is None:
        return render(request, "allocation/pending.html", {"run": found, "organisation": found.organisation})
    parts = {"waiting": _waiting, "rules": _rules, "frozen": _frozen}.get(tab, _homes)
    context = {
        "run": found,
        "organisation": found.organisation,
        "tab": tab if tab in TABS else "",
        "may_run": policies.may_run(actor, found.organisation_id),
        "sentence": wording.sentence(found),
        "bound": wording.moves(found.moves),
        "left_over_count": len(told.left_over),
        "proven": told.answer.proven,
        "at_most": told.answer.at_most,
        "served": told.answer.served,
        **parts(request, told),
    }
    return render(request, "allocation/run.html", context)


def _told(actor: Actor, found: Run) -> Told | None:
    lively = queries.lively(actor, found)
    return None if lively is None else Told(actor, found, lively)


def looked(told: Told, names: int, what: str) -> None:
    """Log that somebody saw that part of a run, with how many names."""
    log_look(
        told.actor, "run.looked", told.run, organisation_id=told.run.organisation_id, query=f"part={what}", count=names
    )


def _homes(request: PageRequest, told: Told) -> dict[str, Any]:
    """Who gets what, the chains, conflicts between neighbours, and what is left over."""
    clashes = told.clashes
    shown = {*told.movers, *(one for pair in clashes for one in pair)}
    where = {*told.place.values(), *(told.case.lives_in[one] for one in told.movers), *told.left_over} - {-1}
    looked(told, told.read(shown, where), "homes")
    chains = told.chains()
    drawn = list(enumerate(chains[:DRAWN], start=1))
    return {
        "steps": [told.step(number) for number in told.movers],
        "short_chains": [_picture(number, steps) for number, steps in drawn if len(steps) <= SHORT],
        "long_chains": [_picture(number, steps) for number, steps in drawn if len(steps) > SHORT],
        "more_chains": max(0, len(chains) - DRAWN),
        "clashes": [(told.who(one), told.who(other)) for one, other in clashes],
        "asking": told.asking(),
        "left_over": [told.over(number) for number in told.left_over],
    }


def _picture(number: int, steps: list[Step]) -> Chart:
    return pictures.chain(steps, telling.chain(steps), f"chain-{number}")


def _waiting(request: PageRequest, told: Told) -> dict[str, Any]:
    """Who waits, fifty at a time, with the nearest home and what stands in the way."""
    everybody = told.waiting()
    word = request.GET.get("from", "")
    begin = min(int(word), len(everybody)) if word.isdecimal() and len(word) < 9 else 0
    some = everybody[begin : begin + PAGE]
    near = {told.nearest(number) for number in some} - {None}
    looked(told, told.read(some, [one for one in near if one is not None]), "waiting")
    return {
        "waits": [told.waits(number) for number in some],
        "first": begin + 1,
        "last": begin + len(some),
        "earlier": begin - PAGE if begin >= PAGE else None,
        "later": begin + PAGE if begin + PAGE < len(everybody) else None,
    }


def _rules(request: PageRequest, told: Told) -> dict[str, Any]:
    """What would be otherwise with a rule off."""
    rows = telling.rules(told)
    shown = request.GET.get("rule", "")
    chosen = next((row for row in rows if row.key == shown), None)
    who = [*chosen.effect.added, *chosen.effect.removed] if chosen is not None else []
    looked(told, told.read(who, []), "rules")
    return {
        "rules": rows,
        "chosen": chosen,
        "added": [told.who(number) for number in telling.in_order(told, chosen.effect.added)] if chosen else [],
        "removed": [told.who(number) for number in telling.in_order(told, chosen.effect.removed)] if chosen else [],
        "classes": telling.classes(told),
    }


def _frozen(request: PageRequest, told: Told) -> dict[str, Any]:
    """What the run rests on."""
    document = told.case.document
    return {
        "left_out": wording.left_out(document["left_out"]),
        "on_rules": [wording.RULES[key] for key in told.case.declared.rules.keys],
        "classes": telling.classes(told),
    }


@page(policies.may_open_allocation)
@require_POST
def replay(request: PageRequest, run_id: int) -> HttpResponse:
    """Reckon the frozen run again and compare."""
    found = queries.one(request.actor, run_id)
    try:
        if actions.replay(request.actor, found):
            messages.success(request, _("Reckoned again: the same answer, to the last letter."))
        else:
            messages.error(request, _("Reckoned again: not the same answer. Tell whoever runs BoSo."))
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    return redirect("allocation:run", found.pk)


@page(policies.may_open_allocation)
@require_GET
def paper(request: PageRequest, run_id: int) -> HttpResponse:
    """The proposal on paper, for the meeting."""
    found = queries.one(request.actor, run_id)
    told = _told(request.actor, found)
    if told is None:
        return redirect("allocation:run", found.pk)
    context = {
        "run": found,
        "organisation": found.organisation,
        "sentence": wording.sentence(found),
        "bound": wording.moves(found.moves),
        **_homes(request, told),
    }
    made = pdf.paper("allocation/paper.html", context)
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("allocation:run", found.pk)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="forslag-{found.pk}.pdf"'
    return response
