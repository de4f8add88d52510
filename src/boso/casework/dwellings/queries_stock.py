"""The stock as it stood on a day: how many dwellings of which size and disposal, let or empty, and why.

A group home with one lease for all counts as one dwelling, as KOSTRA counts; it is let when any room of it is.
Sizes and disposal are those known now; statuses are those of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from boso.casework.dwellings import policies, queries
from boso.casework.dwellings.models import (
    OCCUPIED,
    Binding,
    Building,
    Dwelling,
    EmptyStep,
    Leases,
    Status,
    StatusPeriod,
)
from boso.core.tenure import vacancy
from boso.core.tenure.vacancy import Stretch
from boso.core.values.periods import Period
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require

_SIZE = ("dwelling__rooms", "dwelling__disposal", "status", "empty_reason")


@dataclass(frozen=True, slots=True)
class Heap:
    """So many dwellings that are alike. rooms: None where not stated."""

    rooms: int | None
    disposal: str
    status: str
    reason: str
    count: int
    wheelchair: int

    @property
    def is_let(self) -> bool:
        """Somebody lives in them."""
        return self.status in OCCUPIED


@dataclass(frozen=True, slots=True)
class Stock:
    """The stock of an organisation, or of several, on a day."""

    on: dt.date
    heaps: tuple[Heap, ...]

    @property
    def total(self) -> int:
        """All dwellings."""
        return sum(heap.count for heap in self.heaps)

    @property
    def let(self) -> int:
        """Those in which somebody lives."""
        return sum(heap.count for heap in self.heaps if heap.is_let)

    @property
    def empty(self) -> int:
        """Those in which nobody lives."""
        return self.total - self.let

    @property
    def wheelchair(self) -> int:
        """Those a wheelchair can be used in."""
        return sum(heap.wheelchair for heap in self.heaps)

    def count(self, **like: object) -> int:
        """How many are like that: `count(disposal="owned", rooms=1, is_let=True)`."""
        return sum(
            heap.count for heap in self.heaps if all(getattr(heap, name) == value for name, value in like.items())
        )

    def rooms(self) -> list[int | None]:
        """The sizes there are, the smallest first, not stated last."""
        return sorted({heap.rooms for heap in self.heaps}, key=lambda size: (size is None, size or 0))

    def reasons(self) -> Counter[str]:
        """How many stand empty for which reason; the empty word where nobody said."""
        found: Counter[str] = Counter()
        for heap in self.heaps:
            if not heap.is_let:
                found[heap.reason] += heap.count
        return found


def stock(actor: Actor, organisation_id: int | None = None, on: dt.date | None = None) -> Stock:
    """The stock that day (today where not said), of one organisation or of all the actor works in. Two queries.

    Raises Refused (hidden) for an organisation whose stock the actor does not see.
    """
    day = on or timezone.localdate()
    if organisation_id is not None:
        require(policies.may_see(actor, organisation_id))
    rows = _standing(actor, organisation_id, day)
    joint = Q(dwelling__building__is_group_home=True, dwelling__building__leases=Leases.JOINT)
    counts = {"count": Count("pk"), "fit": Count("pk", filter=Q(dwelling__adaptations__contains=",wheelchair,"))}
    heaps = [
        Heap(*row)
        for row in rows.exclude(joint, dwelling__building__isnull=False)
        .order_by()
        .values_list(*_SIZE)
        .annotate(**counts)
    ]
    homes = rows.filter(joint).order_by().values_list("dwelling__building", *_SIZE, "dwelling__adaptations")
    return Stock(day, (*heaps, *_joint_homes(homes)))


def _standing(actor: Actor, organisation_id: int | None, day: dt.date) -> QuerySet[StatusPeriod]:
    """The status each dwelling had that day, those removed left out."""
    mine = Dwelling.objects.filter(queries.organisations(actor))
    if organisation_id is not None:
        mine = mine.filter(organisation_id=organisation_id)
    return StatusPeriod.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=day), starts__lte=day, dwelling__in=mine
    ).exclude(status=Status.REMOVED)


def _joint_homes(rows: Iterable[tuple[object, ...]]) -> Iterator[Heap]:
    """One heap of one for each home with one lease for all; let when any room is."""
    homes: dict[object, list[tuple[object, ...]]] = {}
    for building, *rest in rows:
        homes.setdefault(building, []).append(tuple(rest))
    for rooms in homes.values():
        first = next((room for room in rooms if room[2] in OCCUPIED), rooms[0])
        wheelchair = any(",wheelchair," in str(room[4]) for room in rooms)
        sizes = [room[0] for room in rooms if isinstance(room[0], int)]
        yield Heap(sum(sizes) or None, str(first[1]), str(first[2]), str(first[3]), 1, int(wheelchair))


@dataclass(frozen=True, slots=True)
class Emptiness:
    """How long one dwelling has stood empty in a stretch of days: in all, by reason and by step."""

    days: int
    by_reason: Counter[str]
    by_step: Counter[str]


def emptiness(periods: Iterable[StatusPeriod], steps: Iterable[EmptyStep], window: Period) -> Emptiness:
    """Days empty in the window (which has an end). The days by reason and by step both sum to all of them."""
    empty = [
        Stretch(period.empty_reason, Period(period.starts, period.ends))
        for period in periods
        if period.status not in (*OCCUPIED, Status.REMOVED)
    ]
    done = [Stretch(step.kind, Period(step.starts, step.ends)) for step in steps]
    found = vacancy.days_by_reason_and_step(empty, done, window)
    by_reason: Counter[str] = Counter()
    by_step: Counter[str] = Counter()
    for (reason, step), days in found.items():
        by_reason[reason] += days
        by_step[step] += days
    return Emptiness(found.total(), by_reason, by_step)


def periods_of(actor: Actor, dwelling: Dwelling) -> list[StatusPeriod]:
    """What the dwelling has been through, oldest first."""
    require(policies.may_see(actor, dwelling.organisation_id))
    return list(StatusPeriod.objects.filter(dwelling=dwelling).order_by("starts"))


def steps_of(actor: Actor, dwelling: Dwelling) -> list[EmptyStep]:
    """The steps between its tenants, oldest first."""
    require(policies.may_see(actor, dwelling.organisation_id))
    return list(EmptyStep.objects.filter(dwelling=dwelling).order_by("starts"))


def bindings_of(actor: Actor, dwelling: Dwelling) -> list[Binding]:
    """What binds the dwelling, itself or with its building."""
    require(policies.may_see(actor, dwelling.organisation_id))
    on = Q(dwelling=dwelling)
    if dwelling.building_id is not None:
        on |= Q(building=dwelling.building_id)
    return list(Binding.objects.filter(on))


def neighbours(actor: Actor, building: Building) -> QuerySet[Dwelling]:
    """The dwellings in a building that the actor sees."""
    return queries.visible(actor).filter(building=building)
