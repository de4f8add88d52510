"""Pages on which something is changed. Each asks the policy before it shows the form, and the action asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import require
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import members, page
from boso.programme.partnership import actions, forms, policies, queries
from boso.programme.partnership.models import Function, Participation, Side

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def _ask(
    request: PageRequest,
    form: BaseForm,
    title: Words,
    back: str,
    *,
    submit: Words = "",
    under: Words = "",
    about: Any = None,
) -> HttpResponse:
    """Show the form; what was typed stands, and what is odd is asked about."""
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "back": back, "submit": submit, "under": under, "about": about}
    return render(request, "partnership/edit.html", context, status=status)


def _done(request: PageRequest, words: str, back: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(back)


def _at(participation: Participation, tab: str) -> str:
    name = "partnership:participant" if tab == "overview" else f"partnership:participant-{tab}"
    return reverse(name, args=[participation.slug])


@page(members)
def change_phase(request: PageRequest, slug: str) -> HttpResponse:
    """Record a new phase with its reason."""
    participation = queries.participation(request.actor, slug)
    require(policies.may_change_phase(request.actor, participation))
    today, back = timezone.localdate(), _at(participation, "phases")
    form = forms.PhaseForm(forms.given_to(request), participation=participation, today=today, initial={"since": today})

    def run() -> object:
        given = form.fields_given()
        phase, reason, since = given["phase"], given["reason"], given["since"]
        return actions.change_phase(request.actor, participation, phase, reason=reason, since=since)

    if not (form.sure and done(form, run)):
        return _ask(request, form, gettext_lazy("New phase"), back, under=participation.organisation.name)
    return _done(request, _("The phase is recorded."), back)


@page(members)
def edit_goal(request: PageRequest, goal_id: int) -> HttpResponse:
    """Edit our words for a goal."""
    goal = queries.goal(request.actor, goal_id)
    require(policies.may_edit_goal(request.actor, goal))
    names = ("label_nb", "label_nn", "label_en", "quote_nn", "quote_en")
    form = forms.GoalForm(forms.given_to(request), initial={name: getattr(goal, name) for name in names})
    back = reverse("partnership:programme")
    if not form.is_valid():
        return _ask(request, form, goal.label, back, about=goal)
    actions.edit_goal(request.actor, goal, form.cleaned_data)
    return _done(request, _("The words are changed."), back)


@page(members)
def open_intake(request: PageRequest) -> HttpResponse:
    """Open a new round of admission."""
    require(policies.may_edit_calendar(request.actor))
    form = forms.IntakeForm(forms.given_to(request), initial={"year": timezone.localdate().year})
    back = reverse("partnership:admissions")
    if not (form.is_valid() and done(form, lambda: actions.open_intake(request.actor, form.cleaned_data["year"]))):
        return _ask(request, form, gettext_lazy("New intake"), back, submit=gettext_lazy("Open the intake"))
    return _done(request, _("The intake is open."), back)


@page(members)
def edit_stage(request: PageRequest, stage_id: int) -> HttpResponse:
    """Set what decides in one stage of an intake."""
    stage = queries.stage(request.actor, stage_id)
    require(policies.may_edit_intake(request.actor, stage.intake))
    initial = {"criteria": stage.criteria, "starts": stage.starts, "ends": stage.ends}
    form = forms.StageForm(forms.given_to(request), initial=initial)
    back = reverse("partnership:admissions")
    if not form.is_valid():
        return _ask(request, form, f"{stage.intake.year}: {stage.get_stage_display()}", back)
    actions.edit_stage(request.actor, stage, form.cleaned_data)
    return _done(request, _("The stage is changed."), back)


@page(members)
def add_bank_role(request: PageRequest) -> HttpResponse:
    """Write down a role on the bank's side."""
    require(policies.may_edit_bank_roles(request.actor))
    return _add_role(request, None, reverse("partnership:roles"))


@page(members)
def add_role(request: PageRequest, slug: str) -> HttpResponse:
    """Write down a role in a municipality."""
    participation = queries.participation(request.actor, slug)
    require(policies.may_edit_organisation(request.actor, participation))
    return _add_role(request, participation, _at(participation, "organisation"))


def _add_role(request: PageRequest, participation: Participation | None, back: str) -> HttpResponse:
    form = forms.RoleForm(forms.given_to(request))
    if not form.is_valid():
        under = participation.organisation.name if participation else Side.BANK.label
        return _ask(request, form, gettext_lazy("New role"), back, under=under)
    actions.add_role(request.actor, participation, form.cleaned_data)
    return _done(request, _("The role is written down."), back)


@page(members)
def end_role(request: PageRequest, role_id: int) -> HttpResponse:
    """Say that a role is no longer held so."""
    holding = queries.role(request.actor, role_id)
    require(policies.may_edit_role(request.actor, holding))
    back = _at(holding.participation, "organisation") if holding.participation else reverse("partnership:roles")
    form = forms.EndForm(forms.given_to(request))
    if not (form.is_valid() and done(form, lambda: actions.end_role(request.actor, holding, form.cleaned_data["on"]))):
        title = f"{holding.get_role_display()}: {holding.holder}"
        return _ask(request, form, title, back, submit=gettext_lazy("End the role"))
    return _done(request, _("The role is ended. It stays in the history."), back)


@page(members)
def add_task(request: PageRequest, slug: str) -> HttpResponse:
    """Put a task on the municipality's map."""
    participation = queries.participation(request.actor, slug)
    require(policies.may_edit_organisation(request.actor, participation))
    form = forms.TaskForm(forms.given_to(request), initial={"function": Function.DOES})
    back = _at(participation, "organisation")
    if not (form.is_valid() and done(form, lambda: actions.set_task(request.actor, participation, form.cleaned_data))):
        return _ask(request, form, gettext_lazy("New task"), back, under=participation.organisation.name)
    return _done(request, _("The task is on the map."), back)


@page(members)
def move_task(request: PageRequest, task_id: int) -> HttpResponse:
    """Say which unit has a task from now on."""
    task = queries.task(request.actor, task_id)
    require(policies.may_edit_organisation(request.actor, task.participation))
    names = ("after_nb", "after_nn", "after_en", "function")
    form = forms.MoveForm(forms.given_to(request), initial={name: getattr(task, name) for name in names})
    back = _at(task.participation, "organisation")

    def run() -> object:
        given = {name: form.cleaned_data[name] for name in names}
        return actions.move_task(request.actor, task, {**given, "changed_on": form.cleaned_data["on"].isoformat()})

    if not (form.is_valid() and done(form, run)):
        return _ask(request, form, task.task, back, under=task.participation.organisation.name)
    return _done(request, _("The task is moved. The map shows before and now."), back)


@page(members)
def log_contact(request: PageRequest, slug: str) -> HttpResponse:
    """Write down a contact and what comes next."""
    participation = queries.participation(request.actor, slug)
    require(policies.may_log_contact(request.actor, participation))
    today, back = timezone.localdate(), _at(participation, "contacts")
    form = forms.ContactForm(forms.given_to(request), today=today, initial={"on": today})
    if not form.sure:
        title = gettext_lazy("New contact")
        return _ask(request, form, title, back, under=participation.organisation.name)
    actions.log_contact(request.actor, participation, form.fields_given())
    return _done(request, _("The contact is written down."), back)


@page(members)
def finish_step(request: PageRequest, entry_id: int) -> HttpResponse:
    """Mark the next step of a contact as done; asked about when opened by a link."""
    entry = queries.contact(request.actor, entry_id)
    require(policies.may_log_contact(request.actor, entry.participation))
    back = _at(entry.participation, "contacts")
    form = Form(forms.given_to(request))
    if not (form.is_valid() and done(form, lambda: actions.finish_step(request.actor, entry, timezone.localdate()))):
        context = {"entry": entry, "back": back, "form": form}
        return render(request, "partnership/finish.html", context, status=422 if form.is_bound else 200)
    return _done(request, _("The step is done."), back)


@page(members)
def draft_agreement(request: PageRequest, slug: str) -> HttpResponse:
    """Draft a partnership agreement."""
    participation = queries.participation(request.actor, slug)
    require(policies.may_draft_agreement(request.actor, participation))
    form = forms.AgreementForm(forms.given_to(request))
    agreement = None
    if form.is_valid():
        agreement = tried(form, lambda: actions.draft_agreement(request.actor, participation, form.cleaned_data))
    if agreement is None:
        back = _at(participation, "overview")
        title = gettext_lazy("Draft a partnership agreement")
        return _ask(request, form, title, back, under=participation.organisation.name)
    return _done(request, _("The agreement is drafted."), reverse("partnership:agreement", args=[agreement.pk]))


@page(members)
@require_POST
def sign_agreement(request: PageRequest, agreement_id: int) -> HttpResponse:
    """Sign for the side one speaks for."""
    agreement = queries.agreement(request.actor, agreement_id)
    side = queries.signing_side(request.actor, agreement) or Side.BANK.value
    actions.sign_agreement(request.actor, agreement, side, timezone.localdate())
    return _done(request, _("You have signed."), reverse("partnership:agreement", args=[agreement.pk]))


@page(members)
def end_agreement(request: PageRequest, agreement_id: int) -> HttpResponse:
    """End an agreement, with a reason."""
    agreement = queries.agreement(request.actor, agreement_id)
    require(policies.may_end_agreement(request.actor, agreement))
    form = forms.ReasonForm(forms.given_to(request))
    back = reverse("partnership:agreement", args=[agreement.pk])

    def run() -> object:
        return actions.end_agreement(request.actor, agreement, reason=form.cleaned_data["reason"])

    if not (form.is_valid() and done(form, run)):
        title, under = gettext_lazy("End the agreement"), agreement.participation.organisation.name
        return _ask(request, form, title, back, under=under, submit=title)
    return _done(request, _("The agreement is ended."), back)


@page(policies.may_see_admissions)
def receive_application(request: PageRequest) -> HttpResponse:
    """Register an application to the programme."""
    actor = request.actor
    form = forms.AdmissionForm(
        forms.given_to(request),
        organisations=queries.may_apply(actor),
        intakes=queries.intakes(actor),
        initial={"received_on": timezone.localdate()},
    )
    back = reverse("partnership:admissions")
    admission = (
        tried(form, lambda: actions.receive_application(actor, **form.cleaned_data)) if form.is_valid() else None
    )
    if admission is None:
        return _ask(request, form, gettext_lazy("New application"), back)
    return _done(request, _("The application is registered."), reverse("partnership:admission", args=[admission.pk]))


@page(policies.may_edit_calendar)
def add_event(request: PageRequest) -> HttpResponse:
    """Put an entry in the annual wheel."""
    form = forms.EventForm(forms.given_to(request), initial={"year": timezone.localdate().year, "yearly": True})
    back = reverse("partnership:calendar")
    if not form.is_valid():
        return _ask(request, form, gettext_lazy("New entry in the annual wheel"), back)
    actions.add_event(request.actor, form.cleaned_data)
    return _done(request, _("The entry stands in the annual wheel."), back)


@page(policies.may_edit_calendar)
def edit_event(request: PageRequest, event_id: int) -> HttpResponse:
    """Change an entry of the annual wheel."""
    event = queries.event(request.actor, event_id)
    form = forms.EventForm(
        forms.given_to(request), initial={name: getattr(event, name) for name in forms.EventForm.base_fields}
    )
    back = reverse("partnership:calendar")
    if not form.is_valid():
        return _ask(request, form, event.title, back, about=event)
    actions.edit_event(request.actor, event, form.cleaned_data)
    return _done(request, _("The entry is changed."), back)


@page(policies.may_edit_calendar)
@require_POST
def remove_event(request: PageRequest, event_id: int) -> HttpResponse:
    """Take an entry out of the annual wheel."""
    actions.remove_event(request.actor, queries.event(request.actor, event_id))
    return _done(request, _("The entry is taken out."), reverse("partnership:calendar"))
