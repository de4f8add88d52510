"""Who may see and do what with reports.

Approved reports, rounds and agendas are open to every member; a report on its way is between the municipality and the
bank. Three people stand behind an approved report: who handed it in, who signed it, who approved it.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.partnership import policies as partnership
from boso.programme.reporting.models import Report, ReportRound, ReportState

Reason = str | Promise
_HIDDEN = Denied(_("There is nothing here that you may see."), hidden=True)
SIGNERS = (Role.STEERING_GROUP, Role.PROGRAMME_OWNER)


def may_see(actor: Actor) -> Decision:
    """Rounds, who has reported, and what is approved: every member."""
    return ALLOWED if actor.is_member else _HIDDEN


def may_see_report(actor: Actor, report: Report) -> Decision:
    """An approved report is open to every member; one on its way to the municipality and the bank."""
    if report.state == ReportState.APPROVED:
        return may_see(actor)
    return partnership.may_see_inside(actor, report.participation)


def may_open_rounds(actor: Actor) -> Decision:
    """The coordinator asks for reports."""
    return _coordinator(actor, _("The programme coordinator opens rounds of reports."))


def may_lead_round(actor: Actor, the_round: ReportRound) -> Decision:
    """The coordinator reminds, gives more time, writes the agenda and closes; reminders also come by the clock."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    return _coordinator(actor, _("The programme coordinator leads the round."))


def may_hand_in(actor: Actor, report: Report) -> Decision:
    """The municipality's programme leader hands the report in, and takes it back before it is signed."""
    if not may_see_report(actor, report):
        return _HIDDEN
    if actor.holds(Role.PROGRAMME_LEADER, at=report.participation.organisation_id):
        return ALLOWED
    return Denied(_("The programme leader of the municipality writes the report."))


def may_write(actor: Actor, report: Report) -> Decision:
    """The programme leader writes as long as it is not handed in."""
    decision = may_hand_in(actor, report)
    if decision and report.is_frozen:
        return Denied(_("The report is handed in. It can no longer be changed."))
    return decision


def may_refresh(actor: Actor, report: Report) -> Decision:
    """Fetch the figures anew: whoever writes, and BoSo itself; never in what is handed in."""
    if actor.holds(Role.SYSTEM):
        return Denied(_("The report is handed in. It can no longer be changed.")) if report.is_frozen else ALLOWED
    return may_write(actor, report)


def may_sign(actor: Actor, report: Report) -> Decision:
    """The steering group or the chief executive signs or sends back, and never who handed it in."""
    if not may_see_report(actor, report):
        return _HIDDEN
    if report.submitted_by_id is not None and report.submitted_by_id == actor.user_id:
        return Denied(_("You handed this report in. Another person signs it."))
    if actor.holds(*SIGNERS, at=report.participation.organisation_id):
        return ALLOWED
    return Denied(_("The steering group or the programme owner signs the report."))


def may_judge(actor: Actor, report: Report) -> Decision:
    """The bank's contact or the coordinator approves or returns, and nobody who handed in or signed."""
    if not may_see_report(actor, report):
        return _HIDDEN
    if actor.user_id is not None and actor.user_id in (report.submitted_by_id, report.signed_by_id):
        return Denied(_("You handed in or signed this report. Another person judges it."))
    return ALLOWED if actor.is_bank else Denied(_("The bank approves the reports."))


def may_reopen(actor: Actor, report: Report) -> Decision:
    """The coordinator reopens what is approved; the reason stays with it."""
    if not may_see_report(actor, report):
        return _HIDDEN
    return _coordinator(actor, _("The programme coordinator reopens an approved report."))


def _coordinator(actor: Actor, reason: Reason) -> Decision:
    if actor.holds(Role.COORDINATOR):
        return ALLOWED
    return Denied(reason) if actor.is_member else _HIDDEN
