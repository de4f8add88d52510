"""Everything that can be done in the partnership: one function per act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.partnership import policies, queries, states
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    AgreementState,
    CalendarEvent,
    ContactEntry,
    Goal,
    Intake,
    IntakeStage,
    Participation,
    Phase,
    PhaseEntry,
    Programme,
    RoleHolding,
    Side,
    TaskAssignment,
)

_FOLDED = str.maketrans("æøåÆØÅ", "aoaaoa")


def change_phase(
    actor: Actor, participation: Participation, phase: str, *, reason: str, since: dt.date | None = None
) -> PhaseEntry:
    """Record that a participant has come to another phase, and why.

    Raises Refused when the actor may not, the phase is the same, or the reason is missing.
    """
    entry = PhaseEntry(
        participation=participation, phase=phase, since=since, basis=reason.strip(),
        recorded_by_id=actor.user_id, recorded_at=timezone.now(),
    )  # fmt: skip
    require(policies.may_change_phase(actor, participation))
    _say_why(reason)
    owner = participation.organisation_id
    with act(actor, "phase_entry.record", entry, organisation_id=owner, reason=reason):
        perform(actor, participation, states.PHASES, f"to_{phase}", organisation_id=owner, reason=reason)
        entry.save()
    return entry


def edit_goal(actor: Actor, goal: Goal, fields: dict[str, Any]) -> Goal:
    """Change our labels and translations of a goal; the quotation stands as the source has it.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_goal(actor, goal))
    allowed = ("label_nb", "label_nn", "label_en", "quote_nn", "quote_en")
    return save(actor, "goal.edit", goal, {name: fields[name] for name in allowed if name in fields})


def edit_stage(actor: Actor, stage: IntakeStage, fields: dict[str, Any]) -> IntakeStage:
    """Set the criteria and the days of one stage of an intake.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_intake(actor, stage.intake))
    return save(actor, "intake_stage.edit", stage, fields)


def open_intake(actor: Actor, year: int, programme: str = Programme.REPORT) -> Intake:
    """Open a new round of admission to a programme, with its three stages.

    Raises Refused when the actor may not or the year has a round.
    """
    intake = Intake(year=year, programme=programme)
    require(policies.may_edit_intake(actor, intake))
    if Intake.objects.filter(year=year, programme=programme).exists():
        raise NotNow(_("There is already an intake in %(year)d.") % {"year": year})
    with act(actor, "intake.open", intake):
        intake.save()
        for stage in ("application", "assessment", "admission"):
            IntakeStage.objects.create(intake=intake, stage=stage)
    return intake


def add_role(actor: Actor, participation: Participation | None, fields: dict[str, Any]) -> RoleHolding:
    """Write down who holds a role, on the bank's side (no participation) or in a municipality.

    Raises Refused when the actor may not.
    """
    side = Side.BANK if participation is None else Side.MUNICIPALITY
    holding = RoleHolding(side=side, participation=participation, created_by_id=actor.user_id)
    require(policies.may_edit_role(actor, holding))
    return save(actor, "role.add", holding, fields, _organisation(participation))


def end_role(actor: Actor, holding: RoleHolding, on: dt.date) -> RoleHolding:
    """Say from which day a role is no longer held so. The row stays.

    Raises Refused when the actor may not, it has already ended, or the day is before it began.
    """
    require(policies.may_edit_role(actor, holding))
    if holding.ends is not None or holding.former:
        raise NotNow(_("This has already ended."))
    if holding.starts is not None and on <= holding.starts:
        raise NotNow(_("It cannot end before it has begun."))
    return save(actor, "role.end", holding, {"ends": on}, _organisation(holding.participation))


def set_task(actor: Actor, participation: Participation, fields: dict[str, Any]) -> TaskAssignment:
    """Put a task on the municipality's map: who had it before, and who has it now.

    Raises Refused when the actor may not or the task is already on the map.
    """
    require(policies.may_edit_organisation(actor, participation))
    key = slugify(str(fields["task_nb"]).translate(_FOLDED))[:60]
    if participation.tasks.filter(key=key).exists():
        raise NotNow(_("This task is already on the map. Change it there."))
    task = TaskAssignment(participation=participation, key=key, created_by_id=actor.user_id)
    return save(actor, "task.add", task, fields, participation.organisation_id)


def move_task(actor: Actor, task: TaskAssignment, fields: dict[str, Any]) -> TaskAssignment:
    """Say which unit has the task now, and from when.

    Raises Refused when the actor may not, or nothing would change.
    """
    require(policies.may_edit_organisation(actor, task.participation))
    allowed = ("after_nb", "after_nn", "after_en", "function", "changed_on")
    wanted = {name: fields[name] for name in allowed if name in fields}
    if all(getattr(task, name) == value for name, value in wanted.items()):
        raise NotNow(_("The unit has this task already."))
    return save(actor, "task.move", task, wanted, task.participation.organisation_id)


def log_contact(actor: Actor, participation: Participation, fields: dict[str, Any]) -> ContactEntry:
    """Write down a contact between the bank and the municipality, and what comes next.

    Raises Refused when the actor may not.
    """
    require(policies.may_log_contact(actor, participation))
    entry = ContactEntry(participation=participation, created_by_id=actor.user_id)
    return save(actor, "contact.log", entry, fields, participation.organisation_id)


def look_at_contacts(actor: Actor, participation: Participation) -> list[ContactEntry]:
    """The contact log of one participant, newest first; the look is one row in the log.

    Raises Refused (hidden) for anybody but the bank and the municipality itself.
    """
    entries = list(queries.contacts(actor, participation))
    log_look(
        actor, "contact.list", participation,
        organisation_id=participation.organisation_id, query=participation.slug, count=len(entries),
    )  # fmt: skip
    return entries


def finish_step(actor: Actor, entry: ContactEntry, on: dt.date) -> ContactEntry:
    """Say that the next step of a contact is done. Done twice is done once.

    Raises Refused when the actor may not or there is no next step.
    """
    require(policies.may_log_contact(actor, entry.participation))
    if not entry.next_step:
        raise NotNow(_("This contact has no next step."))
    if entry.done_on is not None:
        return entry
    return save(actor, "contact.finish", entry, {"done_on": on}, entry.participation.organisation_id)


def draft_agreement(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Agreement:
    """Draft a partnership agreement.

    Raises Refused when the actor may not, or another agreement is drafted or in force.
    """
    require(policies.may_draft_agreement(actor, participation))
    if participation.agreements.exclude(state=AgreementState.ENDED).exists():
        raise NotNow(_("There is already an agreement. End it before a new one is drafted."))
    agreement = Agreement(participation=participation, created_by_id=actor.user_id)
    return save(actor, "agreement.draft", agreement, fields, participation.organisation_id)


def sign_agreement(actor: Actor, agreement: Agreement, side: str, on: dt.date) -> Agreement:
    """Sign for one side. When both have signed, the agreement is in force.

    Raises Refused when the actor may not sign for that side, has signed for the other, or that side has signed.
    """
    first = agreement.state == AgreementState.DRAFT
    name = f"sign_{'first' if first else 'last'}_for_{side}"
    owner = agreement.participation.organisation_id
    fields = {f"{side}_signed_by_id": actor.user_id, f"{side}_signed_on": on}
    perform(actor, agreement, states.AGREEMENT, name, organisation_id=owner, fields=fields)
    return agreement


def end_agreement(actor: Actor, agreement: Agreement, *, reason: str) -> Agreement:
    """End an agreement in force.

    Raises Refused when the actor may not, it is not in force, or the reason is missing.
    """
    owner = agreement.participation.organisation_id
    perform(actor, agreement, states.AGREEMENT, "end", organisation_id=owner, reason=reason)
    return agreement


def receive_application(actor: Actor, organisation: Organisation, intake: Intake, received_on: dt.date) -> Admission:
    """Register a municipality's application to the programme.

    Raises Refused when the actor may not, it takes part already, or it has applied in this round.
    """
    require(policies.may_see_admissions(actor))
    if Participation.objects.filter(organisation=organisation).exists():
        raise NotNow(_("%(name)s already takes part.") % {"name": organisation.name})
    if Admission.objects.filter(organisation=organisation, intake=intake).exists():
        raise NotNow(_("%(name)s has already applied in this intake.") % {"name": organisation.name})
    admission = Admission(
        organisation=organisation, intake=intake, received_on=received_on, created_by_id=actor.user_id
    )
    return save(actor, "admission.receive", admission, {}, organisation.pk)


def advance_admission(actor: Actor, admission: Admission, name: str, *, reason: str = "") -> Admission:
    """Take an application one step on: assess, recommend, advise_against, admit or refuse.

    Admitting makes the municipality a participant. Raises Refused when the actor may not, the state has moved on,
    or a needed reason is missing; KeyError for a step that is not there.
    """
    owner = admission.organisation_id
    fields: dict[str, Any] = {}
    if name in ("recommend", "advise_against"):
        fields = {"recommended_by_id": actor.user_id, "recommendation": reason.strip()}
    if name in ("admit", "refuse"):
        fields = {"decided_by_id": actor.user_id, "decision": reason.strip()}
    with transaction.atomic():
        perform(actor, admission, states.ADMISSION, name, organisation_id=owner, reason=reason, fields=fields)
        if name == "admit":
            _admit(actor, admission, reason)
    return admission


def add_event(actor: Actor, fields: dict[str, Any]) -> CalendarEvent:
    """Put an entry in the annual wheel.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_calendar(actor))
    return save(actor, "event.add", CalendarEvent(created_by_id=actor.user_id), fields)


def edit_event(actor: Actor, event: CalendarEvent, fields: dict[str, Any]) -> CalendarEvent:
    """Change an entry of the annual wheel.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_calendar(actor))
    return save(actor, "event.edit", event, fields)


def remove_event(actor: Actor, event: CalendarEvent) -> None:
    """Take an entry out of the annual wheel; the log keeps that it was there.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_calendar(actor))
    with act(actor, "event.remove", event):
        event.delete()


def _admit(actor: Actor, admission: Admission, reason: str) -> None:
    organisation = admission.organisation
    participation = Participation(
        slug=organisation.slug, organisation=organisation, intake=admission.intake, phase=Phase.ANALYSIS,
        programme=admission.intake.programme,
    )  # fmt: skip
    with act(actor, "participation.begin", participation, organisation_id=organisation.pk, reason=reason):
        participation.save()
        PhaseEntry.objects.create(
            participation=participation, phase=Phase.ANALYSIS, since=timezone.localdate(), basis=reason.strip(),
            recorded_by_id=actor.user_id, recorded_at=timezone.now(),
        )  # fmt: skip


def _organisation(participation: Participation | None) -> int | None:
    return participation.organisation_id if participation is not None else None


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
