"""Every read of scope, tasks, anchoring, involvement and hand-overs. The actor comes first."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from boso.core.values.folding import closeness
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.history.models import Change
from boso.programme.anchoring import elections, policies, taskmap
from boso.programme.anchoring.models import (
    HandOver,
    Involvement,
    Mention,
    Reanchoring,
    ScopeEntry,
    TaskPart,
    TaskPlace,
)
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Fact, Participation, Phase, TaskAssignment
from boso.programme.plans import queries as plans
from boso.programme.plans.models import OPEN_STATES, Activity, State

M = TypeVar("M", bound=Model)
_KEEPERS = (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER)


def scope(actor: Actor, participation: Participation | None = None) -> QuerySet[ScopeEntry]:
    """The scope register: of one participant (with what the source says of an unnamed one of the five, where it is
    one of them), or of everybody in the programme of the report and the actor's own. An entry on an activity that is
    not shared only inside.
    """
    found = ScopeEntry.objects.select_related("participation__organisation", "activity", "fact__source", "created_by")
    if not policies.may_see(actor):
        return found.none()
    found = _of(actor, found, participation)
    if _sees_all(actor):
        return found
    return found.filter(
        Q(activity__isnull=True) | Q(activity__shared=True) | Q(activity__fact__isnull=False) | _inside(actor)
    )


def scope_entry(actor: Actor, entry_id: int) -> ScopeEntry:
    """One entry of the scope register.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = ScopeEntry.objects.select_related("participation__organisation", "activity", "fact__source", "created_by")
    entry = _one(found.filter(pk=entry_id) if policies.may_see(actor) else found.none())
    if entry.participation is not None and not scope(actor, entry.participation).filter(pk=entry.pk).exists():
        raise Refused(NOT_HERE)
    return entry


def scope_counts(actor: Actor) -> dict[tuple[int | None, str], int]:
    """How many entries each participant has in the programme, in the line and not decided (one query)."""
    found = scope(actor).select_related(None).order_by().values_list("participation_id", "place")
    return {(who, place): count for who, place, count in found.annotate(count=Count("pk"))}


def task_map(actor: Actor, participation: Participation, today: dt.date) -> taskmap.TaskMap:
    """A participant's task map as it is today (three queries).

    Raises Refused (hidden) for anybody who is no member.
    """
    if not policies.may_see(actor):
        raise Refused(NOT_HERE)
    placed = TaskPlace.objects.filter(task__participation=participation).values_list("task_id", "field_task")
    return taskmap.build(partnership.tasks(actor, participation), parts(actor, participation, today), dict(placed))


def parts(actor: Actor, participation: Participation, today: dt.date) -> QuerySet[TaskPart]:
    """The parts units have today, besides the partnership's map."""
    found = TaskPart.objects.filter(participation=participation, starts__lte=today)
    found = found.filter(Q(ends__isnull=True) | Q(ends__gt=today))
    return found if policies.may_see(actor) else found.none()


def part(actor: Actor, part_id: int) -> TaskPart:
    """One unit's part.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = TaskPart.objects.select_related("participation__organisation").filter(pk=part_id)
    return _one(found if policies.may_see(actor) else found.none())


def task(actor: Actor, task_id: int) -> TaskAssignment:
    """One task of the partnership's map.

    Raises Refused (hidden) where there is none for the actor.
    """
    return partnership.task(actor, task_id)


def mentions(actor: Actor, participation: Participation | None = None) -> QuerySet[Mention]:
    """How activities stand in documents: what the report says for every member, what a municipality has entered for
    itself and the bank. Of one participant (with what is said of the five together), or of all.
    """
    found = Mention.objects.select_related("participation__organisation", "activity", "fact__source", "created_by")
    return _told(actor, _of(actor, found, participation))


def involvements(actor: Actor, participation: Participation | None = None) -> QuerySet[Involvement]:
    """Who takes part: seen as `mentions`."""
    found = Involvement.objects.select_related("participation__organisation", "fact__source", "created_by")
    return _told(actor, _of(actor, found, participation))


def reanchorings(actor: Actor, participation: Participation) -> QuerySet[Reanchoring]:
    """When the programme was anchored anew: own municipality and the bank."""
    found = Reanchoring.objects.filter(participation=participation).select_related("created_by")
    return found if policies.may_see_inside(actor, participation) else found.none()


def activities(actor: Actor, participation: Participation) -> QuerySet[Activity]:
    """The participant's activities that the actor may see."""
    return plans.activities(actor, participation)


def activity(actor: Actor, activity_id: int) -> Activity:
    """One activity.

    Raises Refused (hidden) where there is none for the actor.
    """
    return plans.activity(actor, activity_id)


def hand_overs(actor: Actor, participation: Participation) -> QuerySet[HandOver]:
    """What is agreed of the time afterwards, with the answers one year after (two queries): own municipality and the
    bank.
    """
    found = HandOver.objects.filter(activity__participation=participation)
    found = found.select_related("activity__owner_unit", "created_by").prefetch_related("checks__created_by")
    return found if policies.may_see_inside(actor, participation) else found.none()


def hand_over(actor: Actor, hand_over_id: int) -> HandOver:
    """One hand-over.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = HandOver.objects.select_related("activity__participation__organisation").filter(pk=hand_over_id).first()
    if found is None or not policies.may_see_inside(actor, found.activity.participation):
        raise Refused(NOT_HERE)
    return found


def remarks(actor: Actor, sheet: str = "anchoring_remarks") -> list[Fact]:
    """What the report says about anchoring that has no cell in a matrix."""
    return list(partnership.facts(actor, sheet=sheet))


def to_ask_again(actor: Actor, today: dt.date) -> list[HandOver]:
    """Hand-overs a year old that nobody has answered for, in the municipalities the actor keeps (one query)."""
    own = _kept(actor)
    if not own:
        return []
    found = HandOver.objects.filter(activity__participation__organisation_id__in=own, checks__isnull=True)
    found = found.filter(starts__lte=add_months(today, -11)).select_related("activity__participation__organisation")
    return list(found)


def without_owner(actor: Actor) -> list[Activity]:
    """Activities that are done and that nobody is to own afterwards, in the municipalities the actor keeps."""
    own = _kept(actor)
    if not own:
        return []
    found = Activity.objects.filter(participation__organisation_id__in=own, state=State.DONE, hand_over__isnull=True)
    found = found.filter(Q(fact__isnull=True) | Q(moved_by__isnull=False))
    return list(found.select_related("participation__organisation"))


def to_anchor_anew(actor: Actor, today: dt.date) -> list[Participation]:
    """The actor's municipalities that have not anchored the programme anew after the latest election (one query)."""
    own = _kept(actor)
    if not own:
        return []
    found = Participation.objects.filter(organisation_id__in=own).exclude(phase=Phase.ENDED)
    return list(
        found.exclude(reanchorings__election_on=elections.latest(today)).select_related("organisation")
    )  # fmt: skip


def undecided(actor: Actor) -> list[tuple[Participation, ScopeEntry]]:
    """Entries nobody has decided on, in the municipalities the actor keeps."""
    own = _kept(actor)
    if not own:
        return []
    found = ScopeEntry.objects.filter(participation__organisation_id__in=own, place="undecided", fact__isnull=True)
    found = found.select_related("participation__organisation")
    return [(one.participation, one) for one in found if one.participation is not None]


def lacks_hand_over(one: Activity, agreed: set[int]) -> bool:
    """Whether somebody should agree who owns it afterwards: it is under way or done, and nothing is agreed."""
    return one.pk not in agreed and one.state in (*OPEN_STATES, State.DONE)


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, ScopeEntry]]:
    """Entries of the scope register that answer the text, best first (one query)."""
    ranked = [(rank, one) for one in scope(actor) if (rank := closeness(text, one.name, one.words))]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].pk))[:limit]


def entries_by_id(actor: Actor, ids: Any) -> list[ScopeEntry]:
    """Those of the entries that the actor may see (one query)."""
    return list(scope(actor).filter(pk__in=[pk for pk in ids if pk.isdecimal()]))


def history(actor: Actor, thing: Model, limit: int = 50) -> list[Change]:
    """What was done with a row the actor may see, newest first."""
    found = Change.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))
    return list(found.exclude(verb="import").select_related("actor")[:limit])


def _of(actor: Actor, found: QuerySet[M], participation: Participation | None) -> QuerySet[M]:
    """Of one participant and, where it is one of the five, of the five together; or of all that concern the actor."""
    if participation is None:
        concerning = partnership.concerning(actor).select_related(None).order_by().values("pk")
        return found.filter(Q(participation__isnull=True) | Q(participation__in=concerning))
    mine = Q(participation=participation)
    return found.filter(mine | Q(participation__isnull=True) if participation.evaluated else mine)


def _told(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    if not policies.may_see(actor):
        return found.none()
    return found if _sees_all(actor) else found.filter(Q(fact__isnull=False) | _inside(actor))


def _inside(actor: Actor) -> Q:
    own = [seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)]
    return Q(participation__organisation_id__in=own)


def _kept(actor: Actor) -> list[int]:
    return [seat.municipality_id for seat in actor.seats if seat.role in _KEEPERS]


def _sees_all(actor: Actor) -> bool:
    return actor.is_bank or actor.holds(Role.SYSTEM)


def _one(found: QuerySet[M]) -> M:
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
