"""Evaluations: the overview, one of them with its whole design, and what is changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import require
from boso.foundation.history.queries import timeline
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.evaluation import actions, forms, policies, queries, showing, states
from boso.programme.evaluation.models import Evaluation
from boso.programme.evaluation.views_base import ask, frame, sent

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.web.pages import PageRequest


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """The evaluations of a programme, their reports and the analysis models."""
    actor = request.actor
    programme = queries.programme_of(actor, request.GET.get("programme", ""))
    context = frame(programme) | {
        "evaluations": list(queries.evaluations(actor, programme)),
        "reports": list(queries.reports(actor, programme=programme)),
        "models": list(queries.models(actor)),
        "colours": showing.COLOURS,
        "may_commission": policies.may_commission(actor),
        "may_model": policies.may_model(actor),
    }
    return render(request, "evaluation/overview.html", context)


@page(members)
def evaluation(request: PageRequest, key: str) -> HttpResponse:
    """One evaluation: its purpose, questions and model; or who was asked; or what its evaluators may read."""
    actor = request.actor
    found = queries.evaluation(actor, key)
    given = request.GET.get("tab", "")
    tab = given if given in ("asked", "access") else "design"
    context = frame(found.programme) | {
        "evaluation": found,
        "tab": tab,
        "design": tab == "design",
        "asked": tab == "asked",
        "access": tab == "access",
        "colour": showing.COLOURS[found.state],
        "may_edit": policies.may_edit(actor, found),
        "may_start": policies.may_start_report(actor, found),
        "steps": available(actor, found, states.EVALUATION),
    }
    context |= {"design": _design, "asked": _asked, "access": _access}[tab](actor, found)
    return render(request, "evaluation/evaluation.html", context)


def _design(actor: Actor, found: Evaluation) -> dict[str, object]:
    questions = list(queries.questions(actor, found))
    return {
        "rows": showing.rows(queries.categories(actor, found.model.key), questions),
        "loose": [one for one in questions if one.category_id is None],
        "questions": questions,
        "municipalities": list(queries.evaluated(actor, found)),
        "waves": list(queries.waves(actor, found)),
        "sources": list(queries.sources(actor, found)),
        "reports": list(queries.reports(actor, found)),
        "may_design": policies.may_design(actor, found),
    }


def _asked(actor: Actor, found: Evaluation) -> dict[str, object]:
    return {
        "sample": list(queries.sample(actor, found)),
        "counts": showing.counts(queries.sample_counts(actor, found)),
        "sees_sample": policies.may_see_sample(actor, found),
        "may_log": policies.may_log_sample(actor, found),
        "entries": [event for event in timeline(actor, found) if event.who != "BoSo"],
    }


def _access(actor: Actor, found: Evaluation) -> dict[str, object]:
    return {
        "accesses": showing.accesses(queries.accesses(actor, found), actor, timezone.localdate()),
        "may_name": policies.may_name_somewhere(actor),
    }


@page(policies.may_commission)
def new_evaluation(request: PageRequest) -> HttpResponse:
    """Ask for an evaluation."""
    actor = request.actor
    programme = queries.programme_of(actor, request.GET.get("programme", ""))
    form = _offer(request, forms.EvaluationForm(sent(request)), programme)

    def run() -> str:
        fields = {**form.cleaned_data, "commissioned_by": queries.own_bank(actor)}
        return _at(actions.commission(actor, fields, programme))

    return ask(request, form, run, title=_("New evaluation"), back=reverse("evaluation:overview"), programme=programme,
               done=_("The evaluation is asked for. Write its questions next."))  # fmt: skip


@page(members)
def edit_evaluation(request: PageRequest, key: str) -> HttpResponse:
    """Change what it is for."""
    actor = request.actor
    found = queries.evaluation(actor, key)
    require(policies.may_edit(actor, found))
    names = ("title_nb", "nb", "users_nb", "evaluator", "model", "begins", "ends")
    initial = {name: getattr(found, name) for name in names} | {"municipalities": list(found.municipalities.all())}
    form = _offer(request, forms.EvaluationForm(sent(request), initial=initial), found.programme)

    def run() -> str:
        return _at(actions.edit_evaluation(actor, found, form.cleaned_data))

    return ask(request, form, run, title=_("Change the evaluation"), back=_at(found), programme=found.programme,
               done=_("It is changed."), under=found.title)  # fmt: skip


@page(members)
def step(request: PageRequest, key: str, name: str) -> HttpResponse:
    """Begin, close or reopen it."""
    actor = request.actor
    found = queries.evaluation(actor, key)
    require(policies.may_close(actor, found))
    transition = showing.transition(states.EVALUATION, name)
    form = forms.ReasonForm(sent(request)) if transition.needs_reason else forms.NothingForm(sent(request))

    def run() -> str:
        actions.move_evaluation(actor, found, name, reason=form.cleaned_data.get("reason", ""))
        return _at(found)

    return ask(request, form, run, title=transition.label, back=_at(found), programme=found.programme,
               submit=transition.label, done=_("It is done."), under=found.title)  # fmt: skip


def _offer(request: PageRequest, form: forms.EvaluationForm, programme: str) -> forms.EvaluationForm:
    actor = request.actor
    return form.offer(
        evaluator=queries.evaluating(actor), municipalities=queries.municipalities(actor, programme),
        model=queries.models(actor),
    )  # fmt: skip


def _at(found: Evaluation) -> str:
    return reverse("evaluation:evaluation", args=[found.key])
