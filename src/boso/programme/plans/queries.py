"""Every read of the plans. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.history.models import Change
from boso.programme.partnership.models import Participation, Programme
from boso.programme.plans import policies
from boso.programme.plans.models import (
    Activity,
    AnalysisState,
    Challenge,
    Decision,
    DwellingProject,
    Funding,
    Plan,
    PlanVersion,
    PreAnalysis,
    Risk,
    Trace,
    VersionState,
)

M = TypeVar("M", bound=Model)


def activities(actor: Actor, participant: Participation | None = None) -> QuerySet[Activity]:
    """Sub-projects and measures that the actor may see, of one participant or of the programme of the report."""
    found = Activity.objects.select_related(
        "participation__organisation", "owner_unit", "responsible", "fact", "plan", "parent"
    )
    return _seen(actor, found, participant)


def challenges(actor: Actor, participant: Participation | None = None) -> QuerySet[Challenge]:
    """Challenges the actor may see. Of one participant: its own, and those the report says of the five together
    where it is one of them.
    """
    found = Challenge.objects.select_related("participation__organisation", "analysis", "fact")
    if participant is None:
        return _seen(actor, found, None, common=True)
    mine = Q(participation=participant)
    if participant.evaluated:
        mine |= Q(participation__isnull=True)
    return _seen(actor, found.filter(mine), None, any_programme=True)


def pre_analyses(actor: Actor, participant: Participation | None = None) -> QuerySet[PreAnalysis]:
    """Pre-analyses the actor may see."""
    found = PreAnalysis.objects.select_related("participation__organisation", "fact")
    return _seen(actor, found, participant, also=Q(state=AnalysisState.FINISHED))


def plans(actor: Actor, participant: Participation | None = None) -> QuerySet[Plan]:
    """Programme plans, each with the versions the actor may see as `seen` (newest first; two queries)."""
    found = Plan.objects.select_related("participation__organisation", "fact")
    found = found.prefetch_related(Prefetch("versions", versions(actor), to_attr="seen"))
    adopted = Q(versions__state__in=[VersionState.ADOPTED, VersionState.REPLACED])
    return _seen(actor, found, participant, also=adopted).distinct()


def versions(actor: Actor) -> QuerySet[PlanVersion]:
    """Versions of plans the actor may see."""
    found = PlanVersion.objects.select_related("plan__participation__organisation", "proposed_by", "adopted_by")
    if not policies.may_see(actor):
        return found.none()
    if _sees_all(actor):
        return found
    opened = Q(state__in=[VersionState.ADOPTED, VersionState.REPLACED])
    opened |= Q(reported=True)
    return found.filter(opened | Q(plan__participation__organisation_id__in=_own(actor)))


def dwelling_projects(actor: Actor, participant: Participation | None = None) -> QuerySet[DwellingProject]:
    """Dwelling projects the actor may see. Add up only those with no `part_of`: the others are parts of them."""
    found = DwellingProject.objects.select_related("participation__organisation", "responsible", "fact", "part_of")
    return _seen(actor, found, participant)


def funding(actor: Actor, participant: Participation | None = None) -> QuerySet[Funding]:
    """Rows of the funding register the actor may see."""
    found = Funding.objects.select_related("participation__organisation", "activity", "dwelling_project", "fact")
    return _seen(actor, found, participant)


def risks(actor: Actor, participant: Participation | None = None) -> QuerySet[Risk]:
    """Risks the actor may see, the heaviest first is the reader's to order."""
    return _seen(
        actor, Risk.objects.select_related("participation__organisation", "activity", "responsible"), participant
    )


def decisions(actor: Actor, participant: Participation | None = None) -> QuerySet[Decision]:
    """Decisions the actor may see, newest first."""
    return _seen(actor, Decision.objects.select_related("participation__organisation", "activity", "plan"), participant)


def with_traces(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    """Measures or challenges, each with `seen_traces`: what answers what, as far as the actor sees both."""
    visible = Trace.objects.select_related("challenge", "activity__participation__organisation", "fact").filter(
        challenge__in=numbers(everywhere(actor, Challenge.objects.all())),
        activity__in=numbers(everywhere(actor, Activity.objects.all())),
    )
    return found.prefetch_related(Prefetch("traces", visible, to_attr="seen_traces"))


def activity(actor: Actor, activity_id: int) -> Activity:
    """One sub-project or measure.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Activity.objects.select_related(
        "participation__organisation", "owner_unit", "responsible", "fact__source", "plan", "parent"
    )
    return one(everywhere(actor, found), activity_id)


def challenge(actor: Actor, challenge_id: int) -> Challenge:
    """One challenge.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(one_challenge(actor, challenge_id), challenge_id)


def one_challenge(actor: Actor, challenge_id: int) -> QuerySet[Challenge]:
    """The challenge of that number, or nothing."""
    found = Challenge.objects.select_related("participation__organisation", "fact", "analysis")
    return everywhere(actor, found).filter(pk=challenge_id)


def homes(actor: Actor, homes_id: int) -> DwellingProject:
    """One dwelling project.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = DwellingProject.objects.select_related(
        "participation__organisation", "responsible", "fact__source", "part_of", "activity"
    )
    return one(everywhere(actor, found), homes_id)


def money(actor: Actor, funding_id: int) -> Funding:
    """One row of the funding register.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Funding.objects.select_related("participation__organisation", "activity", "dwelling_project", "fact")
    return one(everywhere(actor, found), funding_id)


def risk(actor: Actor, risk_id: int) -> Risk:
    """One risk.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(everywhere(actor, Risk.objects.select_related("participation__organisation", "activity")), risk_id)


def decision(actor: Actor, decision_id: int) -> Decision:
    """One decision.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(everywhere(actor, Decision.objects.select_related("participation__organisation")), decision_id)


def analysis(actor: Actor, analysis_id: int) -> PreAnalysis:
    """One pre-analysis.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = PreAnalysis.objects.select_related("participation__organisation", "fact")
    return one(_seen(actor, found, None, also=Q(state=AnalysisState.FINISHED), any_programme=True), analysis_id)


def plan(actor: Actor, plan_id: int) -> Plan:
    """One programme plan, of which the actor may see a version or which is their own.

    Raises Refused (hidden) where there is none for the actor.
    """
    adopted = Q(versions__state__in=[VersionState.ADOPTED, VersionState.REPLACED])
    found = Plan.objects.select_related("participation__organisation", "fact")
    return one(_seen(actor, found, None, also=adopted, any_programme=True).distinct(), plan_id)


def version(actor: Actor, version_id: int) -> PlanVersion:
    """One version of a plan.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(versions(actor), version_id)


def history(actor: Actor, thing: Model, limit: int = 50) -> list[Change]:
    """What was done with a row the actor may see, newest first."""
    found = Change.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))
    return list(found.exclude(verb="import").select_related("actor")[:limit])


def _seen(
    actor: Actor, found: QuerySet[M], participant: Participation | None, *, also: Q | None = None,
    any_programme: bool = False, common: bool = False,
) -> QuerySet[M]:  # fmt: skip
    """Those of the rows the actor may see: shared or of the report for members, all of their own and for the bank."""
    if not policies.may_see(actor):
        return found.none()
    if participant is not None:
        found = found.filter(participation=participant)
    elif not any_programme:
        own = Q(participation__programme=Programme.REPORT) | Q(participation__organisation_id__in=_own(actor))
        found = found.filter(own | Q(participation__isnull=True)) if common else found.filter(own)
    if _sees_all(actor):
        return found
    opened = Q(shared=True) | Q(fact__isnull=False) | Q(participation__organisation_id__in=_own(actor))
    return found.filter(opened if also is None else opened | also)


def _sees_all(actor: Actor) -> bool:
    return actor.is_bank or actor.holds(Role.SYSTEM)


def _own(actor: Actor) -> list[int]:
    return [seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)]


def everywhere(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    """Those of the rows the actor may see, in whatever programme."""
    return _seen(actor, found, None, any_programme=True)


def numbers(found: QuerySet[Any]) -> QuerySet[Any, Any]:
    """The numbers of rows, to ask whether others are among them."""
    return found.select_related(None).order_by().values("pk")


def one(found: QuerySet[M], number: int) -> M:
    """The row of that number.

    Raises Refused (hidden) where it is not among them.
    """
    thing = found.filter(pk=number).first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
