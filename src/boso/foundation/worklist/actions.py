"""Looking, setting aside, taking back."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from django.db import IntegrityError, models

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.models import User
from boso.foundation.workflow.actions import act
from boso.foundation.worklist import policies
from boso.foundation.worklist.models import SetAside, Visit
from boso.foundation.worklist.queries import Looks, opened_by, seen_until, set_aside_rows
from boso.foundation.worklist.registry import WorkItem

#: A look is written down at most this often, so that reading seldom waits for a writer.
WRITTEN = dt.timedelta(minutes=5)

#: How many opened things are remembered for each person.
REMEMBERED = 12


def look_at_changes(actor: Actor, looks: Looks, now: dt.datetime) -> None:
    """Remember that the person has now seen all that changed. One statement, and none for BoSo itself."""
    if actor.user_id is None:
        return
    last = looks.today
    if last is None:
        _write(Visit(user_id=actor.user_id, at=now))
    elif now - last.at > WRITTEN:
        last.since, last.at = seen_until(looks, now), now
        _write(last)


def opened(actor: Actor, thing: models.Model, now: dt.datetime) -> None:
    """Remember that the person opened a thing, for «last opened». Call it from the view of one thing.

    Two statements, or one where it was opened a moment ago. What was opened longest ago makes room.
    """
    if actor.user_id is None:
        return
    object_type, object_id = thing._meta.label_lower, str(thing.pk)
    mine = opened_by(actor)
    visit = next((one for one in mine if (one.object_type, one.object_id) == (object_type, object_id)), None)
    if visit is not None and now - visit.at < WRITTEN:
        return
    if visit is None:
        visit = mine[-1] if len(mine) >= REMEMBERED else Visit(user_id=actor.user_id)
    visit.object_type, visit.object_id, visit.at = object_type, object_id, now
    _write(visit)


def set_aside(actor: Actor, item: WorkItem, until: dt.date, today: dt.date) -> SetAside:
    """Hide a task of the actor until a day; setting it aside again moves the day.

    Raises Refused for a day that is past or too far off, or beyond what law or agreement allows.
    """
    require(policies.may_set_aside(actor, item, until, today))
    mine = set_aside_rows(actor)
    row = mine.filter(key=item.identity).first() or SetAside(user=User(pk=actor.user_id), key=item.identity)
    with act(actor, "task.set_aside", row):
        row.until = until
        row.save()
        mine.filter(until__lte=today).delete()
    return row


def take_back(actor: Actor, row: SetAside) -> None:
    """Show a task again that was set aside.

    Raises Refused for another person's.
    """
    require(policies.may_take_back(actor, row))
    with act(actor, "task.take_back", row):
        row.delete()


def _write(visit: Visit) -> None:
    """One statement and no transaction. When two windows write the same at once, one of them is enough."""
    with suppress(IntegrityError):
        visit.save(force_update=visit.pk is not None)
