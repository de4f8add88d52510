"""Counting what a definition counts. Asked for as BoSo itself, after the policy: what is counted tells on nobody
until it leaves, and then the door hides.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.dwellings.queries_stock import stock as stock_of
from boso.casework.gap import queries as gaps
from boso.casework.instruments import queries as instruments
from boso.casework.needs import queries as needs_queries
from boso.casework.needs import queries_counts
from boso.casework.needs.models import CountState, HomelessCount
from boso.casework.needs.models_codes import IN_NEED
from boso.casework.stays.models import Place as StayPlace
from boso.casework.stays.models import Stay
from boso.casework.stays.queries import stays as stays_of
from boso.core.needs import counting as weeks
from boso.core.stays.length import length
from boso.core.tabulation.tables import Place
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow

Codes = frozenset[tuple[str, str]]
Counted = Mapping[str, Counter[Codes]]
MENTAL = ("psych", "addiction", "psych_and_addiction")


@dataclass(frozen=True, slots=True)
class Case:
    """One household behind a figure. household_id: none where whoever asks does not see it."""

    household_id: int | None
    codes: Mapping[str, str]


def by(counted: Counter[Codes], names: Sequence[str]) -> dict[Place, int]:
    """The same by some dimensions only."""
    found: Counter[Place] = Counter()
    for codes, count in counted.items():
        told = dict(codes)
        found[tuple(told[name] for name in names)] += count
    return dict(found)


def _add(found: Counter[Codes], count: int = 1, **codes: str) -> None:
    if count:
        found[frozenset(codes.items())] += count


def today(_organisation_id: int, now: dt.date) -> dt.date:
    """The day it is."""
    return now


def new_years_eve(_organisation_id: int, now: dt.date) -> dt.date:
    """The latest 31 December."""
    return dt.date(now.year - (now < dt.date(now.year, 12, 31)), 12, 31)


def last_count(organisation_id: int, now: dt.date) -> dt.date:
    """The Sunday of the latest frozen count; today where there is none."""
    found = _frozen(organisation_id).order_by("-year", "-week").first()
    return _sunday(found) if found is not None else now


def needs(organisation_id: int, on: dt.date) -> Counted:
    """Households in need that day."""
    found: Counter[Codes] = Counter()
    for case in needing(SYSTEM, organisation_id, _been(on)):
        found[frozenset(case.codes.items())] += 1
    return {"households": found}


def needing(actor: Actor, organisation_id: int, on: dt.date) -> list[Case]:
    """The households in need, by code; without their number where the actor does not see them."""
    rows = needs_queries.current_needs(actor, organisation_id, on)
    return [
        Case(
            row.household_id,
            {
                "situation": row.situation,
                "size": "unknown" if row.bedrooms is None else str(min(row.bedrooms, 4)),
                "ground": "psych_addiction" if row.main_ground in MENTAL else row.main_ground,
                "urgency": row.urgency,
                "adaptation": row.adaptation,
                "staffing": row.staffing,
            },
        )
        for row in rows
        if row.situation in IN_NEED
    ]


def stock(organisation_id: int, on: dt.date) -> Counted:
    """Dwellings at the end of a year, as KOSTRA counts them."""
    if (on.month, on.day) != (12, 31):
        raise NotNow(_("These are figures of 31 December. Choose that day."))
    found: Counter[Codes] = Counter()
    for heap in stock_of(SYSTEM, organisation_id, _been(on)).heaps:
        like = {
            "disposal": heap.disposal if heap.disposal in _DISPOSALS else "unknown",
            "use": "let" if heap.is_let else "empty",
            "rooms": "unknown" if not heap.rooms else str(min(heap.rooms, 5)),
        }
        _add(found, heap.wheelchair, **like, wheelchair="yes")
        _add(found, heap.count - heap.wheelchair, **like, wheelchair="no")
    return {"dwellings": found}


_DISPOSALS = ("owned", "leased_in", "right_of_allocation", "right_of_referral")


def gap(organisation_id: int, on: dt.date) -> Counted:
    """Needs, met and missing, and the homes, used and free."""
    needs_found: Counter[Codes] = Counter()
    needing_found: Counter[Codes] = Counter()
    homes: Counter[Codes] = Counter()
    for line in gaps.gap(SYSTEM, organisation_id, _been(on)).table.lines:
        size = "unknown" if line.cell.size is None else str(min(line.cell.size, 4))
        like = {"size": size, "adaptation": line.cell.adaptation, "staffing": line.cell.staffing}
        _add(needs_found, line.met, **like, outcome="met")
        _add(needs_found, line.missing, **like, outcome="missing")
        for lives in ("fits", "unsuitable", "waits"):
            _add(needing_found, getattr(line, lives), size=size, lives=lives)
        for state, count in (
            ("used", line.homes - line.free), ("free", line.free), ("taken", line.taken),
            ("out_of_use", line.out_of_use),
        ):  # fmt: skip
            _add(homes, count, size=size, state=state)
    return {"needs": needs_found, "needing": needing_found, "homes": homes}


def homeless(organisation_id: int, on: dt.date) -> Counted:
    """The persons of the frozen count of the week that ends that day."""
    count = next((one for one in _frozen(organisation_id) if _sunday(one) == on), None)
    if count is None:
        raise NotNow(_("No frozen count ends on that day. Freeze the count first, and choose the Sunday of its week."))
    found: Counter[Codes] = Counter()
    for row in queries_counts.rows_of(count):
        with_children = "yes" if row["children"] else "no"
        _add(found, category=row["category"], age=row["age_group"], sex=row["sex"], children=with_children)
    return {"persons": found}


def stays(organisation_id: int, on: dt.date) -> Counted:
    """Households in temporary places that day."""
    found: Counter[Codes] = Counter()
    for case in staying(SYSTEM, organisation_id, _been(on)):
        found[frozenset(case.codes.items())] += 1
    return {"households": found}


def staying(actor: Actor, organisation_id: int, on: dt.date) -> list[Case]:
    """The households in temporary places that the actor sees."""
    return list(_staying(actor, organisation_id, on))


def _staying(actor: Actor, organisation_id: int, on: dt.date) -> Iterator[Case]:
    rows: Iterable[Stay] = (
        stays_of(actor)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on), household__organisation=organisation_id, starts__lte=on)
        .exclude(place=StayPlace.NIGHT_SHELTER)
        .order_by("pk")
    )
    for stay in rows:
        children = "unknown" if stay.children is None else "yes" if stay.children else "no"
        yield Case(
            stay.household_id, {"place": stay.place, "length": str(length(stay.starts, on)), "children": children}
        )


def bostotte(organisation_id: int, on: dt.date) -> Counted:
    """Households the watch over bostøtte is over: today, for it says nothing of other days."""
    if on != timezone.localdate():
        raise NotNow(_("The watch over bostøtte tells of today. Choose today."))
    found: Counter[Codes] = Counter()
    for verdict, state, tenant, count in instruments.heaps(organisation_id):
        _add(found, count, verdict=verdict, acted=state, tenant="yes" if tenant else "no")
    return {"households": found}


def _frozen(organisation_id: int) -> QuerySet[HomelessCount]:
    return queries_counts.counts(SYSTEM).filter(organisation=organisation_id, state=CountState.FROZEN)


def _sunday(count: HomelessCount) -> dt.date:
    period = weeks.week(count.year, count.week)
    return (period.ends or period.starts) - dt.timedelta(days=1)


def _been(on: dt.date) -> dt.date:
    if on > timezone.localdate():
        raise NotNow(_("That day has not been."))
    return on
