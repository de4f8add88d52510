"""Who may see and do what in the partnership.

Open to every member: participation, phases, roles, goals, agreements in force. Own municipality and the bank only:
contact log, draft agreements, contact details. What is outside does not exist for the asker.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    AgreementState,
    Goal,
    Intake,
    Participation,
    RoleHolding,
    Side,
)

_HIDDEN = Denied(_("There is nothing here that you may see."), hidden=True)
Reason = str | Promise
_SIGNED = (AgreementState.SIGNED, AgreementState.ENDED)


def may_see(actor: Actor) -> Decision:
    """What the partnership shares openly: every member."""
    return ALLOWED if actor.is_member else _HIDDEN


def may_see_inside(actor: Actor, participation: Participation) -> Decision:
    """Contact log, drafts and contact details: the bank, and those who work in that municipality."""
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return ALLOWED
    if actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK, at=participation.organisation_id):
        return ALLOWED
    return _HIDDEN


def may_see_agreement(actor: Actor, agreement: Agreement) -> Decision:
    """Signed agreements are open to every member, drafts to the two sides."""
    if agreement.state in _SIGNED:
        return may_see(actor)
    return may_see_inside(actor, agreement.participation)


def may_log_contact(actor: Actor, participation: Participation) -> Decision:
    """Write in the contact log: the bank, and the municipality's programme leader."""
    if actor.is_bank or actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    if may_see_inside(actor, participation):
        return Denied(_("The bank and the programme leader write in the contact log."))
    return _HIDDEN


def may_change_phase(actor: Actor, participation: Participation) -> Decision:
    """The coordinator records phases."""
    return _coordinator(actor, _("The programme coordinator records the phases."))


def may_edit_goal(actor: Actor, goal: Goal) -> Decision:
    """The coordinator edits our translations; the quotation itself is never edited."""
    return _coordinator(actor, _("The programme coordinator edits the translations of the goals."))


def may_edit_intake(actor: Actor, intake: Intake) -> Decision:
    """The coordinator edits the stages of an intake."""
    return _coordinator(actor, _("The programme coordinator edits the intakes."))


def may_edit_bank_roles(actor: Actor) -> Decision:
    """The coordinator keeps the roles on the bank's side."""
    return _coordinator(actor, _("The programme coordinator keeps the roles on the bank's side."))


def may_edit_organisation(actor: Actor, participation: Participation) -> Decision:
    """The municipality's programme leader keeps its roles and its task map."""
    if actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    return _refuse(actor, _("The programme leader of the municipality keeps its roles and tasks."))


def may_edit_role(actor: Actor, holding: RoleHolding) -> Decision:
    """Each side keeps its own roles; a role that stands in the report is ended, never rewritten."""
    if holding.side == Side.BANK or holding.participation is None:
        return may_edit_bank_roles(actor)
    return may_edit_organisation(actor, holding.participation)


def may_edit_calendar(actor: Actor) -> Decision:
    """The coordinator keeps the annual wheel."""
    return _coordinator(actor, _("The programme coordinator keeps the annual wheel."))


def may_draft_agreement(actor: Actor, participation: Participation) -> Decision:
    """The bank drafts the agreement."""
    return ALLOWED if actor.is_bank else _refuse(actor, _("The bank drafts the agreement."))


def may_sign_for_bank(actor: Actor, agreement: Agreement) -> Decision:
    """The coordinator, unless the same person has signed for the municipality."""
    if _signed(actor, agreement.municipality_signed_by_id):
        return Denied(_("The two signatures must be of two people."))
    return _coordinator(actor, _("The programme coordinator signs for the bank."))


def may_sign_for_municipality(actor: Actor, agreement: Agreement) -> Decision:
    """The municipality's programme owner, unless the same person has signed for the bank."""
    if _signed(actor, agreement.bank_signed_by_id):
        return Denied(_("The two signatures must be of two people."))
    if actor.holds(Role.PROGRAMME_OWNER, at=agreement.participation.organisation_id):
        return ALLOWED
    return _refuse(actor, _("The programme owner signs for the municipality."))


def may_end_agreement(actor: Actor, agreement: Agreement) -> Decision:
    """The coordinator ends an agreement."""
    return _coordinator(actor, _("The programme coordinator ends an agreement."))


def may_see_admissions(actor: Actor) -> Decision:
    """Applications to the programme: the bank."""
    return ALLOWED if actor.is_bank else _HIDDEN


def may_prepare_admission(actor: Actor, admission: Admission) -> Decision:
    """Take an application through assessment to a recommendation: the bank."""
    return may_see_admissions(actor)


def may_decide_admission(actor: Actor, admission: Admission) -> Decision:
    """Admit or refuse: the coordinator, and never the one who recommended."""
    if not actor.is_bank:
        return _HIDDEN
    if _signed(actor, admission.recommended_by_id):
        return Denied(_("You made the recommendation. Another person decides."))
    return _coordinator(actor, _("The programme coordinator decides who is admitted."))


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in facts: BoSo itself, the coordinator and the administrator."""
    if actor.holds(Role.SYSTEM, Role.COORDINATOR, Role.ADMINISTRATOR):
        return ALLOWED
    return _refuse(actor, _("The coordinator or the administrator brings in facts."))


def _coordinator(actor: Actor, reason: Reason) -> Decision:
    return ALLOWED if actor.holds(Role.COORDINATOR) else _refuse(actor, reason)


def _refuse(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else _HIDDEN


def _signed(actor: Actor, user_id: int | None) -> bool:
    return user_id is not None and user_id == actor.user_id
