"""What the pages of the plans show, gathered in few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.queries import holders
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME
from boso.foundation.organisations.queries import units
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation, Programme
from boso.programme.plans import order, queries
from boso.programme.plans.forms import Lists
from boso.programme.plans.models import (
    OPEN_STATES,
    Activity,
    Challenge,
    Dependency,
    DwellingProject,
    Plan,
    PreAnalysis,
    Result,
    State,
    Trace,
)


@dataclass
class Standing:
    """How far one participant's plan has come."""

    participation: Participation
    plan: Plan | None = None
    analysis: PreAnalysis | None = None
    counts: dict[str, int] = field(default_factory=dict)
    homes_done: int = 0
    homes_low: int = 0
    homes_high: int = 0

    @property
    def measures(self) -> int:
        """How many sub-projects and measures there are."""
        return sum(self.counts.values())

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known."""
        return bool(self.plan or self.analysis or self.counts)


def participant(actor: Actor, slug: str) -> Participation:
    """One participant of any programme.

    Raises Refused (hidden) where there is none for the actor.
    """
    return partnership.participation(actor, slug)


def standings(actor: Actor) -> list[Standing]:
    """Every participant in the programme of the report, and the actor's own, in six queries."""
    found = {one.pk: Standing(one) for one in partnership.concerning(actor)}
    for plan in queries.plans(actor):
        if plan.participation_id in found:
            found[plan.participation_id].plan = found[plan.participation_id].plan or plan
    for analysis in queries.pre_analyses(actor):
        if analysis.participation_id in found:
            found[analysis.participation_id].analysis = analysis
    for whose, state in queries.activities(actor).values_list("participation_id", "state"):
        counts = found[whose].counts
        counts[state] = counts.get(state, 0) + 1
    for homes in queries.dwelling_projects(actor).filter(part_of__isnull=True):
        add_homes(found[homes.participation_id], homes)
    return list(found.values())


def add_homes(standing: Standing, homes: DwellingProject) -> None:
    """Count a whole project, not its parts: those that are ready, and those planned or under way."""
    if homes.low is None or homes.high is None:
        return
    if homes.state == State.DONE and not homes.yearly:
        standing.homes_done += homes.low
    elif homes.state in OPEN_STATES:
        standing.homes_low += homes.low
        standing.homes_high += homes.high


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The participants to choose among."""
    return [(one.slug, one.organisation.name) for one in partnership.concerning(actor)]


def lists(actor: Actor, participation: Participation, today: dt.date) -> Lists:
    """What the forms of one municipality offer."""
    people = holders(participation.organisation_id, (*MUNICIPAL_PROGRAMME, *CASEWORK), today)
    return Lists(
        people=[(str(one.pk), one.name) for one in people],
        units=list(units(participation.organisation, today)),
        activities=list(queries.activities(actor, participation)),
        challenges=list(queries.challenges(actor, participation).filter(retired_on__isnull=True)),
        plans=list(queries.plans(actor, participation)),
        homes=list(queries.dwelling_projects(actor, participation)),
        analyses=list(queries.pre_analyses(actor, participation)),
    )


def edges(actor: Actor, participation: Participation) -> list[order.Edge]:
    """What waits for what in one municipality, as far as the actor sees the measures."""
    known = set(queries.activities(actor, participation).order_by().values_list("pk", flat=True))
    found = Dependency.objects.filter(activity__participation=participation).values_list("activity_id", "needs_id")
    return [edge for edge in found if edge[0] in known and edge[1] in known]


def waits_for(actor: Actor, activity: Activity) -> list[Dependency]:
    """What a measure waits for."""
    return list(
        Dependency.objects.filter(activity=activity, needs__in=_seen(actor)).select_related(
            "needs", "activity__participation"
        )
    )


def holds_up(actor: Actor, activity: Activity) -> list[Dependency]:
    """What waits for a measure."""
    return list(Dependency.objects.filter(needs=activity, activity__in=_seen(actor)).select_related("activity"))


def results(actor: Actor, activity: Activity) -> list[Result]:
    """What came of a measure the actor may see, newest first.

    Raises Refused (hidden) where the measure is not for the actor.
    """
    queries.activity(actor, activity.pk)
    return list(activity.results.select_related("recorded_by"))


def trace(actor: Actor, trace_id: int) -> Trace:
    """One tie between measure and challenge.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Trace.objects.select_related("activity__participation__organisation", "challenge")
    one = found.filter(pk=trace_id, activity__in=_seen(actor)).first()
    if one is None:
        raise Refused(NOT_HERE)
    return one


def dependency(actor: Actor, dependency_id: int) -> Dependency:
    """One tie between a measure and what it waits for.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Dependency.objects.select_related("activity__participation__organisation", "needs")
    one = found.filter(pk=dependency_id, activity__in=_seen(actor)).first()
    if one is None:
        raise Refused(NOT_HERE)
    return one


def slipping(actor: Actor, today: dt.date) -> list[Activity]:
    """Measures that slip and that the actor is asked about: as responsible, or as programme leader where nobody is
    (one query).
    """
    mine = [seat.municipality_id for seat in actor.seats if seat.role in MUNICIPAL_PROGRAMME[:1]]
    if actor.user_id is None or not actor.is_member:
        return []
    asked = Q(responsible_id=actor.user_id) | Q(responsible__isnull=True, participation__organisation_id__in=mine)
    late = Q(ends__lt=today) | Q(state=State.PLANNED, starts__lt=today)
    found = Activity.objects.filter(asked, late, state__in=OPEN_STATES)
    found = found.filter(Q(fact__isnull=True) | Q(moved_by__isnull=False))
    return list(found.select_related("participation__organisation").order_by("ends", "pk"))


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, Activity | DwellingProject | Challenge]]:
    """Measures, homes and challenges whose name answers the text, best first (three queries)."""
    rows: Iterable[Activity | DwellingProject | Challenge] = [
        *queries.activities(actor), *queries.dwelling_projects(actor), *queries.challenges(actor),
    ]  # fmt: skip
    ranked = [
        (rank, row)
        for row in rows
        if (rank := closeness(text, row.title, row.participation.organisation.name if row.participation else ""))
    ]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].pk))[:limit]


def by_id(actor: Actor, ids: Iterable[str]) -> list[Activity]:
    """Those of the measures that the actor may see and that concern them (one query)."""
    return list(queries.activities(actor).filter(pk__in=[pk for pk in ids if pk.isdecimal()]))


def is_demonstration(participation: Participation) -> bool:
    """Whether the municipality is invented."""
    return participation.programme == Programme.DEMONSTRATION


def _seen(actor: Actor) -> QuerySet[Activity, Any]:
    return queries.numbers(queries.everywhere(actor, Activity.objects.all()))
