"""Learning at a glance: the three loops, what comes next, and the knowledge plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.learning import actions, forms, pictures, policies, queries, showing, states
from boso.programme.learning.views_base import ask, frame, sent, shown

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """The loops, the next gathering, what the library and the networks hold."""
    actor, programme, today = request.actor, shown(request), timezone.localdate()
    counts = showing.loop_counts(queries.ledger(actor, programme=programme))
    arenas = list(queries.arenas(actor, programme))
    networks = list(queries.named_networks(actor, programme))
    experiences = list(queries.experiences(actor, programme))
    signals = queries.signal_states(actor, programme)
    context = frame(programme) | {
        "chart": pictures.loops(counts),
        "counts": counts,
        "silent": [count for count in counts if count.is_silent],
        "next": showing.coming(arenas, today)[:3],
        "held": sum(arena.state == "held" for arena in arenas),
        "networks": networks,
        "experiences": experiences,
        "taken": sum(getattr(experience, "taken", 0) for experience in experiences),
        "signals": signals,
        "unanswered": sum(state in ("seen", "sent") for state in signals),
        "invitations": queries.open_invitations(actor),
    }
    return render(request, "learning/overview.html", context)


@page(members)
def knowledge(request: PageRequest) -> HttpResponse:
    """The knowledge plans, newest first, by kind of measure; and the four kinds of knowledge."""
    actor, programme = request.actor, shown(request)
    plans = [showing.plan(plan) for plan in queries.knowledge_plans(actor, programme)]
    may = policies.may_plan(actor)
    for plan in plans:
        for row in plan.rows:
            row.steps = available(actor, row.measure, states.MEASURE) if may else []
    context = frame(programme) | {
        "plans": plans,
        "kinds": showing.kinds_of_knowledge(plans),
        "may_plan": may,
        "facts": queries.facts(actor, "learning"),
    }
    return render(request, "learning/knowledge.html", context)


@page(members)
def new_plan(request: PageRequest) -> HttpResponse:
    """Make the knowledge plan of a year."""
    require(policies.may_plan(request.actor))
    form = forms.PlanForm(sent(request), initial={"year": timezone.localdate().year})
    back = reverse("learning:knowledge")
    programme = shown(request)

    def run() -> str:
        given = dict(form.cleaned_data)
        actions.make_plan(request.actor, given.pop("year"), given, programme)
        return back

    return ask(request, form, run, title=_("New knowledge plan"), back=back, done=_("The plan is made."))


@page(members)
def new_measure(request: PageRequest, pk: int) -> HttpResponse:
    """Put a learning measure into a plan."""
    plan = queries.knowledge_plan(request.actor, pk)
    require(policies.may_plan(request.actor))
    form = forms.MeasureForm(sent(request))
    back = reverse("learning:knowledge")

    def run() -> str:
        actions.add_measure(request.actor, plan, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("New learning measure"), under=str(plan), back=back,
               done=_("It stands in the plan."))  # fmt: skip


@page(members)
def edit_measure(request: PageRequest, pk: int) -> HttpResponse:
    """Change a learning measure."""
    measure = queries.measure(request.actor, pk)
    require(policies.may_change_measure(request.actor, measure))
    initial = {name: getattr(measure, name) for name in forms.MeasureForm.base_fields}
    form = forms.MeasureForm(sent(request), initial=initial)
    back = reverse("learning:knowledge")

    def run() -> str:
        actions.edit_measure(request.actor, measure, form.cleaned_data)
        return back

    return ask(request, form, run, title=measure.title, back=back, done=_("It is changed."))
