"""Every read of findings, assessments, challenges and recommendations. Checks: `queries_checks`."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.programme.findings import policies
from boso.programme.findings.models import (
    Assessment,
    Challenge,
    Check,
    Evidence,
    Finding,
    FindingState,
    Reading,
    Recommendation,
    RecommendationState,
)
from boso.programme.partnership.models import Participation, Programme

M = TypeVar("M", bound=Model)
REPORT = Programme.REPORT.value


def findings(actor: Actor, programme: str = REPORT, participant: Participation | None = None) -> QuerySet[Finding]:
    """The findings of a programme the actor may see, or those about one participant; oldest first."""
    found = _findings(actor).filter(programme=programme)
    return found if participant is None else found.filter(participation=participant)


def finding(actor: Actor, pk: int) -> Finding:
    """One finding.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(_findings(actor).filter(pk=pk))


def evidence(actor: Actor, finding: Finding) -> QuerySet[Evidence]:
    """What a finding the actor may see rests on."""
    found = Evidence.objects.filter(finding=finding).select_related("fact__source", "added_by")
    return found if policies.may_see_finding(actor, finding) else found.none()


def assessments(actor: Actor, programme: str = REPORT) -> QuerySet[Assessment]:
    """How the goals stand, with the findings the actor may see behind each."""
    found = Assessment.objects.select_related("goal__plan", "fact__source", "participation__organisation", "created_by")
    found = found.prefetch_related(Prefetch("findings", _findings(actor), to_attr="seen_findings"))
    return _told(actor, found).filter(programme=programme)


def challenges(actor: Actor, programme: str = REPORT) -> QuerySet[Challenge]:
    """What is hard."""
    found = Challenge.objects.select_related("fact__source", "participation__organisation", "created_by")
    return _told(actor, found).filter(programme=programme)


def challenge(actor: Actor, pk: int) -> Challenge:
    """One challenge.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Challenge.objects.select_related("fact__source", "participation__organisation", "created_by")
    return one(_told(actor, found).filter(pk=pk))


def recommendations(actor: Actor, programme: str = REPORT) -> QuerySet[Recommendation]:
    """What is advised, with answers, decisions and outcomes."""
    return _recommendations(actor).filter(programme=programme)


def recommendation(actor: Actor, pk: int) -> Recommendation:
    """One recommendation.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(_recommendations(actor).filter(pk=pk))


def checks(actor: Actor, programme: str = REPORT) -> QuerySet[Check]:
    """The living checks of a programme the actor may see, with their newest verdict."""
    return _checks(actor).filter(programme=programme)


def check(actor: Actor, pk: int) -> Check:
    """One living check.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(_checks(actor).filter(pk=pk))


def one(found: QuerySet[M]) -> M:
    """The row found.

    Raises Refused (hidden) where there is none.
    """
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing


def inside(actor: Actor) -> list[int]:
    """The organisations whose unshared work the actor sees."""
    return sorted({seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)})


def sees_all(actor: Actor) -> bool:
    """The bank and BoSo itself see every participant's own."""
    return actor.is_bank or actor.holds(Role.SYSTEM)


def _findings(actor: Actor) -> QuerySet[Finding]:
    found = Finding.objects.select_related(
        "participation__organisation", "category", "fact__source", "owner", "created_by", "replaced_by"
    )
    if not policies.may_see(actor):
        return found.none()
    if sees_all(actor):
        return found
    stands = ~Q(state=FindingState.DRAFT)
    open_to_all = Q(participation__isnull=True) | Q(shared=True)
    mine = Q(created_by=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
    seen = (stands & open_to_all) | Q(participation__organisation__in=inside(actor)) | mine
    if actor.holds(Role.EVALUATOR):
        seen |= Q(participation__isnull=True)
    return found.filter(seen)


def _told(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    if not policies.may_see(actor):
        return found.none()
    if sees_all(actor):
        return found
    return found.filter(Q(participation__isnull=True) | Q(participation__organisation__in=inside(actor)))


def _recommendations(actor: Actor) -> QuerySet[Recommendation]:
    found = Recommendation.objects.select_related(
        "fact__source", "participation__organisation", "part_of", "created_by"
    )
    return _told(actor, found.prefetch_related("challenges", "answers", "decisions", "outcomes"))


def _checks(actor: Actor) -> QuerySet[Check]:
    found = Check.objects.select_related("finding__participation__organisation", "goal__plan", "owner")
    found = found.select_related("participation__organisation")
    if not policies.may_see(actor):
        return found.none()
    if sees_all(actor):
        return found
    places = Q(participation__isnull=True) | Q(participation__organisation__in=inside(actor))
    return found.filter(places, Q(goal__isnull=False) | Q(finding__in=_findings(actor).order_by().values("pk")))


def readings(actor: Actor, check: Check, limit: int = 50) -> list[Reading]:
    """What a check has said, newest first.

    Raises Refused (hidden) where the check is not for the actor.
    """
    if not policies.may_see_check(actor, check):
        raise Refused(NOT_HERE)
    return list(check.readings.select_related("asked_by", "noted_by")[:limit])


def turned(
    actor: Actor, since: dt.date, until: dt.date | None = None, programme: str = REPORT,
    participant: Participation | None = None,
) -> QuerySet[Reading]:  # fmt: skip
    """Verdicts that turned from a day on, to another (that day included) or until now; newest first.

    participant: those about its figures or its findings, and those about the programme as a whole.
    """
    found = Reading.objects.filter(turned=True, at__date__gte=since, check_of__in=checks(actor, programme).order_by())
    if until is not None:
        found = found.filter(at__date__lte=until)
    if participant is not None:
        own = Q(check_of__participation=participant) | Q(check_of__finding__participation=participant)
        whole = Q(check_of__participation__isnull=True, check_of__finding__participation__isnull=True)
        found = found.filter(own | whole)
    return found.select_related(
        "check_of__finding__participation__organisation", "check_of__goal__plan", "noted_by",
        "check_of__participation__organisation",
    )  # fmt: skip


def everywhere(actor: Actor) -> QuerySet[Check]:
    """The living checks of every programme that the actor may see."""
    return _checks(actor)


def everything(actor: Actor) -> QuerySet[Finding]:
    """The findings of every programme that the actor may see."""
    return _findings(actor)


def all_advice(actor: Actor) -> QuerySet[Recommendation]:
    """The recommendations of every programme that the actor may see, without answers and what came after."""
    return _recommendations(actor).prefetch_related(None)


def waiting(actor: Actor, today: dt.date) -> list[Recommendation]:
    """Recommendations that members have made and that wait for the actor's answer, or to be asked about again.

    What a report advised long ago is not asked about until somebody has answered it.
    """
    asks = Q(state=RecommendationState.DECIDED, ask_again_on__lte=today)
    found = all_advice(actor).filter(Q(state=RecommendationState.WAITING, fact__isnull=True) | asks)
    found = found.order_by("ask_again_on", "pk")
    return [one for one in found if policies.may_answer(actor, one)]


def all_challenges(actor: Actor) -> QuerySet[Challenge]:
    """What is hard, in every programme."""
    return _told(actor, Challenge.objects.select_related("fact__source", "participation__organisation"))


def all_assessments(actor: Actor) -> QuerySet[Assessment]:
    """How goals stand, in every programme."""
    found = Assessment.objects.select_related("goal__plan", "fact__source", "participation__organisation", "created_by")
    return _told(actor, found)


def standing(actor: Actor) -> QuerySet[Finding]:
    """The findings of the programme of the report that stand, with `seen_checks`, for other programs."""
    found = findings(actor).filter(state=FindingState.RAISED)
    return found.prefetch_related(Prefetch("checks", _checks(actor), to_attr="seen_checks"))
