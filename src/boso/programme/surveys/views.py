"""Surveys: the list, what each is, the bank of questions, and the evaluation of an arena."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from boso.core.values.folding import closeness
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.web.lists import chips
from boso.foundation.web.pages import get_or_post, page
from boso.programme.learning import queries as learning
from boso.programme.surveys import actions, forms, policies, queries, showing
from boso.programme.surveys.models import WaveState
from boso.programme.surveys.views_base import ask, frame, sent

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: As many questions of the bank are shown at a time; more are found by their words.
MOST = 40


@page(policies.may_open)
@require_GET
def surveys(request: PageRequest) -> HttpResponse:
    """All surveys of a programme, newest first."""
    actor = request.actor
    programme = learning.programme_of(actor, request.GET.get("programme", ""))
    entries = showing.entries(queries.surveys(actor, programme))
    context = frame(programme) | {
        "entries": entries,
        "open": sum(1 for each in entries if each.wave.state == WaveState.OPEN),
        "may_make": policies.may_make_somewhere(actor),
        "tab": "surveys",
    }
    return render(request, "surveys/surveys.html", context)


@page(policies.may_make_somewhere)
@get_or_post
def new_survey(request: PageRequest) -> HttpResponse:
    """Make a survey."""
    actor = request.actor
    programme = learning.programme_of(actor, request.GET.get("programme", ""))
    start = {"owner": queries.owners(actor).first(), "anonymity": "anonymous"}
    form = forms.SurveyForm(actor, sent(request), programme=programme, initial=start)

    def run() -> str:
        made = actions.make_survey(actor, form.cleaned_data, programme)
        return reverse("surveys:survey", args=[made.pk])

    return ask(request, form, run, title=_("New survey"), back=reverse("surveys:list"), submit=_("Make it"),
               done=_("The survey is made. Choose a form and say whom you ask."), **frame(programme))  # fmt: skip


@page(policies.may_open)
@require_GET
def survey(request: PageRequest, pk: int) -> HttpResponse:
    """A survey is looked at by its newest wave."""
    found = queries.survey(request.actor, pk)
    newest = next(iter(queries.waves(request.actor, found)), None)
    if newest is None:
        raise Refused(NOT_HERE)
    return redirect("surveys:wave", newest.pk)


@page(policies.may_open)
@get_or_post
def edit_survey(request: PageRequest, pk: int) -> HttpResponse:
    """Change its words, and how far answers can be followed back."""
    actor = request.actor
    found = queries.survey(actor, pk)
    require(policies.may_manage(actor, found))
    initial = forms.initial_of(found, forms.SurveyForm)
    form = forms.SurveyForm(actor, sent(request), programme=found.programme, survey=found, initial=initial)
    back = reverse("surveys:survey", args=[pk])

    def run() -> str:
        actions.change_survey(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("Change the survey"), back=back, done=_("It is changed."), survey=found)


@page(policies.may_open)
@require_POST
def remove_survey(request: PageRequest, pk: int) -> HttpResponse:
    """Throw away a survey in which nobody has been asked."""
    actions.remove_survey(request.actor, queries.survey(request.actor, pk))
    messages.success(request, _("The survey is thrown away."))
    return redirect("surveys:list")


@page(policies.may_open)
@require_GET
def bank(request: PageRequest) -> HttpResponse:
    """Every question that has been asked, with the waves that asked it in the same words."""
    form = forms.BankForm(request.GET or None)
    text = request.GET.get("q", "").strip()
    known = showing.bank(queries.bank(request.actor))
    if text:
        known = [each for each in known if closeness(text, each.words, each.choices)]
    context = {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "known": known[:MOST],
        "more": max(0, len(known) - MOST),
        "may_take": queries.own_forms(request.actor).exists(),
        "tab": "bank",
    }
    return render(request, "surveys/bank.html", context)


@page(policies.may_open)
@get_or_post
def take(request: PageRequest, pk: int) -> HttpResponse:
    """Put a question of the bank into one of the own forms."""
    actor = request.actor
    item = queries.item(actor, pk)
    form = forms.TakeForm(queries.own_forms(actor), sent(request))

    def run() -> str:
        actions.take_question(actor, item, form.cleaned_data["form"])
        return reverse("questionnaires:edit", args=[form.cleaned_data["form"].pk])

    return ask(request, form, run, title=_("Use the question again"), under=showing.said(item.titles),
               back=reverse("surveys:bank"), submit=_("Put it in"),
               done=_("The question stands last in the draft, word for word."))  # fmt: skip


@page(policies.may_make_somewhere)
@require_POST
def evaluate_arena(request: PageRequest, pk: int) -> HttpResponse:
    """Make the survey that evaluates an arena, or go to the one that stands."""
    arena = learning.arena(request.actor, pk)
    try:
        made = actions.evaluate_arena(request.actor, arena)
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
        return HttpResponseRedirect(reverse("learning:arena", args=[pk]))
    return redirect("surveys:survey", made.pk)
