"""Opening a large data set takes its time, so the worker does it and tells how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Refused
from boso.foundation.access.queries import actor_of, seated
from boso.foundation.jobs.queue import GiveUp, progress, task
from boso.programme.tables import actions, queries
from boso.programme.tables.models import DataSet
from boso.programme.tables.opening import Pair


@task(label=_("Open answers for tables"), max_attempts=2)
def open_data_set(data_set_id: int, user_id: int | None, groups: list[str], depth: int, pairs: list[list[str]]) -> int:
    """Open a data set as its keeper asked. Gives how many answers."""
    actor = actor_of(seated(user_id or 0), timezone.localdate())
    try:
        data_set = queries.data_set(actor, data_set_id)
        both = [(rows, columns) for rows, columns in pairs]
        return actions.open_data_set(actor, data_set, groups, depth, both, progress).respondents
    except Refused as refused:
        raise GiveUp(str(refused)) from refused


def hand_over(actor: Actor, data_set: DataSet, groups: Sequence[str], depth: int, pairs: Sequence[Pair]) -> Any:
    """Let the worker open it; asked for twice it is done once. Gives the job's id.

    Raises NotNow for what cannot be opened so.
    """
    actions.require_openable(actor, data_set, groups, pairs)
    job = open_data_set.using(
        actor=actor, key=f"tables:open:{data_set.pk}", link=reverse("tables:data", args=[data_set.pk])
    )
    return job.enqueue(data_set.pk, actor.user_id, list(groups), depth, [list(pair) for pair in pairs]).id
