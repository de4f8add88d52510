"""Who may see and do what with interviews.

Open to every member: guides in use, the code book, released quotations. The evaluators alone have informants, consents,
appointments, texts, codings and quotations on their way; who asked for the evaluation follows it in numbers. What the
report of 2012 says is not rewritten.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.evaluation.models import Evaluation, EvaluationState
from boso.programme.evaluation.policies import does
from boso.programme.interviews.models import (
    Code,
    Coding,
    Guide,
    GuideState,
    Informant,
    Material,
    MaterialState,
    Quotation,
    QuotationState,
)
from boso.programme.partnership import policies as partnership

Reason = str | Promise
_EVALUATORS = _("Interviews are the work of those who do the evaluation.")
_IN_REPORT = Denied(_("The report says so, and its words are not changed. Make a new version, or add your own."))


def may_see(actor: Actor) -> Decision:
    """Guides in use, code book and released quotations: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_work_somewhere(actor: Actor) -> Decision:
    """Every evaluator; which evaluation is theirs is asked for each."""
    return ALLOWED if actor.holds(Role.EVALUATOR) else _told(actor, _EVALUATORS)


def may_follow(actor: Actor) -> Decision:
    """Evaluators, and the coordinator who asks for evaluations."""
    if actor.holds(Role.EVALUATOR, Role.COORDINATOR):
        return ALLOWED
    return _told(actor, _("The evaluators and the programme coordinator follow the interviews."))


def may_read(actor: Actor, evaluation: Evaluation) -> Decision:
    """Texts, informants, codings: those who do this evaluation. For everybody else they are not there."""
    return ALLOWED if does(actor, evaluation) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_work(actor: Actor, evaluation: Evaluation) -> Decision:
    """Add and change: those who do the evaluation, until it is closed."""
    if not (does(actor, evaluation) or actor.holds(Role.SYSTEM)):
        return _told(actor, _EVALUATORS)
    if evaluation.state == EvaluationState.CLOSED:
        return Denied(_("The evaluation is closed."))
    return ALLOWED


def may_see_guide(actor: Actor, guide: Guide) -> Decision:
    """A guide in use, or used before: every member. A draft: the evaluators, and the coordinator."""
    if guide.state != GuideState.DRAFT:
        return may_see(actor)
    if actor.holds(Role.COORDINATOR):
        return ALLOWED
    return may_read(actor, guide.evaluation)


def may_change_guide(actor: Actor, guide: Guide) -> Decision:
    """Write in a guide: those who do the evaluation, while it is a draft."""
    decision = may_work(actor, guide.evaluation)
    if decision and guide.fact_id is not None:
        return _IN_REPORT
    if decision and guide.state != GuideState.DRAFT:
        return Denied(_("A guide that is in use is not changed. Make a new version of it."))
    return decision


def may_move_guide(actor: Actor, guide: Guide) -> Decision:
    """Take a guide into use, or out of it: those who do the evaluation."""
    return may_work(actor, guide.evaluation)


def may_change_informant(actor: Actor, informant: Informant) -> Decision:
    """Change an informant: those who do the evaluation, never what the report says."""
    decision = may_work(actor, informant.evaluation)
    return _IN_REPORT if decision and informant.fact_id is not None else decision


def may_work_with(actor: Actor, informant: Informant) -> Decision:
    """Consents, appointments and texts of an informant: those who do the evaluation; not one of the report, of whom
    nothing more is known.
    """
    return may_change_informant(actor, informant)


def may_work_for(actor: Actor, thing: Any) -> Decision:
    """Change a consent or an appointment: as for its informant."""
    return may_work_with(actor, thing.informant)


def may_withdraw_consent(actor: Actor, thing: Any) -> Decision:
    """Write down that a consent is withdrawn: those who do the evaluation, also when it is closed."""
    return may_read(actor, thing.informant.evaluation)


def may_take_out(actor: Actor, material: Material) -> Decision:
    """Take a text out: those who do the evaluation, also when it is closed."""
    return may_read(actor, material.evaluation)


def may_code(actor: Actor, material: Material) -> Decision:
    """Code, write memos, make quotations: those who do the evaluation, as long as the text is there."""
    decision = may_work(actor, material.evaluation)
    if decision and material.state == MaterialState.TAKEN_OUT:
        return Denied(_("The text is taken out."))
    return decision


def may_remove_coding(actor: Actor, coding: Coding) -> Decision:
    """Take a coding away, or write its memo: the coder."""
    decision = may_code(actor, coding.material)
    if decision and coding.coder.user_id is not None and coding.coder.user_id != actor.user_id:
        return Denied(_("Another coder has put this code here. Only they take it away."))
    return decision


def may_change_code(actor: Actor, code: Code) -> Decision:
    """Change a code: those who do the evaluation."""
    return may_work(actor, code.evaluation)


def may_see_quotation(actor: Actor, quotation: Quotation) -> Decision:
    """A released quotation: every member. Any other: those who do the evaluation."""
    if quotation.state == QuotationState.RELEASED:
        return may_see(actor)
    return may_read(actor, quotation.material.evaluation)


def may_move_quotation(actor: Actor, quotation: Quotation) -> Decision:
    """Ask, take back, withdraw: those who do the evaluation. Withdrawing also when it is closed."""
    return may_read(actor, quotation.material.evaluation)


def may_release(actor: Actor, quotation: Quotation) -> Decision:
    """Release a quotation: one of those who do the evaluation, and not the one who asked."""
    decision = may_move_quotation(actor, quotation)
    if decision and quotation.asked_by_id is not None and quotation.asked_by_id == actor.user_id:
        return Denied(_("You asked the informant. Another evaluator releases it."))
    return decision


def may_change_quotation(actor: Actor, quotation: Quotation) -> Decision:
    """Change the words: those who do the evaluation, while it is a draft."""
    decision = may_code(actor, quotation.material)
    if decision and quotation.state != QuotationState.DRAFT:
        return Denied(_("Only a draft is changed. Take the quotation back first."))
    return decision


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in what the report says: BoSo itself, the coordinator and the administrator."""
    return partnership.may_import(actor, organisation_id)


def _told(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else NOT_HERE
