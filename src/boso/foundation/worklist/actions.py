"""Looking, setting aside, taking back."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.models import User
from boso.foundation.workflow.actions import act
from boso.foundation.worklist import policies
from boso.foundation.worklist.models import SetAside, Visit
from boso.foundation.worklist.queries import Looks, forget_counts, set_aside_rows
from boso.foundation.worklist.registry import WorkItem

#: A pause as long as this ends a sitting: what changed before it has then been seen.
SITTING = dt.timedelta(minutes=30)

#: A look is written down at most this often, so that reading seldom waits for a writer.
WRITTEN = dt.timedelta(minutes=5)

#: How many opened things are remembered for each person.
REMEMBERED = 12


def look_at_today(actor: Actor, looks: Looks, now: dt.datetime) -> dt.datetime | None:
    """Remember that the person looks at «Today», and say up to when they had seen things before this sitting.

    None the first time, and for BoSo itself.
    """
    if actor.user_id is None:
        return None
    last = looks.today
    if last is None:
        _write(actor.user_id, "", "", now, since=None)
        return None
    since = last.at if now - last.at > SITTING else last.since
    if now - last.at > WRITTEN:
        _write(actor.user_id, "", "", now, since=since)
    return since


def opened(actor: Actor, thing: models.Model, now: dt.datetime) -> None:
    """Remember that the person opened a thing, for «last opened». Call it from the view of one thing."""
    if actor.user_id is None:
        return
    object_type, object_id = thing._meta.label_lower, str(thing.pk)
    mine = Visit.objects.filter(user_id=actor.user_id)
    if mine.filter(object_type=object_type, object_id=object_id, at__gt=now - WRITTEN).exists():
        return
    with transaction.atomic():
        _write(actor.user_id, object_type, object_id, now, since=None)
        old = mine.exclude(object_type="").order_by("-at", "-id").values_list("pk", flat=True)[REMEMBERED:]
        mine.filter(pk__in=list(old)).delete()


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
    forget_counts(actor)
    return row


def take_back(actor: Actor, row: SetAside) -> None:
    """Show a task again that was set aside.

    Raises Refused for another person's.
    """
    require(policies.may_take_back(actor, row))
    with act(actor, "task.take_back", row):
        row.delete()
    forget_counts(actor)


def _write(user_id: int, object_type: str, object_id: str, at: dt.datetime, since: dt.datetime | None) -> None:
    """One statement, also when two windows write at once."""
    Visit.objects.bulk_create(
        [Visit(user_id=user_id, object_type=object_type, object_id=object_id, at=at, since=since)],
        update_conflicts=True,
        unique_fields=["user", "object_type", "object_id"],
        update_fields=["at", "since"],
    )
