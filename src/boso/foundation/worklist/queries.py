"""What needs a person today, what changed, and what they last opened."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change
from boso.foundation.worklist import registry
from boso.foundation.worklist.models import SetAside, Visit
from boso.foundation.worklist.registry import Group, Thing, WorkItem

log = logging.getLogger(__name__)

#: So many of the latest acts are looked through for «changed since».
LOOKED_THROUGH = 200
#: Seconds the menu's counts may lag behind.
LAG = 60
_ORDER = {group: place for place, group in enumerate(Group)}
_NO_DATE = dt.date.max

Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """A task as one person has it today. aside: the row that hides it, when it is set aside."""

    item: WorkItem
    overdue: bool
    today: bool
    aside: SetAside | None = None

    @property
    def pressing(self) -> bool:
        """Due today or past its date."""
        return self.overdue or self.today


@dataclass(frozen=True, slots=True)
class Worklist:
    """All tasks of one person, in order. incomplete: some source failed, so there may be more."""

    tasks: tuple[Task, ...]
    aside: tuple[Task, ...]
    incomplete: bool

    def of(self, *groups: Group) -> tuple[Task, ...]:
        """The tasks of those groups."""
        return tuple(task for task in self.tasks if task.item.group in groups)

    @property
    def pressing(self) -> tuple[Task, ...]:
        """Due today or past their date, and mine to do."""
        return tuple(task for task in self.tasks if task.pressing and task.item.group is not Group.OTHERS)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the side menu. open: everything that is mine to do; due: of these, today or past."""

    open: int
    due: int
    others: int


@dataclass(frozen=True, slots=True)
class Looks:
    """When the person last looked at «Today», and what they last opened, the latest first."""

    today: Visit | None
    opened: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing that somebody else changed: the latest act on it, and how many there were."""

    at: dt.datetime
    thing: Thing
    verb: str | Promise
    by: str
    times: int


def due(actor: Actor, today: dt.date) -> Worklist:
    """Every task of the actor: law first, then mine, then the rest, each by date and title; one query of its own.

    A source that fails is logged and left out; the list says so.
    """
    items, incomplete = _gather(actor, today)
    rows = {row.key: row for row in set_aside_rows(actor).filter(until__gt=today)}
    tasks = [
        Task(item, item.is_overdue(today), item.due == today, rows.get(item.identity))
        for item in sorted(items, key=_place)
    ]
    return Worklist(
        tasks=tuple(task for task in tasks if task.aside is None),
        aside=tuple(task for task in tasks if task.aside is not None),
        incomplete=incomplete,
    )


def counts(actor: Actor, today: dt.date) -> Counts:
    """The numbers of the side menu; at most a minute old, so that a page seldom pays for them."""
    known = cache.get(_counts_key(actor))
    if isinstance(known, Counts):
        return known
    return remember_counts(actor, due(actor, today))


def remember_counts(actor: Actor, worklist: Worklist) -> Counts:
    """Keep the numbers of a list just made, for the menu."""
    mine = worklist.of(Group.LAW, Group.MINE, Group.KEEP)
    found = Counts(open=len(mine), due=len(worklist.pressing), others=len(worklist.of(Group.OTHERS)))
    cache.set(_counts_key(actor), found, LAG)
    return found


def forget_counts(actor: Actor) -> None:
    """Let the menu count anew."""
    cache.delete(_counts_key(actor))


def task(actor: Actor, today: dt.date, identity: str) -> Task | None:
    """The actor's task of that identity, also when it is set aside."""
    worklist = due(actor, today)
    return next((t for t in (*worklist.tasks, *worklist.aside) if t.item.identity == identity), None)


def set_aside_rows(actor: Actor) -> QuerySet[SetAside]:
    """What the actor set aside, also what is past."""
    return SetAside.objects.none() if actor.user_id is None else SetAside.objects.filter(user_id=actor.user_id)


def set_aside_row(actor: Actor, pk: int) -> SetAside | None:
    """One of the actor's own set-aside tasks."""
    return set_aside_rows(actor).filter(pk=pk).first()


def looks(actor: Actor) -> Looks:
    """What the actor last looked at (one query)."""
    visits = list(Visit.objects.filter(user_id=actor.user_id)) if actor.user_id is not None else []
    return Looks(
        today=next((visit for visit in visits if not visit.object_type), None),
        opened=tuple((visit.object_type, visit.object_id) for visit in visits if visit.object_type),
    )


def changes(actor: Actor, since: dt.datetime) -> list[Change]:
    """The latest acts of other people on registered kinds of things (one query); not yet sieved by who may see."""
    rows = Change.objects.filter(object_type__in=registry.kinds(), at__gt=since, actor__isnull=False)
    return list(rows.exclude(actor_id=actor.user_id).select_related("actor")[:LOOKED_THROUGH])


def changed(acts: Iterable[Change], things: dict[Address, Thing]) -> list[Changed]:
    """The acts by thing, the latest first; only things that were found for the actor."""
    by_thing: dict[Address, list[Change]] = defaultdict(list)
    for row in acts:
        if (row.object_type, row.object_id) in things:
            by_thing[row.object_type, row.object_id].append(row)
    return [
        Changed(
            at=rows[0].at,
            thing=things[address],
            verb=registry.kinds()[address[0]].verbs.get(rows[0].verb) or _("changed"),
            by=rows[0].actor.name if rows[0].actor else "",
            times=len(rows),
        )
        for address, rows in by_thing.items()
    ]


def find_things(actor: Actor, addresses: Iterable[Address]) -> dict[Address, Thing]:
    """What the rows are called and where they are read, for those the actor may see; one query a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for object_type, object_id in addresses:
        wanted[object_type].add(object_id)
    found: dict[Address, Thing] = {}
    for object_type, kind in registry.kinds().items():
        if object_type not in wanted:
            continue
        try:
            things = kind.resolve(actor, sorted(wanted[object_type]))
        except Exception:
            log.exception("Things of the kind %s could not be found", object_type)
            continue
        found.update({(object_type, str(pk)): thing for pk, thing in things.items()})
    return found


def _gather(actor: Actor, today: dt.date) -> tuple[list[WorkItem], bool]:
    items: list[WorkItem] = []
    incomplete = False
    for source in registry.sources():
        try:
            items.extend(list(source(actor, today)))
        except Exception:
            log.exception("A source of tasks failed: %s.%s", source.__module__, getattr(source, "__qualname__", ""))
            incomplete = True
    return items, incomplete


def _place(item: WorkItem) -> tuple[int, dt.date, str]:
    return _ORDER[item.group], item.due or _NO_DATE, str(item.title)


def _counts_key(actor: Actor) -> str:
    who = hashlib.sha256(f"{actor.user_id} {actor.name}".encode()).hexdigest()
    return f"worklist.counts.{who}"
