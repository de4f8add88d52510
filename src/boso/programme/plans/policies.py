"""Who may see and do what with plans.

Open to every member: adopted plans, finished pre-analyses, what the report says, and what is marked as shared. Own
municipality and the bank only: everything else (drafts, applications for money, risks, decisions). What is outside
does not exist for the asker. The municipality's programme leader and programme owner write; whoever is responsible
for a measure moves it on.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation
from boso.programme.plans.models import (
    Activity,
    AnalysisState,
    DwellingProject,
    Funding,
    PlanVersion,
    PreAnalysis,
    Risk,
    VersionState,
)

Reason = str | Promise
_HIDDEN = Denied(_("There is nothing here that you may see."), hidden=True)
_WRITERS = (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER)
_STANDS_IN_REPORT = Denied(_("The report says so. Its words are not changed; what has happened since is added."))
_OPEN_VERSIONS = (VersionState.ADOPTED, VersionState.REPLACED)


def may_see(actor: Actor) -> Decision:
    """The plans are open to every member, each as far as it is shared."""
    return ALLOWED if actor.is_member else _HIDDEN


def may_see_inside(actor: Actor, participation: Participation | None) -> Decision:
    """Working papers: own municipality and the bank."""
    return _HIDDEN if participation is None else partnership.may_see_inside(actor, participation)


def may_see_row(actor: Actor, row: models.Model) -> Decision:
    """A challenge, measure, dwelling project, sum of money, risk or decision."""
    if getattr(row, "shared", False) or getattr(row, "fact_id", None) is not None:
        return may_see(actor)
    return may_see_inside(actor, getattr(row, "participation", None))


def may_see_analysis(actor: Actor, analysis: PreAnalysis) -> Decision:
    """A finished pre-analysis is open, one under way only inside; what the report says of it is open."""
    return may_see(actor) if analysis.state == AnalysisState.FINISHED else may_see_row(actor, analysis)


def may_see_version(actor: Actor, version: PlanVersion) -> Decision:
    """Adopted versions are open to every member, drafts inside; what the report tells is open."""
    if version.state in _OPEN_VERSIONS or version.reported:
        return may_see(actor)
    return may_see_inside(actor, version.plan.participation)


def may_write(actor: Actor, participation: Participation) -> Decision:
    """Write down challenges, measures, homes, money, risks and decisions."""
    if actor.holds(*_WRITERS, at=participation.organisation_id):
        return ALLOWED
    if partnership.may_see_inside(actor, participation):
        return Denied(_("The programme leader and the programme owner of the municipality keep its plan."))
    return _HIDDEN


def may_change(actor: Actor, row: Any) -> Decision:
    """Change what a member has written; what the report says is not rewritten."""
    if not may_see_row(actor, row):
        return _HIDDEN
    if getattr(row, "fact_id", None) is not None:
        return _STANDS_IN_REPORT
    return _only_told(actor, may_write(actor, row.participation))


def may_move(actor: Actor, row: Activity | DwellingProject | Risk) -> Decision:
    """Move it on, and say how it goes: who writes the plan, and whoever is responsible for it."""
    if not may_see_row(actor, row):
        return _HIDDEN
    inside = partnership.may_see_inside(actor, row.participation)
    if inside and row.responsible_id is not None and row.responsible_id == actor.user_id:
        return ALLOWED
    return _only_told(actor, may_write(actor, row.participation))


def may_move_funding(actor: Actor, funding: Funding) -> Decision:
    """Write down what happened to an application."""
    if not may_see_row(actor, funding):
        return _HIDDEN
    return _only_told(actor, may_write(actor, funding.participation))


def may_move_analysis(actor: Actor, analysis: PreAnalysis) -> Decision:
    """Say how far the pre-analysis has come."""
    if not may_see_analysis(actor, analysis):
        return _HIDDEN
    return _only_told(actor, may_write(actor, analysis.participation))


def may_write_version(actor: Actor, version: PlanVersion) -> Decision:
    """Write, propose or take back a version."""
    if not may_see_version(actor, version):
        return _HIDDEN
    if version.reported:
        return _STANDS_IN_REPORT
    return _only_told(actor, may_write(actor, version.plan.participation))


def may_adopt(actor: Actor, version: PlanVersion) -> Decision:
    """Record that a version is adopted: the programme owner or the steering group, and not the one who proposed it."""
    if not may_see_version(actor, version):
        return _HIDDEN
    if not actor.holds(Role.PROGRAMME_OWNER, Role.STEERING_GROUP, at=version.plan.participation.organisation_id):
        return Denied(_("The programme owner or the steering group records the adoption."))
    if version.proposed_by_id is not None and version.proposed_by_id == actor.user_id:
        return Denied(_("You proposed this version. Another person records the adoption."))
    return ALLOWED


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in what the report says: BoSo itself, the coordinator and the administrator."""
    return partnership.may_import(actor, organisation_id)


def _only_told(actor: Actor, decision: Decision) -> Decision:
    """A member who may see the row is told who may; the row is not hidden for them."""
    if isinstance(decision, Denied) and decision.hidden and actor.is_member:
        return Denied(_("The programme leader and the programme owner of the municipality keep its plan."))
    return decision
