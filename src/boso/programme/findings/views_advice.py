"""Challenges and recommendations: in a list, one with all its answers, and the next step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import Denied, require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.findings import actions, forms, policies, queries, queries_pages, showing, states
from boso.programme.findings.models import Recommendation, RecommendationState
from boso.programme.findings.views_base import ask, by_people, frame, number, sent, shown
from boso.programme.learning import queries as learning
from boso.programme.learning.forms import Asked
from boso.programme.partnership.models import Participation
from boso.programme.plans import queries as plans

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

_ANSWERED = (RecommendationState.ACCEPTED, RecommendationState.PARTLY)


@page(members)
def advice_list(request: PageRequest) -> HttpResponse:
    """What is hard, what is advised because of it, and what was answered."""
    actor, programme = request.actor, shown(request)
    hard = queries_pages.hard(actor, programme)
    seen: dict[int, Recommendation] = {}
    for one in hard:
        seen |= {each.pk: each for each in one.seen_advice}  # type: ignore[attr-defined]
    loose = [one for one in queries_pages.advised(actor, programme) if one.pk not in seen]
    everything = [*seen.values(), *loose]
    state = request.GET.get("state", "")
    wish = state if state in RecommendationState.values else ""
    context = frame(programme) | {
        "tab_advice": True,
        "hard": hard,
        "advice": sorted((one for one in everything if wish in ("", one.state)), key=lambda one: (one.number, one.pk)),
        "progress": showing.progress(one.state for one in everything),
        "form": forms.AdviceFilter({"state": wish}),
        "colours": showing.COLOURS,
        "may_write": policies.may_write(actor, None),
    }
    return render(request, "findings/advice_list.html", context)


@page(members)
def advice(request: PageRequest, pk: int) -> HttpResponse:
    """One recommendation: because of what, and everything that was answered, decided and told."""
    actor = request.actor
    found = queries.recommendation(actor, pk)
    steps = [one for one in available(actor, found, states.RECOMMENDATION) if one.name in ("reopen", "ask_again")]
    context = frame(found.programme) | {
        "advice": found,
        "answers": found.answers.all(),
        "decisions": found.decisions.all(),
        "outcomes": found.outcomes.all(),
        "parts": list(queries.all_advice(actor).filter(part_of=found)),
        "colours": showing.COLOURS,
        "next": _next(found) if _may_go_on(request, found) else "",
        "steps": steps,
        "may_edit": policies.may_change(actor, found) and found.state == RecommendationState.WAITING,
        "entries": by_people(actor, found),
    }
    return render(request, "findings/advice.html", context)


def _next(found: Recommendation) -> Any:
    """What the button to the next step says; empty where there is none."""
    if found.state == RecommendationState.WAITING:
        return _("Answer")
    if found.state in _ANSWERED:
        return _("Write down the decision")
    return _("Say what has happened") if found.state == RecommendationState.DECIDED else ""


def _may_go_on(request: PageRequest, found: Recommendation) -> bool:
    may = policies.may_tell if found.state == RecommendationState.DECIDED else policies.may_answer
    return bool(may(request.actor, found))


@page(members)
def next_step(request: PageRequest, pk: int) -> HttpResponse:
    """The form of the next step: the answer, the decision, or what has happened."""
    actor, today = request.actor, timezone.localdate()
    found = queries.recommendation(actor, pk)
    if not _next(found):
        require(Denied(_("There is no next step. Take it up again first.")))
    require((policies.may_tell if found.state == RecommendationState.DECIDED else policies.may_answer)(actor, found))
    form: Asked
    act: Any
    if found.state == RecommendationState.WAITING:
        form, act = forms.AnswerForm(sent(request), initial={"on": today}), actions.answer
    elif found.state in _ANSWERED:
        form, act = forms.DecisionForm(sent(request), initial={"on": today}), actions.decide
        own = found.participation
        form.offer(activity=plans.activities(actor, own), lesson=learning.ledger(actor, own, found.programme))
        form.fields["activity"].label = _("The measure it became")
        form.fields["lesson"].label = _("The lesson it goes with")
        form.fields["decided_by"].help_text = _("An office or a body, not a name.")
    else:
        form, act = forms.OutcomeForm(sent(request), initial={"on": today}), actions.tell
        form.fields["ask_again_on"].help_text = _("Needed as long as it is not done.")
    back = reverse("findings:advice", args=[pk])

    def run() -> str:
        act(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, programme=found.programme, title=_next(found), under=found.title, back=back,
               done=_("It is written down."))  # fmt: skip


def _from(request: PageRequest, name: str) -> tuple[str, Participation | None, int | None]:
    """The programme and the scope of the thing the address names (a finding or a challenge), and its number."""
    key = request.GET.get(name, "")
    if not key:
        return shown(request), None, None
    find = queries.finding if name == "finding" else queries.challenge
    thing = find(request.actor, number(key))
    return thing.programme, thing.participation, thing.pk


@page(members)
def new_challenge(request: PageRequest) -> HttpResponse:
    """Name what is hard, perhaps from a finding."""
    actor = request.actor
    programme, where, first = _from(request, "finding")
    require(policies.may_write(actor, where))
    form = _challenge_form(request, programme, where, {"findings": [first] if first else []})
    back = reverse("findings:finding", args=[first]) if first else reverse("findings:advice-list")

    def run() -> str:
        actions.name_challenge(actor, where, form.cleaned_data, programme)
        return back

    return ask(request, form, run, programme=programme, title=_("New challenge"), back=back,
               done=_("The challenge is named."))  # fmt: skip


@page(members)
def edit_challenge(request: PageRequest, pk: int) -> HttpResponse:
    """Change a challenge, and tie further findings and challenges in plans to it."""
    actor = request.actor
    found = queries.challenge(actor, pk)
    require(policies.may_write(actor, found.participation))
    initial = {
        "title_nb": found.title_nb, "nb": found.nb, "findings": [one.pk for one in found.findings.all()],
        "in_plan": [one.pk for one in found.in_plan.all()],
    }  # fmt: skip
    form = _challenge_form(request, found.programme, found.participation, initial)
    if found.fact_id is not None:
        for name in ("title_nb", "nb"):
            del form.fields[name]
    back = f"{reverse('findings:advice-list')}#challenge-{pk}"

    def run() -> str:
        actions.edit_challenge(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, programme=found.programme, title=_("Change the challenge"), under=found.title,
               back=back, done=_("It is written down."))  # fmt: skip


def _challenge_form(
    request: PageRequest, programme: str, where: Participation | None, initial: dict[str, Any]
) -> Asked:
    actor = request.actor
    form = forms.ChallengeForm(sent(request), initial=initial)
    about = queries.findings(actor, programme).filter(participation=where)
    form.offer(findings=about.select_related(None), in_plan=plans.challenges(actor, where))
    form.fields["findings"].label = _("Findings that show it")
    form.fields["in_plan"].label = _("The same challenge in the plans")
    return form


@page(members)
def new_advice(request: PageRequest) -> HttpResponse:
    """Advise somebody to do something, perhaps from a challenge."""
    actor = request.actor
    programme, where, first = _from(request, "challenge")
    require(policies.may_write(actor, where))
    form = _advice_form(request, programme, where, {"challenges": [first] if first else []}, None)

    def run() -> str:
        return reverse("findings:advice", args=[actions.advise(actor, where, form.cleaned_data, programme).pk])

    return ask(request, form, run, programme=programme, title=_("New recommendation"),
               back=reverse("findings:advice-list"), done=_("The recommendation is made."))  # fmt: skip


@page(members)
def edit_advice(request: PageRequest, pk: int) -> HttpResponse:
    """Change a recommendation nobody has answered."""
    actor = request.actor
    found = queries.recommendation(actor, pk)
    require(policies.may_change(actor, found))
    initial = {
        "title_nb": found.title_nb, "nb": found.nb, "to": found.to, "part_of": found.part_of_id,
        "challenges": [one.pk for one in found.challenges.all()],
    }  # fmt: skip
    form = _advice_form(request, found.programme, found.participation, initial, found)
    back = reverse("findings:advice", args=[pk])

    def run() -> str:
        actions.edit_advice(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, programme=found.programme, title=_("Change the recommendation"), under=found.title,
               back=back, done=_("It is written down."))  # fmt: skip


def _advice_form(
    request: PageRequest, programme: str, where: Participation | None, initial: dict[str, Any],
    itself: Recommendation | None,
) -> Asked:  # fmt: skip
    actor = request.actor
    form = forms.AdviceForm(sent(request), initial=initial)
    larger = queries.all_advice(actor).filter(programme=programme, part_of__isnull=True)
    hard = queries.challenges(actor, programme).filter(participation=where)
    form.offer(
        challenges=hard.select_related(None),
        part_of=larger.exclude(pk=itself.pk) if itself is not None else larger,
    )
    form.fields["challenges"].label = _("Because of which challenges")
    form.fields["part_of"].label = _("Carries out a larger recommendation")
    return form
