"""Everything that can be done with scope, tasks, anchoring, involvement and hand-overs: one function per act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import save
from boso.programme.anchoring import policies
from boso.programme.anchoring.models import (
    HandOver,
    HandOverCheck,
    Involvement,
    Mention,
    Place,
    Reanchoring,
    ScopeEntry,
    TaskPart,
    TaskPlace,
)
from boso.programme.partnership.models import Participation, TaskAssignment
from boso.programme.plans.models import Activity


def enter_scope(actor: Actor, participation: Participation, fields: dict[str, Any]) -> ScopeEntry:
    """Enter a service, a target group or a measure: kind, name_nb, activity, place, decided_on, decided_by, nb.

    Raises Refused when the actor may not; NotNow when it is entered already or the activity is not the municipality's.
    """
    require(policies.may_edit(actor, participation))
    same = ScopeEntry.objects.filter(participation=participation, fact__isnull=True, kind=fields["kind"])
    if same.filter(name_nb=fields["name_nb"]).exists():
        raise NotNow(_("This is in the register already. Decide there."))
    _own_activity(participation, fields.get("activity"))
    entry = ScopeEntry(participation=participation, created_by_id=actor.user_id)
    return save(actor, "scope.enter", entry, _settled(fields), participation.organisation_id)


def decide_scope(actor: Actor, entry: ScopeEntry, fields: dict[str, Any]) -> ScopeEntry:
    """Say where it belongs: place, decided_on, decided_by, nb (why). What stood before is kept in the history.

    Raises Refused when the actor may not or it stands in the report; NotNow when nothing would change.
    """
    require(policies.may_change_scope(actor, entry))
    names = ("place", "decided_on", "decided_by", "nb")
    wanted = _settled({name: fields[name] for name in names})
    if all(getattr(entry, name) == value for name, value in wanted.items()):
        raise NotNow(_("It stands so already."))
    verb = "scope.reopen" if wanted["place"] == Place.UNDECIDED else "scope.decide"
    return save(actor, verb, entry, wanted, entry.participation.organisation_id if entry.participation else None)


def _settled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields; what is not decided has no day and nobody who decided, what is decided has all three.

    Raises NotNow where a decision lacks its day, its reason or who decided.
    """
    if fields["place"] == Place.UNDECIDED:
        return {**fields, "decided_on": None, "decided_by": ""}
    if not (fields["decided_on"] and fields["decided_by"].strip() and fields["nb"].strip()):
        raise NotNow(_("A decision has a day, a reason and who decided."))
    return fields


def place_task(actor: Actor, task: TaskAssignment, field_task: str) -> TaskPlace:
    """Say under which task of the field a task of the municipality's own map stands.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit(actor, task.participation))
    place = TaskPlace.objects.filter(task=task).first() or TaskPlace(task=task)
    return save(actor, "task_place.set", place, {"field_task": field_task}, task.participation.organisation_id)


def add_part(actor: Actor, participation: Participation, fields: dict[str, Any]) -> TaskPart:
    """Give a unit a part in a task of the field: field_task, function, unit, starts.

    Raises Refused when the actor may not; NotNow when the unit has that part.
    """
    require(policies.may_edit(actor, participation))
    same = participation.task_parts.filter(ends__isnull=True, unit__iexact=fields["unit"].strip())
    if same.filter(field_task=fields["field_task"], function=fields["function"]).exists():
        raise NotNow(_("The unit has this part already."))
    part = TaskPart(participation=participation, created_by_id=actor.user_id)
    return save(actor, "task_part.add", part, fields, participation.organisation_id)


def end_part(actor: Actor, part: TaskPart, on: dt.date) -> TaskPart:
    """Say from which day a unit no longer has its part.

    Raises Refused when the actor may not; NotNow when it has ended or would end before it began.
    """
    require(policies.may_edit(actor, part.participation))
    if part.ends is not None:
        raise NotNow(_("This has already ended."))
    if on <= part.starts:
        raise NotNow(_("It cannot end before it has begun."))
    return save(actor, "task_part.end", part, {"ends": on}, part.participation.organisation_id)


def set_mention(actor: Actor, participation: Participation, fields: dict[str, Any], on: dt.date) -> Mention:
    """Say how an activity (none: the programme as a whole) stands: activity, document, standing, edition, nb.

    One row a cell; what stood before is kept in the history.
    Raises Refused when the actor may not; NotNow when the activity is not the municipality's.
    """
    require(policies.may_edit(actor, participation))
    activity, document = fields.get("activity"), fields["document"]
    _own_activity(participation, activity)
    cell = Mention.objects.filter(participation=participation, fact__isnull=True, document=document)
    known = cell.filter(activity=activity).first() if activity else cell.filter(activity__isnull=True).first()
    mention = known or Mention(
        participation=participation, activity=activity, document=document, created_by_id=actor.user_id
    )
    wanted = {name: fields[name] for name in ("standing", "edition", "nb")}
    return save(actor, "mention.set", mention, {**wanted, "as_of": on.isoformat()}, participation.organisation_id)


def record_reanchoring(
    actor: Actor, participation: Participation, election_on: dt.date, fields: dict[str, Any]
) -> Reanchoring:
    """Record that the programme was anchored anew after an election: done_on, how.

    Raises Refused when the actor may not; NotNow when it is recorded, or was done before the election.
    """
    require(policies.may_edit(actor, participation))
    if participation.reanchorings.filter(election_on=election_on).exists():
        raise NotNow(_("This is recorded already."))
    if fields["done_on"] < election_on:
        raise NotNow(_("That was before the election."))
    done = Reanchoring(participation=participation, election_on=election_on, created_by_id=actor.user_id)
    return save(actor, "reanchoring.record", done, fields, participation.organisation_id)


def record_involvement(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Involvement:
    """Record how much a group takes part in a phase: group, phase, degree, on, nb (the evidence).

    The newest entry of a cell holds, and earlier ones stay. Raises Refused when the actor may not.
    """
    require(policies.may_edit(actor, participation))
    involvement = Involvement(participation=participation, created_by_id=actor.user_id)
    return save(actor, "involvement.record", involvement, fields, participation.organisation_id)


def agree_hand_over(actor: Actor, activity: Activity, fields: dict[str, Any]) -> HandOver:
    """Say who owns an activity afterwards, where it stands in the budget and from when: owner, budget, starts, note.

    An agreement that stands is changed. Raises Refused when the actor may not.
    """
    participation = activity.participation
    require(policies.may_edit(actor, participation))
    known = HandOver.objects.filter(activity=activity).first()
    hand_over = known or HandOver(activity=activity, created_by_id=actor.user_id)
    verb = "hand_over.change" if known else "hand_over.agree"
    return save(actor, verb, hand_over, fields, participation.organisation_id)


def check_hand_over(actor: Actor, hand_over: HandOver, fields: dict[str, Any]) -> HandOverCheck:
    """Answer what has become of it: on, still, words.

    Raises Refused when the actor may not; NotNow when the hand-over has not begun that day.
    """
    participation = hand_over.activity.participation
    require(policies.may_edit(actor, participation))
    if fields["on"] < hand_over.starts:
        raise NotNow(_("The unit does not own it yet on that day."))
    check = HandOverCheck(hand_over=hand_over, created_by_id=actor.user_id)
    return save(actor, "hand_over.check", check, fields, participation.organisation_id)


def _own_activity(participation: Participation, activity: Activity | None) -> None:
    if activity is not None and activity.participation_id != participation.pk:
        raise NotNow(_("The activity belongs to another municipality."))
