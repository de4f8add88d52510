"""Who may see and do what with evaluations.

Open to every member: design, models, waves, sources, questions, counts of who was asked, issued reports. The sample log
and a report being written are the evaluators'; the coordinator, who asked for it, reads the report along the way and
never writes in it. What the report of 2012 says is not rewritten.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role
from boso.foundation.documents import policies as documents
from boso.foundation.documents.models import Document, Visibility
from boso.programme.evaluation.models import (
    AnalysisModel,
    Evaluation,
    EvaluationReport,
    EvaluationState,
    NamedAccess,
    ReportState,
)
from boso.programme.partnership import policies as partnership

Reason = str | Promise
_IN_REPORT = Denied(_("The report says so, and its words are not changed. Add what is new as your own."))
_EVALUATORS = _("Those who do the evaluation write this.")


def may_see(actor: Actor) -> Decision:
    """Design, models, waves, findings' places and issued reports: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_commission(actor: Actor) -> Decision:
    """Ask for an evaluation: the coordinator."""
    return ALLOWED if actor.holds(Role.COORDINATOR) else _told(actor, _("The programme coordinator asks for it."))


def may_model(actor: Actor) -> Decision:
    """Define an analysis model: the coordinator and every evaluator."""
    if actor.holds(Role.COORDINATOR, Role.EVALUATOR):
        return ALLOWED
    return _told(actor, _("The coordinator and the evaluators define analysis models."))


def may_change_model(actor: Actor, model: AnalysisModel) -> Decision:
    """Add to an analysis model: who may define one, and never to the one of the report."""
    decision = may_model(actor)
    return _IN_REPORT if decision and model.fact_id is not None else decision


def does(actor: Actor, evaluation: Evaluation) -> bool:
    """Whether the actor is one of those who do this evaluation."""
    return evaluation.evaluator_id is not None and actor.holds(Role.EVALUATOR, at=evaluation.evaluator_id)


def may_design(actor: Actor, evaluation: Evaluation) -> Decision:
    """Write questions, waves and sources: who asked for it and who does it, until it is closed."""
    if not (actor.holds(Role.COORDINATOR) or does(actor, evaluation)):
        return _told(actor, _("The coordinator and those who do the evaluation write its design."))
    if evaluation.state == EvaluationState.CLOSED:
        return Denied(_("The evaluation is closed."))
    return ALLOWED


def may_change(actor: Actor, thing: Any) -> Decision:
    """Change one row of a design: as for the design, and never what the report says."""
    decision = may_design(actor, thing.evaluation)
    return _IN_REPORT if decision and thing.fact_id is not None else decision


def may_edit(actor: Actor, evaluation: Evaluation) -> Decision:
    """Change what an evaluation is for: the coordinator, until it is closed; never what the report says."""
    decision = may_design(actor, evaluation) if may_commission(actor) else may_commission(actor)
    return _IN_REPORT if decision and evaluation.fact_id is not None else decision


def may_close(actor: Actor, evaluation: Evaluation) -> Decision:
    """Begin, close or reopen an evaluation: the coordinator."""
    return may_commission(actor)


def may_see_sample(actor: Actor, evaluation: Evaluation) -> Decision:
    """Read who was asked, by role and municipality: those who do the evaluation. Everybody else sees counts."""
    if actor.holds(Role.SYSTEM) or does(actor, evaluation):
        return ALLOWED
    return _told(actor, _("Who was asked is known to those who do the evaluation only."))


def may_log_sample(actor: Actor, evaluation: Evaluation) -> Decision:
    """Write the sample log: those who do the evaluation, until it is closed."""
    if not does(actor, evaluation):
        return _told(actor, _EVALUATORS)
    return may_design(actor, evaluation)


def may_name_somewhere(actor: Actor) -> Decision:
    """Whoever keeps documents: see `may_name`."""
    return documents.may_upload_somewhere(actor)


def may_name(actor: Actor, document: Document) -> Decision:
    """Let an evaluator read a document that is not open: those who keep it; never one of a resident's case."""
    if not documents.may_see(actor, document):
        return NOT_HERE
    if not documents.may_change(actor, document):
        return Denied(_("Those who keep the document let others read it."))
    if document.visibility == Visibility.OPEN:
        return Denied(_("The document is open to everybody already."))
    if not about_the_programme(document):
        return Denied(_("This document belongs to casework. No evaluator reads it."))
    return ALLOWED


def about_the_programme(document: Document) -> bool:
    """Whether a document is about nothing in particular, or about something of the programme."""
    label = document.object_type.partition(".")[0]
    return not label or apps.is_installed(f"boso.programme.{label}")


def keeps_for(actor: Actor) -> set[int]:
    """The organisations whose documents the actor works with."""
    return {
        place for seat in actor.seats if seat.role in documents.INSIDERS
        for place in (seat.organisation_id, seat.municipality_id)
    }  # fmt: skip


def may_see_access(actor: Actor, access: NamedAccess) -> Decision:
    """Who may read what by name: the bank, those who do the evaluation, and those who keep the document."""
    if actor.is_bank or does(actor, access.evaluation) or access.document.organisation_id in keeps_for(actor):
        return ALLOWED
    return NOT_HERE


def may_end_access(actor: Actor, access: NamedAccess) -> Decision:
    """Take an evaluator's access away: those who keep the document, who gave it, and the coordinator."""
    if actor.holds(Role.COORDINATOR, Role.SYSTEM) or documents.may_change(actor, access.document):
        return ALLOWED
    return _told(actor, _("Those who keep the document take the access away."))


def may_see_report(actor: Actor, report: EvaluationReport) -> Decision:
    """An issued report: every member; one being written: those who do it, and the coordinator who asked for it."""
    if report.state == ReportState.ISSUED:
        return may_see(actor)
    if actor.holds(Role.COORDINATOR, Role.SYSTEM) or does(actor, report.evaluation):
        return ALLOWED
    return NOT_HERE


def may_start_report(actor: Actor, evaluation: Evaluation) -> Decision:
    """Begin a report: those who do the evaluation."""
    return may_log_sample(actor, evaluation)


def may_write(actor: Actor, report: EvaluationReport) -> Decision:
    """Write in a report: those who do the evaluation, and nobody else; never in one that is issued."""
    if not may_see_report(actor, report):
        return NOT_HERE
    if not does(actor, report.evaluation):
        return Denied(_EVALUATORS)
    return Denied(_("The report is issued. It can no longer be changed.")) if _issued(report) else ALLOWED


def may_issue(actor: Actor, report: EvaluationReport) -> Decision:
    """Issue a report, or take it back to write on: those who do the evaluation."""
    if not may_see_report(actor, report):
        return NOT_HERE
    return ALLOWED if does(actor, report.evaluation) else Denied(_EVALUATORS)


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in what the report says: BoSo itself, the coordinator and the administrator."""
    return partnership.may_import(actor, organisation_id)


def _issued(report: EvaluationReport) -> bool:
    return report.state == ReportState.ISSUED


def _told(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else NOT_HERE
