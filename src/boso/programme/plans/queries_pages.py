"""What the pages of the plans show, gathered in few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, Value

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import User
from boso.foundation.access.queries import holders
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.organisations.queries import units
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation
from boso.programme.partnership.wording import current
from boso.programme.plans import order, policies, queries
from boso.programme.plans.forms import Lists
from boso.programme.plans.models import (
    OPEN_STATES,
    Activity,
    Challenge,
    Dependency,
    DwellingProject,
    Plan,
    PlanVersion,
    PreAnalysis,
    Result,
    Risk,
    RiskState,
    State,
    Trace,
    VersionState,
)

#: What has a time it was to be done by.
Planned = TypeVar("Planned", Activity, DwellingProject)

#: Who steers the programme in a municipality, and may answer for a risk.
STEERERS = (*MUNICIPAL_PROGRAMME, Role.PLANNER)


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
        found[plan.participation_id].plan = found[plan.participation_id].plan or plan
    for analysis in queries.pre_analyses(actor):
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


def lists(actor: Actor, participation: Participation, today: dt.date, wanted: Collection[str]) -> Lists:
    """What a form of one municipality offers: those of the lists that are wanted, a query each."""
    whose = participation.organisation_id
    read: dict[str, Callable[[], Iterable[Any]]] = {
        "people": lambda: _names(holders(whose, (*STEERERS, *CASEWORK), today)),
        "steerers": lambda: _names(holders(whose, STEERERS, today)),
        "units": lambda: units(participation.organisation, today),
        "activities": lambda: queries.activities(actor, participation),
        "plans": lambda: queries.plans(actor, participation).prefetch_related(None),
        "homes": lambda: queries.dwelling_projects(actor, participation),
        "analyses": lambda: queries.pre_analyses(actor, participation),
    }
    return Lists(**{name: list(read[name]()) for name in wanted})


def _names(people: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people]


def edges(actor: Actor, measures: Iterable[Activity]) -> list[order.Edge]:
    """What waits for what among the measures, which the actor sees."""
    known = {one.pk for one in measures}
    found = Dependency.objects.filter(activity__in=known, needs__in=known).values_list("activity_id", "needs_id")
    return list(found) if policies.may_see(actor) else []


def ties(actor: Actor, activity: Activity) -> tuple[list[Dependency], list[Dependency]]:
    """What a measure waits for, and what waits for it (one query)."""
    found = Dependency.objects.filter(Q(activity=activity) | Q(needs=activity)).select_related("needs", "activity")
    seen = list(found.filter(needs__in=_seen(actor), activity__in=_seen(actor)))
    return [one for one in seen if one.activity_id == activity.pk], [one for one in seen if one.needs_id == activity.pk]


def traces_of(actor: Actor, activity: Activity) -> list[Trace]:
    """The challenges a measure answers, as far as the actor sees them."""
    visible = queries.numbers(queries.everywhere(actor, Challenge.objects.all()))
    found = Trace.objects.filter(activity=activity, activity__in=_seen(actor), challenge__in=visible)
    return list(found.select_related("challenge", "fact"))


def results(actor: Actor, activity: Activity) -> list[Result]:
    """What came of a measure, newest first; nothing of one the actor may not see."""
    return list(Result.objects.filter(activity=activity, activity__in=_seen(actor)).select_related("recorded_by"))


def require_inside(actor: Actor, participation: Participation) -> None:
    """Working papers: own municipality and the bank.

    Raises Refused (hidden) for anybody else.
    """
    require(policies.may_see_inside(actor, participation))


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
    return list(_slipping(actor, Activity.objects.all(), today))


def slipping_homes(actor: Actor, today: dt.date) -> list[DwellingProject]:
    """Homes to be got that slip, asked about like measures (one query)."""
    return list(_slipping(actor, DwellingProject.objects.all(), today))


def _slipping(actor: Actor, rows: QuerySet[Planned], today: dt.date) -> QuerySet[Planned]:
    mine = _led(actor)
    if not actor.holds(*STEERERS, *CASEWORK):
        return rows.none()
    asked = Q(responsible_id=actor.user_id) | Q(responsible__isnull=True, participation__organisation_id__in=mine)
    late = Q(ends__lt=today) | Q(state=State.PLANNED, starts__lt=today)
    # What the report said of 2012 is asked about only once somebody here has moved it.
    ours = Q(fact__isnull=True) | Q(moved_by__isnull=False)
    found = rows.filter(asked, late, ours, state__in=OPEN_STATES)
    return found.select_related("participation__organisation").order_by("ends", "pk")


def risks_to_look_at(actor: Actor, today: dt.date) -> list[Risk]:
    """Open risks whose day to look again has come, of those the actor answers for (one query)."""
    mine = _led(actor)
    if not actor.holds(*STEERERS):
        return []
    asked = Q(responsible_id=actor.user_id) | Q(responsible__isnull=True, participation__organisation_id__in=mine)
    found = Risk.objects.filter(asked, state=RiskState.OPEN, look_again_on__lte=today)
    return list(found.select_related("participation__organisation").order_by("look_again_on", "pk"))


def versions_to_adopt(actor: Actor) -> list[PlanVersion]:
    """Versions that wait for adoption and that the actor may adopt (one query)."""
    found = queries.versions(actor).filter(state=VersionState.PROPOSED)
    return [one for one in found if policies.may_adopt(actor, one)]


@dataclass(frozen=True, slots=True)
class Found:
    """A measure, a dwelling project or a challenge that the search found. what: the name of its page."""

    rank: float
    what: str
    pk: int
    title: str
    whose: str


def found_by(actor: Actor, text: str, limit: int) -> list[Found]:
    """Measures, homes and challenges whose name or municipality answers the text, best first (one query)."""
    names = ("pk", "title_nb", f"title_{current()}", "participation__organisation__name")
    kinds: dict[str, QuerySet[Any]] = {
        "activity": queries.activities(actor),
        "homes": queries.dwelling_projects(actor),
        "challenge": queries.challenges(actor),
    }
    first, *others = (
        rows.select_related(None).order_by().annotate(what=Value(what)).values_list("what", *names)
        for what, rows in kinds.items()
    )
    found = [
        Found(rank, what, pk, title or other, whose or "")
        for what, pk, other, title, whose in first.union(*others, all=True)
        if (rank := closeness(text, title or other, whose or ""))
    ]
    return sorted(found, key=lambda one: (-one.rank, one.what, one.pk))[:limit]


def by_id(actor: Actor, ids: Iterable[str]) -> list[Activity]:
    """Those of the measures that the actor may see and that concern them (one query)."""
    return list(queries.activities(actor).filter(pk__in=[pk for pk in ids if pk.isdecimal()]))


def _led(actor: Actor) -> list[int]:
    """Where the actor is programme leader."""
    return [seat.municipality_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER]


def _seen(actor: Actor) -> QuerySet[Activity, Any]:
    return queries.numbers(queries.everywhere(actor, Activity.objects.all()))
