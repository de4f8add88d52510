"""The pages of anchoring: everybody in one table, and each participant under six tabs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from boso.core.values.folding import closeness
from boso.foundation.web.lists import chips
from boso.foundation.web.pages import members, page
from boso.programme.anchoring import elections, forms, matrices, policies, queries, queries_hearing
from boso.programme.anchoring.models import Place, PlanDocument, ScopeEntry
from boso.programme.anchoring.models_anchoring import PLANS
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def head(request: PageRequest, slug: str, tab: str) -> dict[str, Any]:
    """What every tab shows above itself."""
    participation = partnership.participation(request.actor, slug)
    return {
        "participation": participation,
        "organisation": participation.organisation,
        f"tab_{tab}": True,
        "inside": policies.may_see_inside(request.actor, participation),
        "may_edit": policies.may_edit(request.actor, participation),
        "today": timezone.localdate(),
    }


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """Where the programme stands in everybody's plans, and how much of the scope is decided."""
    actor = request.actor
    everybody = list(partnership.concerning(actor))
    mentions = [one for one in queries.mentions(actor) if one.activity_id is None]
    counts = queries.scope_counts(actor)
    rows = matrices.overview(everybody, mentions, counts)
    own = {seat.municipality_id for seat in actor.seats}
    known = [row for row in rows if row.decided or row.undecided or any(found for _document, found in row.documents)]
    silent = [row.participation for row in rows if row not in known]
    together = matrices.in_order(one for one in mentions if one.participation_id is None)
    entries = list(queries.scope(actor).filter(participation__isnull=True))
    involved = matrices.involvement(queries.involvements(actor).filter(participation__isnull=True))
    context = {
        "rows": sorted(known, key=lambda row: row.participation.organisation_id not in own),
        "silent": silent,
        "mine": [one for one in everybody if one.organisation_id in own],
        "documents": list(PlanDocument),
        "together": together,
        "entries": entries,
        "involved": involved,
        "weak": matrices.weak(involved),
        "strong": [row.group for row in involved if any(c.holds and c.holds.degree == "strong" for c in row.cells)],
        "remarks": queries.remarks(actor),
    }
    return render(request, "anchoring/overview.html", context)


def _narrowed(entries: list[ScopeEntry], wish: dict[str, str]) -> list[ScopeEntry]:
    kept = [one for one in entries if wish.get("kind", "") in ("", one.kind)]
    kept = [one for one in kept if wish.get("place", "") in ("", one.place)]
    return [one for one in kept if not wish.get("q") or closeness(wish["q"], one.name, one.words)]


@page(members)
def scope(request: PageRequest, slug: str) -> HttpResponse:
    """What is in the programme, what is in the line, and what nobody has decided."""
    context = head(request, slug, "scope")
    entries = list(queries.scope(request.actor, context["participation"]))
    own = [one for one in entries if one.participation_id is not None]
    form = forms.ScopeFilter(request.GET)
    form.is_valid()
    wish = {name: str(value) for name, value in form.cleaned_data.items()}
    found = _narrowed(own, wish)
    counts = Counter(one.place for one in own)
    entered = {one.activity_id for one in own}
    context |= {
        "form": form,
        "chips": chips(request, form),
        "entries": own,
        "columns": [
            (place, [one for one in found if one.place == place]) for place in Place if wish.get("place") in ("", place)
        ],
        "found": found,
        "missing": [
            one for one in queries.activities(request.actor, context["participation"]) if one.pk not in entered
        ],
        "counts": {place.value: counts[place.value] for place in Place},
        "unnamed": [one for one in entries if one.participation_id is None],
    }
    return render(request, "anchoring/scope.html", context)


@page(members)
def tasks(request: PageRequest, slug: str) -> HttpResponse:
    """Which unit decides, does and is asked, task by task; gaps and double entries."""
    context = head(request, slug, "tasks")
    context["map"] = queries.task_map(request.actor, context["participation"], context["today"])
    return render(request, "anchoring/tasks.html", context)


@page(members)
def plans(request: PageRequest, slug: str) -> HttpResponse:
    """Plan documents and system of management against each activity, and anchoring after elections."""
    context = head(request, slug, "plans")
    participation: Participation = context["participation"]
    activities = list(queries.activities(request.actor, participation))
    mentions = list(queries.mentions(request.actor, participation))
    rows = matrices.documents([one for one in mentions if one.participation_id is not None], activities)
    done = list(queries.reanchorings(request.actor, participation))
    election = elections.latest(context["today"])
    context |= {
        "rows": [row for row in rows if row.activity is None or any(row.cells.values())],
        "nowhere": [row.activity for row in rows if row.activity is not None and not any(row.cells.values())],
        "documents": list(PlanDocument),
        "plan_count": len(PLANS),
        "together": matrices.in_order(one for one in mentions if one.participation_id is None),
        "reanchorings": done,
        "election": election,
        "election_due": elections.due(election),
        "anchored": any(one.election_on == election for one in done),
    }
    return render(request, "anchoring/plans.html", context)


@page(members)
def involvement(request: PageRequest, slug: str) -> HttpResponse:
    """Groups by phase, each with its evidence."""
    context = head(request, slug, "involvement")
    rows = matrices.involvement(queries.involvements(request.actor, context["participation"]))
    context |= {
        "rows": rows,
        "weak": matrices.weak(rows),
        "known": [(row, cell) for row in rows for cell in row.cells if cell.entries],
    }
    return render(request, "anchoring/involvement.html", context)


@page(members)
def hand_overs(request: PageRequest, slug: str) -> HttpResponse:
    """Who owns each activity afterwards."""
    context = head(request, slug, "hand_overs")
    found = list(queries.hand_overs(request.actor, context["participation"])) if context["inside"] else []
    agreed = {one.activity_id for one in found}
    activities = queries.activities(request.actor, context["participation"]) if context["inside"] else []
    context |= {
        "hand_overs": found,
        "open": [one for one in activities if queries.lacks_hand_over(one, agreed)],
        "no_budget": sum(not one.budget for one in found),
    }
    return render(request, "anchoring/hand_overs.html", context)


@page(members)
def hearings(request: PageRequest, slug: str) -> HttpResponse:
    """The participant's hearings."""
    context = head(request, slug, "hearings")
    context["hearings"] = list(queries_hearing.hearings(request.actor, context["participation"]))
    return render(request, "anchoring/hearings.html", context)
