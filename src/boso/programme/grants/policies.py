"""Who may see and do what with the programme's money.

Open to every member: awards that stand, table 1, payments once approved, the own share the bank has accepted. Own
municipality and the bank only: draft awards, requests before approval, own-share working papers. What is outside
does not exist for the asker. Awards that stand in the report are history: nothing is drawn on them here.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.grants.models import (
    Award,
    AwardState,
    ContributionState,
    OwnContribution,
    PaymentRequest,
    PaymentState,
)
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation

Reason = str | Promise
_HIDDEN = Denied(_("There is nothing here that you may see."), hidden=True)
_OPEN_PAYMENTS = (PaymentState.APPROVED, PaymentState.PAID)
_STANDS_IN_REPORT = Denied(_("This award stands in the report. Its accounts are not known here."))


def may_see(actor: Actor) -> Decision:
    """Grants are open to every member."""
    return ALLOWED if actor.is_member else _HIDDEN


def may_see_working_papers(actor: Actor, participation: Participation) -> Decision:
    """Drafts, requests before approval and own-share working papers: own municipality and the bank."""
    return partnership.may_see_inside(actor, participation)


def may_see_award(actor: Actor, award: Award) -> Decision:
    """Awards that stand are open to every member, drafts to the two sides."""
    if award.state == AwardState.DRAFT:
        return may_see_working_papers(actor, award.participation)
    return may_see(actor)


def may_see_payment(actor: Actor, payment: PaymentRequest) -> Decision:
    """Payments are open to every member once approved, before that to the two sides."""
    if payment.state in _OPEN_PAYMENTS:
        return may_see(actor)
    return may_see_working_papers(actor, payment.award.participation)


def may_see_contribution(actor: Actor, contribution: OwnContribution) -> Decision:
    """What the bank has accepted is open to every member, working papers to the two sides."""
    if contribution.state == ContributionState.ACCEPTED:
        return may_see(actor)
    return may_see_working_papers(actor, contribution.participation)


def may_draft_award(actor: Actor, participation: Participation) -> Decision:
    """The bank drafts awards."""
    return ALLOWED if actor.is_bank else _refuse(actor, _("The bank drafts the awards."))


def may_change_award(actor: Actor, award: Award) -> Decision:
    """The bank changes an award as long as it is a draft."""
    if not may_see_award(actor, award):
        return _HIDDEN
    if award.state != AwardState.DRAFT:
        return Denied(_("The award is decided. It can no longer be changed."))
    return may_draft_award(actor, award.participation)


def may_decide_award(actor: Actor, award: Award) -> Decision:
    """The coordinator decides."""
    if not may_see_award(actor, award):
        return _HIDDEN
    return _coordinator(actor, _("The programme coordinator decides on awards."))


def may_accept_award(actor: Actor, award: Award) -> Decision:
    """The municipality's programme leader or programme owner accepts."""
    if award.is_from_report:
        return _STANDS_IN_REPORT if actor.is_member else _HIDDEN
    if actor.holds(Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER, at=award.participation.organisation_id):
        return ALLOWED
    return _refuse(actor, _("The programme leader or the programme owner accepts for the municipality."))


def may_close_award(actor: Actor, award: Award) -> Decision:
    """The coordinator closes an award when its accounts are in."""
    if award.is_from_report:
        return _STANDS_IN_REPORT if actor.is_member else _HIDDEN
    return _coordinator(actor, _("The programme coordinator closes awards."))


def may_request_payment(actor: Actor, award: Award) -> Decision:
    """The municipality's programme leader asks for money of an award that is accepted."""
    if award.is_from_report:
        return _STANDS_IN_REPORT if actor.is_member else _HIDDEN
    if not may_see_award(actor, award):
        return _HIDDEN
    if not actor.holds(Role.PROGRAMME_LEADER, at=award.participation.organisation_id):
        return _refuse(actor, _("The programme leader of the municipality asks for payment."))
    if award.state != AwardState.ACCEPTED:
        return Denied(_("The award must be accepted first."))
    return ALLOWED


def may_change_payment(actor: Actor, payment: PaymentRequest) -> Decision:
    """The programme leader changes a request that is a draft or was returned."""
    if payment.state not in (PaymentState.DRAFT, PaymentState.RETURNED):
        return Denied(_("The request is submitted. It can no longer be changed.")) if _sees(actor, payment) else _HIDDEN
    return may_submit_payment(actor, payment)


def may_submit_payment(actor: Actor, payment: PaymentRequest) -> Decision:
    """The programme leader submits and withdraws the municipality's requests."""
    if not _sees(actor, payment):
        return _HIDDEN
    return may_request_payment(actor, payment.award)


def may_judge_payment(actor: Actor, payment: PaymentRequest) -> Decision:
    """A contact at the bank or the coordinator approves or returns, and never who submitted."""
    if not _sees(actor, payment):
        return _HIDDEN
    if payment.submitted_by_id is not None and payment.submitted_by_id == actor.user_id:
        return Denied(_("You submitted this request. Another person approves it."))
    return ALLOWED if actor.is_bank else Denied(_("The bank approves requests for payment."))


def may_pay(actor: Actor, payment: PaymentRequest) -> Decision:
    """The bank records that it has paid."""
    return may_judge_payment(actor, payment)


def may_keep_accounts(actor: Actor, award: Award) -> Decision:
    """The bank records money given back."""
    if award.is_from_report:
        return _STANDS_IN_REPORT if actor.is_member else _HIDDEN
    if not may_see_award(actor, award):
        return _HIDDEN
    if award.state not in (AwardState.ACCEPTED, AwardState.CLOSED):
        return Denied(_("The award must be accepted first.")) if actor.is_bank else _only_bank()
    return ALLOWED if actor.is_bank else _only_bank()


def may_carry_over(actor: Actor, award: Award) -> Decision:
    """The coordinator lets unused money of an accepted award be used in a later year."""
    decision = may_keep_accounts(actor, award)
    if isinstance(decision, Denied):
        return decision
    if award.state == AwardState.CLOSED:
        return Denied(_("The award is closed. What was left of it has lapsed."))
    return _coordinator(actor, _("The programme coordinator decides on carrying money over."))


def may_contribute(actor: Actor, participation: Participation) -> Decision:
    """The programme leader records what the municipality puts in."""
    if actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    return _refuse(actor, _("The programme leader records what the municipality puts in."))


def may_report_contribution(actor: Actor, contribution: OwnContribution) -> Decision:
    """The programme leader changes, reports and takes back the municipality's own contributions."""
    if not may_see_contribution(actor, contribution):
        return _HIDDEN
    return may_contribute(actor, contribution.participation)


def may_change_contribution(actor: Actor, contribution: OwnContribution) -> Decision:
    """The programme leader changes a contribution as long as it is a draft."""
    decision = may_report_contribution(actor, contribution)
    if decision and contribution.state != ContributionState.DRAFT:
        return Denied(_("It is reported. Take it back before you change it."))
    return decision


def may_accept_contribution(actor: Actor, contribution: OwnContribution) -> Decision:
    """The bank accepts or sends back what the municipality has reported, and never who reported it."""
    if not may_see_contribution(actor, contribution):
        return _HIDDEN
    if contribution.reported_by_id is not None and contribution.reported_by_id == actor.user_id:
        return Denied(_("You reported this. Another person accepts it."))
    return ALLOWED if actor.is_bank else Denied(_("The bank accepts what the municipality puts in."))


def _sees(actor: Actor, payment: PaymentRequest) -> bool:
    return bool(may_see_payment(actor, payment))


def _only_bank() -> Denied:
    return Denied(_("The bank keeps the accounts of the awards."))


def _coordinator(actor: Actor, reason: Reason) -> Decision:
    return ALLOWED if actor.holds(Role.COORDINATOR) else _refuse(actor, reason)


def _refuse(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else _HIDDEN
