"""Acts on the plans: what is new, what is changed, and each step, every one at its own address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.states import Workflow
from boso.programme.partnership.forms import given_to
from boso.programme.partnership.models import Participation
from boso.programme.plans import actions, actions_more, forms, forms_acts, policies, queries, queries_pages, states

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def activity_address(row: Any) -> str:
    """Where a measure is read."""
    return reverse("plans:activity", args=[row.pk])


def _tab(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"plans:{name}", args=[row.participation.slug])


@dataclass(frozen=True, slots=True)
class Kind:
    """What a person writes: its form, how it is found, written and changed, and where it is read afterwards."""

    title: Words
    form: Any
    fields: tuple[str, ...]
    find: Callable[..., Any]
    write: Callable[..., Any]
    change: Callable[..., Any]
    address: Callable[[Any], str]


KINDS = {
    "activity": Kind(
        gettext_lazy("New measure"), forms.ActivityForm, actions.ACTIVITY_FIELDS, queries.activity,
        actions.write_activity, actions.change_activity, activity_address,
    ),
    "homes": Kind(
        gettext_lazy("New dwelling project"), forms.HomesForm, actions_more.HOMES_FIELDS, queries.homes,
        actions_more.write_homes, actions_more.change_homes, lambda row: reverse("plans:homes", args=[row.pk]),
    ),
    "funding": Kind(
        gettext_lazy("New entry in the funding register"), forms.FundingForm, actions_more.FUNDING_FIELDS,
        queries.money, actions_more.write_funding, actions_more.change_funding, _tab("participant-funding"),
    ),
    "challenge": Kind(
        gettext_lazy("New challenge"), forms.ChallengeForm, actions.CHALLENGE_FIELDS, queries.challenge,
        actions.write_challenge, actions.change_challenge, lambda row: reverse("plans:challenge", args=[row.pk]),
    ),
    "analysis": Kind(
        gettext_lazy("The pre-analysis"), forms.AnalysisForm, actions.ANALYSIS_FIELDS, queries.analysis,
        actions.write_analysis, actions.change_analysis, _tab("participant"),
    ),
    "plan": Kind(
        gettext_lazy("New programme plan"), forms.PlanForm, actions.PLAN_FIELDS, queries.plan,
        actions.write_plan, actions.change_plan, _tab("participant"),
    ),
    "risk": Kind(
        gettext_lazy("New risk"), forms.RiskForm, actions_more.RISK_FIELDS, queries.risk,
        actions_more.write_risk, actions_more.change_risk, _tab("steering"),
    ),
    "decision": Kind(
        gettext_lazy("New decision"), forms.DecisionForm, actions_more.DECISION_FIELDS, queries.decision,
        actions_more.write_decision, actions_more.change_decision, _tab("steering"),
    ),
}  # fmt: skip


@page(members)
def new(request: PageRequest, slug: str, kind: str) -> HttpResponse:
    """Write down something new: a measure, homes, money, a challenge, a risk, a decision, a plan, the pre-analysis."""
    known = _known(KINDS, kind)
    participation = queries_pages.participant(request.actor, slug)
    require(policies.may_write(request.actor, participation))
    lists = queries_pages.lists(request.actor, participation, timezone.localdate(), known.form.offers)
    wish = request.GET.get("activity", "")
    initial = {"activity": wish, "on": timezone.localdate()} | ({"plan": lists.plans[0]} if lists.plans else {})
    form = known.form(given_to(request), lists=lists, initial=initial)
    row = None
    if form.sure:
        row = tried(form, lambda: known.write(request.actor, participation, form.fields_given()))
    if row is None:
        back = reverse("plans:participant", args=[slug])
        return _ask(request, form, known.title, back, participation)
    return _done(request, _("It is written down."), known.address(row))


@page(members)
def change(request: PageRequest, kind: str, row_id: int) -> HttpResponse:
    """Change what a member has written."""
    known = _known(KINDS, kind)
    row = known.find(request.actor, row_id)
    require(policies.may_change(request.actor, row))
    participation: Participation = row.participation
    lists = queries_pages.lists(request.actor, participation, timezone.localdate(), known.form.offers)
    initial = {name: getattr(row, name) for name in known.fields}
    form = known.form(given_to(request), lists=lists, initial=initial)
    back = known.address(row)
    if not (form.sure and done(form, lambda: known.change(request.actor, row, form.fields_given()))):
        return _ask(request, form, str(row), back, participation)
    return _done(request, _("It is changed."), back)


@dataclass(frozen=True, slots=True)
class Moves:
    """What can be moved on: its states, how it is found and stepped, and where it is read afterwards."""

    workflow: Workflow
    find: Callable[..., Any]
    step: Callable[..., Any]
    address: Callable[[Any], str]
    money: tuple[str, ...] = ()
    dated: bool = True


def _step_risk(actor: Any, row: Any, name: str, given: dict[str, Any]) -> None:
    actions_more.move_risk(actor, row, name, reason=given.get("reason", ""))


def _step_funding(actor: Any, row: Any, name: str, given: dict[str, Any]) -> None:
    if name == "refuse":
        actions_more.refuse(actor, row, given["on"], reason=given["reason"])
        return
    steps = {"apply": actions_more.apply_for, "grant": actions_more.grant, "set_aside": actions_more.set_aside}
    steps[name](actor, row, given["on"], given.get("amount"))


def _step_version(actor: Any, row: Any, name: str, given: dict[str, Any]) -> None:
    if name == "adopt":
        actions.adopt_version(actor, row, given["on"], case_number=given.get("case_number", ""))
    elif name == "send_back":
        actions.send_back_version(actor, row, reason=given["reason"])
    else:
        {"propose": actions.propose_version, "take_back": actions.take_back_version}[name](actor, row)


def _dated(step: Callable[..., Any]) -> Callable[..., None]:
    def run(actor: Any, row: Any, name: str, given: dict[str, Any]) -> None:
        step(actor, row, name, given["on"], reason=given.get("reason", ""))

    return run


MOVES = {
    "activity": Moves(states.ACTIVITY, queries.activity, _dated(actions.move_activity), activity_address),
    "homes": Moves(states.HOMES, queries.homes, _dated(actions_more.move_homes), KINDS["homes"].address),
    "funding": Moves(
        states.FUNDING, queries.money, _step_funding, _tab("participant-funding"), ("apply", "grant", "set_aside")
    ),
    "analysis": Moves(states.ANALYSIS, queries.analysis, _dated(actions.move_analysis), _tab("participant")),
    "version": Moves(
        states.VERSION, queries.version, _step_version, lambda row: reverse("plans:version", args=[row.pk])
    ),
    "risk": Moves(states.RISK, queries.risk, _step_risk, _tab("steering"), dated=False),
}


@page(members)
def move(request: PageRequest, kind: str, row_id: int, name: str) -> HttpResponse:
    """Take something one step on. The page asks for the day, and for what else belongs to the step."""
    known = _known(MOVES, kind)
    row = known.find(request.actor, row_id)
    transition = next((one for one in known.workflow.transitions if one.name == name), None)
    if transition is None:
        raise Http404
    require(transition.may(request.actor, row))
    back = known.address(row)
    plain = kind == "version" and name in ("propose", "take_back", "send_back")
    form_of = forms_acts.AdoptForm if (kind, name) == ("version", "adopt") else forms_acts.StepForm
    form = form_of(
        given_to(request), today=timezone.localdate(), reasoned=transition.needs_reason, money=name in known.money,
        dated=known.dated and not plain,
    )  # fmt: skip
    if form.is_valid() and done(form, lambda: known.step(request.actor, row, name, form.cleaned_data)):
        return _done(request, _("It now stands as «%(state)s».") % {"state": known.workflow.states[row.state]}, back)
    participation = row.plan.participation if kind == "version" else row.participation
    title = str(row) if kind not in ("version", "analysis") else KINDS["analysis"].title
    title = row.plan.title if kind == "version" else title
    return _ask(request, form, title, back, participation, submit=transition.label)


@page(members)
def reschedule(request: PageRequest, activity_id: int) -> HttpResponse:
    """Move the period of a measure, and say why."""
    row = queries.activity(request.actor, activity_id)
    require(policies.may_move(request.actor, row))
    form = forms_acts.RescheduleForm(given_to(request), initial={"starts": row.starts, "ends": row.ends})

    def run() -> Any:
        given = form.cleaned_data
        return actions.reschedule(request.actor, row, given["starts"], given["ends"], reason=given["reason"])

    return _about(request, row, form, run, gettext_lazy("Move the period"), _("The period is moved."))


@page(members)
def add_result(request: PageRequest, activity_id: int) -> HttpResponse:
    """Write down what came of a measure."""
    row = queries.activity(request.actor, activity_id)
    require(policies.may_move(request.actor, row))
    form = forms_acts.ResultForm(given_to(request), initial={"on": timezone.localdate()})
    title = gettext_lazy("What came of it")
    return _about(
        request, row, form, lambda: actions.add_result(request.actor, row, form.cleaned_data), title,
        _("The result is written down."),
    )  # fmt: skip


@page(members)
def add_link(request: PageRequest, activity_id: int) -> HttpResponse:
    """Say which challenge a measure answers."""
    row = queries.activity(request.actor, activity_id)
    require(policies.may_write(request.actor, row.participation))
    offered = queries.challenges(request.actor, row.participation).filter(retired_on__isnull=True)
    form = forms_acts.LinkForm(given_to(request), offered)
    title = gettext_lazy("Which challenge does it answer?")

    def run() -> Any:
        return actions.link(request.actor, row, form.cleaned_data["challenge"], form.cleaned_data["why"])

    return _about(request, row, form, run, title, _("Measure and challenge are joined."))


@page(members)
def add_need(request: PageRequest, activity_id: int) -> HttpResponse:
    """Say what a measure waits for."""
    row = queries.activity(request.actor, activity_id)
    require(policies.may_write(request.actor, row.participation))
    offered = queries.activities(request.actor, row.participation).exclude(pk=row.pk)
    form = forms_acts.NeedsForm(given_to(request), offered)

    def run() -> Any:
        return actions.let_wait(request.actor, row, form.cleaned_data["needs"], form.cleaned_data["why"])

    return _about(request, row, form, run, gettext_lazy("What does it wait for?"), _("It now waits for the other."))


@page(members)
@require_POST
def remove_link(request: PageRequest, trace_id: int) -> HttpResponse:
    """Say that a measure does not answer a challenge after all."""
    row = queries_pages.trace(request.actor, trace_id)
    back = activity_address(row.activity)
    return _press(request, lambda: actions.unlink(request.actor, row), _("They are parted."), back)


@page(members)
@require_POST
def remove_need(request: PageRequest, dependency_id: int) -> HttpResponse:
    """Say that a measure does not wait after all."""
    row = queries_pages.dependency(request.actor, dependency_id)
    back = activity_address(row.activity)
    return _press(request, lambda: actions.let_go(request.actor, row), _("It no longer waits."), back)


@page(members)
def retire(request: PageRequest, challenge_id: int) -> HttpResponse:
    """Say that it is no longer a challenge."""
    row: Any = queries.challenge(request.actor, challenge_id)
    require(policies.may_change(request.actor, row))
    today = timezone.localdate()
    form = forms_acts.StepForm(given_to(request), today=today, reasoned=True, money=False)
    back = reverse("plans:challenge", args=[row.pk])

    def run() -> None:
        given = form.cleaned_data
        actions.retire_challenge(request.actor, row, given["on"], reason=given["reason"])

    if form.is_valid() and done(form, run):
        return _done(request, _("It is no longer a challenge."), back)
    return _ask(request, form, row.title, back, row.participation, submit=gettext_lazy("No longer a challenge"))


@page(members)
def release(request: PageRequest, funding_id: int) -> HttpResponse:
    """Write down how much is paid out."""
    row = queries.money(request.actor, funding_id)
    require(policies.may_move_funding(request.actor, row))
    form = forms_acts.ReleaseForm(given_to(request), initial={"amount": row.released})
    back = reverse("plans:participant-funding", args=[row.participation.slug])
    if form.is_valid() and done(form, lambda: actions_more.release(request.actor, row, form.cleaned_data["amount"])):
        return _done(request, _("It is written down."), back)
    return _ask(request, form, row.title, back, row.participation)


@page(members)
def new_version(request: PageRequest, plan_id: int) -> HttpResponse:
    """Begin the next version of a plan."""
    plan = queries.plan(request.actor, plan_id)
    require(policies.may_write(request.actor, plan.participation))
    form = forms_acts.VersionForm(given_to(request))
    row = None
    if form.is_valid():
        row = tried(form, lambda: actions.write_version(request.actor, plan, form.cleaned_data["words"]))
    if row is None:
        back = reverse("plans:participant", args=[plan.participation.slug])
        return _ask(request, form, gettext_lazy("New version of the plan"), back, plan.participation)
    return _done(request, _("The version is begun."), reverse("plans:version", args=[row.pk]))


@page(members)
def edit_version(request: PageRequest, version_id: int) -> HttpResponse:
    """Say what a version holds, as long as it is a draft."""
    row = queries.version(request.actor, version_id)
    require(policies.may_write_version(request.actor, row))
    form = forms_acts.VersionForm(given_to(request), initial={"words": row.nb})
    back = reverse("plans:version", args=[row.pk])
    if form.is_valid() and done(form, lambda: actions.change_version(request.actor, row, form.cleaned_data["words"])):
        return _done(request, _("It is changed."), back)
    return _ask(request, form, row.plan.title, back, row.plan.participation)


def _known(kinds: dict[str, Any], kind: str) -> Any:
    if kind not in kinds:
        raise Http404
    return kinds[kind]


def _about(
    request: PageRequest, row: Any, form: Form, run: Callable[[], Any], title: Words, said: str
) -> HttpResponse:  # fmt: skip
    """A form about one measure: shown, or carried out."""
    back = activity_address(row)
    if form.is_valid() and done(form, run):
        return _done(request, said, back)
    return _ask(request, form, title, back, row.participation, under=row.title)


def _ask(
    request: PageRequest, form: Form, title: Words, back: str, participation: Participation, *, submit: Words = "",
    under: Words = "",
) -> HttpResponse:  # fmt: skip
    """Show the form. What was typed stands, and what is odd is asked about."""
    context = {
        "form": form, "title": title, "back": back, "submit": submit, "under": under or participation.organisation.name,
        "participation": participation, "organisation": participation.organisation,
    }  # fmt: skip
    return render(request, "plans/form.html", context, status=422 if request.method == "POST" else 200)


def _press(request: PageRequest, run: Callable[[], None], said: str, back: str) -> HttpResponse:
    """Carry out what is a button, and say how it went."""
    try:
        run()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
        return HttpResponseRedirect(back)
    return _done(request, said, back)


def _done(request: PageRequest, words: str, back: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(back)
