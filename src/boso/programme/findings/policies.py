"""Who may see and do what between evidence and change.

Open to every member: findings that stand about the programme, shared ones about a municipality, assessments,
challenges, recommendations with their answers, and checks on what is open. Drafts: those who write them. What a
municipality finds about itself and has not shared: that municipality and the bank. What the report says is never
rewritten; what has happened since is added.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import MUNICIPAL_PROGRAMME, Role
from boso.programme.findings.models import Audience, Challenge, Check, Finding, FindingState, Recommendation
from boso.programme.findings.models_base import Told
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation

Reason = str | Promise
_IN_REPORT = Denied(_("The report says so, and its words are not changed. Write what has happened since as your own."))


def may_see(actor: Actor) -> Decision:
    """What the programme shares openly: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_see_told(actor: Actor, told: Told) -> Decision:
    """An assessment, a challenge or a recommendation: about the programme every member, else inside."""
    if told.participation is None:
        return may_see(actor)
    return partnership.may_see_inside(actor, told.participation)


def may_see_finding(actor: Actor, finding: Finding) -> Decision:
    """A finding that stands and is open: every member; a draft or what is not shared: those whose it is."""
    if finding.created_by_id is not None and finding.created_by_id == actor.user_id:
        return may_see(actor)
    if finding.participation is not None and not (finding.shared and finding.state != FindingState.DRAFT):
        return partnership.may_see_inside(actor, finding.participation)
    if finding.state == FindingState.DRAFT and not (may_write(actor, None) or actor.holds(Role.SYSTEM)):
        return NOT_HERE
    return may_see(actor)


def may_see_check(actor: Actor, check: Check) -> Decision:
    """A check: whoever sees the finding; where it asks about one municipality's figures, inside only."""
    if check.participation is not None:
        inside = partnership.may_see_inside(actor, check.participation)
        if not inside:
            return inside
    return may_see_finding(actor, check.finding) if check.finding is not None else may_see(actor)


def may_write(actor: Actor, participation: Participation | None) -> Decision:
    """Write a finding, judge a goal, name a challenge, advise: the bank and the evaluator about the programme, the
    bank and the municipality's own programme people about a municipality.
    """
    if actor.is_bank:
        return ALLOWED
    if participation is None:
        allowed = actor.holds(Role.EVALUATOR)
        return ALLOWED if allowed else _told(actor, _("The bank and the evaluator write about the programme."))
    if actor.holds(*MUNICIPAL_PROGRAMME, at=participation.organisation_id):
        return ALLOWED
    return _told(actor, _("The municipality's own programme people and the bank write about the municipality."))


def may_begin(actor: Actor) -> Decision:
    """Open the form for a new finding: whoever may write some."""
    if may_write(actor, None) or actor.holds(*MUNICIPAL_PROGRAMME):
        return ALLOWED
    return _told(actor, _("The bank, the evaluator and the programme people of the municipalities write findings."))


def may_change(actor: Actor, told: Told) -> Decision:
    """Change the words of a finding, a challenge or a recommendation: those who may write it, never the report's."""
    if isinstance(told, Finding) and not may_see_finding(actor, told):
        return NOT_HERE
    if not may_write(actor, told.participation):
        return may_write(actor, told.participation)
    return _IN_REPORT if told.fact_id is not None else ALLOWED


def may_move(actor: Actor, finding: Finding) -> Decision:
    """Let a finding stand, replace or withdraw it; also one of the report, which then no longer counts here."""
    if not may_see_finding(actor, finding):
        return NOT_HERE
    return may_write(actor, finding.participation)


def may_add_to(actor: Actor, finding: Finding) -> Decision:
    """Add evidence, also to a finding of the report: whoever may write about the same."""
    return may_move(actor, finding)


def may_meet(actor: Actor, challenge: Challenge) -> Decision:
    """Say that something is no longer hard: whoever may name it."""
    return may_write(actor, challenge.participation)


def may_answer(actor: Actor, recommendation: Recommendation) -> Decision:
    """Answer and decide: the coordinator, and for a municipality's own its programme leader and owner."""
    own = recommendation.participation
    if own is not None and recommendation.to != Audience.BANK:
        if actor.holds(Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER, at=own.organisation_id):
            return ALLOWED
        if not partnership.may_see_inside(actor, own):
            return NOT_HERE
        return Denied(_("The programme leader or the programme owner of the municipality answers."))
    if own is not None and not partnership.may_see_inside(actor, own):
        return NOT_HERE
    if actor.holds(Role.COORDINATOR):
        return ALLOWED
    return _told(actor, _("The programme coordinator answers for the partnership."))


def may_tell(actor: Actor, recommendation: Recommendation) -> Decision:
    """Say what has happened: whoever may answer, and the bank's contacts."""
    return ALLOWED if actor.is_bank else may_answer(actor, recommendation)


def may_check_finding(actor: Actor, finding: Finding) -> Decision:
    """Give a finding a living check: whoever may add to it."""
    return may_add_to(actor, finding)


def may_check_goals(actor: Actor) -> Decision:
    """Give a result goal a living check: the coordinator and the evaluator."""
    if actor.holds(Role.COORDINATOR, Role.EVALUATOR):
        return ALLOWED
    return _told(actor, _("The programme coordinator and the evaluator keep the checks on result goals."))


def may_keep_check(actor: Actor, check: Check) -> Decision:
    """Change a check, pause it or ask now."""
    if not may_see_check(actor, check):
        return NOT_HERE
    return may_check_finding(actor, check.finding) if check.finding is not None else may_check_goals(actor)


def may_note(actor: Actor, check: Check) -> Decision:
    """Say what follows of a check that turned: its owner, and whoever keeps it."""
    if check.owner_id is not None and check.owner_id == actor.user_id:
        return ALLOWED
    return may_keep_check(actor, check)


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in what the report says: BoSo itself, the coordinator and the administrator."""
    return partnership.may_import(actor, organisation_id)


def _told(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else NOT_HERE
