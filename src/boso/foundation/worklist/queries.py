"""What needs a person today, what changed, and what they last opened."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change
from boso.foundation.web.budget import Answers, ask
from boso.foundation.worklist import registry
from boso.foundation.worklist.models import SetAside, Visit
from boso.foundation.worklist.registry import Group, Source, Thing, WorkItem

#: So many of the latest acts are looked through for «changed since».
LOOKED_THROUGH = 200
#: An act may come into sight a little later than the moment it bears: its transaction ended after somebody looked.
OVERLAP = dt.timedelta(minutes=1)
#: For the names of things a look at what changed spends less: it also writes that it was made.
FOR_THINGS = 4
#: A pause as long as this ends a sitting: what changed before it has then been seen.
SITTING = dt.timedelta(minutes=30)
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
    """The tasks of one person, in order.

    incomplete: some source failed, so there may be more. rest: the sources that did not fit into one page, by their
    places; asked for by themselves they give the other tasks.
    """

    tasks: tuple[Task, ...]
    aside: tuple[Task, ...]
    incomplete: bool
    rest: tuple[int, ...] = ()

    def of(self, *groups: Group) -> tuple[Task, ...]:
        """The tasks of those groups."""
        return tuple(task for task in self.tasks if task.item.group in groups)

    @property
    def pressing(self) -> tuple[Task, ...]:
        """Due today or past their date, and mine to do."""
        return tuple(task for task in self.tasks if task.pressing and task.item.group is not Group.OTHERS)


@dataclass(frozen=True, slots=True)
class Looks:
    """When the person last looked at what changed, and what they last opened, the latest first."""

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


@dataclass(frozen=True, slots=True)
class Things:
    """What rows are called, by address. rest: kinds that did not fit into one page."""

    known: dict[Address, Thing]
    rest: tuple[str, ...] = ()


def due(actor: Actor, today: dt.date, only: Mapping[int, Source] | None = None) -> Worklist:
    """The tasks of the actor: law first, then mine, then the rest, each by date and title; one query of its own.

    only: these sources by their places, as an earlier list left them; all without. A source that fails is logged
    and left out; the list says so.
    """
    answers = _gather(actor, today, dict(enumerate(registry.sources())) if only is None else only)
    items = [item for found in answers.found.values() for item in found]
    rows = {row.key: row for row in set_aside_rows(actor).filter(until__gt=today)}
    tasks = [
        Task(item, item.is_overdue(today), item.due == today, rows.get(item.identity))
        for item in sorted(items, key=_place)
    ]
    return Worklist(
        tasks=tuple(task for task in tasks if task.aside is None),
        aside=tuple(task for task in tasks if task.aside is not None),
        incomplete=answers.failed,
        rest=answers.rest,
    )


def task(actor: Actor, today: dt.date, identity: str, only: Mapping[int, Source] | None = None) -> Task | None:
    """The actor's task of that identity, also when it is set aside; of the first sources, or of those given."""
    worklist = due(actor, today, only)
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


def opened_by(actor: Actor) -> list[Visit]:
    """The things the actor opened, the latest first (one query)."""
    mine = Visit.objects.filter(user_id=actor.user_id) if actor.user_id is not None else Visit.objects.none()
    return list(mine.exclude(object_type=""))


def seen_until(looks: Looks, now: dt.datetime) -> dt.datetime | None:
    """Up to when the person had seen things before this sitting; None the first time."""
    last = looks.today
    if last is None:
        return None
    return last.at if now - last.at > SITTING else last.since


def changes(actor: Actor, since: dt.datetime) -> list[Change]:
    """The latest acts of other people on registered kinds of things (one query); not yet sieved by who may see."""
    rows = Change.objects.filter(object_type__in=registry.kinds(), at__gt=since - OVERLAP, actor__isnull=False)
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
    return some_things(actor, addresses, most=len(registry.kinds()) * 2).known


def some_things(actor: Actor, addresses: Iterable[Address], most: int = FOR_THINGS) -> Things:
    """The same, of as many kinds as `most` queries give, in the order of the addresses.

    A kind that fails is logged and left out.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    kinds = registry.kinds()
    for object_type, object_id in addresses:
        if object_type in kinds:
            wanted[object_type].add(object_id)
    answers = ask({one: partial(kinds[one].resolve, actor, sorted(ids)) for one, ids in wanted.items()}, most)
    known = {(kind, str(pk)): thing for kind, things in answers.found.items() for pk, thing in things.items()}
    return Things(known, answers.rest)


def _gather(actor: Actor, today: dt.date, sources: Mapping[int, Source]) -> Answers[int, list[WorkItem]]:
    def reader(source: Source) -> list[WorkItem]:
        return list(source(actor, today))

    def name(place: int) -> str:
        return f"{sources[place].__module__}.{getattr(sources[place], '__qualname__', '')}"

    return ask({place: partial(reader, source) for place, source in sources.items()}, name=name)


def _place(item: WorkItem) -> tuple[int, dt.date, str]:
    return _ORDER[item.group], item.due or _NO_DATE, str(item.title)
