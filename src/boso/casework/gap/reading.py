"""From what stands in mappings, leases and status to what needs and homes are counted from, on any day.

Mappings, leases and statuses are those of the day. What a dwelling is like (size, adaptation, staff, part of town) is
what is known of it now.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from boso.casework.allocation.facts import HomeRow
from boso.casework.dwellings.models import OCCUPIED
from boso.casework.needs.models import Situation
from boso.core.gap.table import AREA, Housing, Needing, Use
from boso.core.law import parameters
from boso.core.matching.homes import Home, Need
from boso.core.matching.rules import is_let_by_need


@dataclass(frozen=True, slots=True)
class Lasting:
    """Something that held from a day until another (that day not included; none where it holds still)."""

    starts: dt.date
    ends: dt.date | None

    def holds(self, on: dt.date) -> bool:
        """Whether it held that day."""
        return self.starts <= on and (self.ends is None or self.ends > on)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping of a household whose case was open."""

    held: Lasting
    household: int
    situation: str
    need: Need


@dataclass(frozen=True, slots=True)
class Stood:
    """A dwelling in one status (`row.status`). joint: the building, where all of it is let by one lease."""

    held: Lasting
    row: HomeRow
    home: Home
    empty_reason: str = ""
    leased_in_until: dt.date | None = None
    joint: int | None = None

    @property
    def dwelling(self) -> int:
        """Its number."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Leased:
    """A lease. household: none where nobody has said whose it is."""

    held: Lasting
    dwelling: int
    household: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """What there was on a day. beside: households and homes that are known and not counted, by what they are called."""

    on: dt.date
    needing: tuple[Needing, ...]
    stock: tuple[Housing, ...]
    beside: dict[str, int]


@dataclass(frozen=True, slots=True)
class Records:
    """All that held some day in a stretch of days."""

    mappings: tuple[Mapped, ...]
    statuses: tuple[Stood, ...]
    leases: tuple[Leased, ...]

    def day(self, on: dt.date) -> Day:
        """What there was that day, which lies in the stretch."""
        mapped = {one.household: one for one in self.mappings if one.held.holds(on)}
        standing, stands_for = _joined([one for one in self.statuses if one.held.holds(on)])
        leases = {
            stands_for.get(one.dwelling, one.dwelling): one.household for one in self.leases if one.held.holds(on)
        }
        beside: Counter[str] = Counter()
        stock: list[Housing] = []
        lives_in: dict[int, int] = {}
        for one in standing:
            if is_set_aside(one.row.kind, on):
                beside["set_aside"] += 1
                continue
            tenant = leases.get(one.dwelling)
            use = _use(one, one.dwelling in leases, on)
            if tenant is not None and tenant in mapped and tenant not in lives_in:
                lives_in[tenant], use = one.dwelling, Use.LIVED_IN
            why = one.empty_reason or one.row.status if use is Use.OUT else ""
            stock.append(Housing(one.dwelling, one.home, use, why, one.leased_in_until))
        needing = tuple(_needing(mapped, lives_in, on, beside))
        return Day(on, needing, tuple(stock), dict(beside))


def _joined(rooms: list[Stood]) -> tuple[list[Stood], dict[int, int]]:
    """A group home with one lease for all is one home, as KOSTRA counts; which room stands for each of its rooms."""
    homes: dict[int, list[Stood]] = {}
    for room in rooms:
        if room.joint is not None:
            homes.setdefault(room.joint, []).append(room)
    whole = [room for room in rooms if room.joint is None]
    stands_for: dict[int, int] = {}
    for parts in homes.values():
        lived_in = next((room for room in parts if room.row.status in OCCUPIED), parts[0])
        whole.append(replace(lived_in, home=_summed(lived_in.home, [room.home for room in parts])))
        stands_for |= {room.dwelling: lived_in.dwelling for room in parts}
    return whole, stands_for


def _summed(one: Home, parts: list[Home]) -> Home:
    """A home as large as its parts together; sizes that no part states are not known."""

    def total(sizes: list[int | None]) -> int | None:
        return sum(size or 0 for size in sizes) or None

    return replace(
        one,
        bedrooms=total([part.bedrooms for part in parts]),
        rooms=total([part.rooms for part in parts]),
        area_m2=total([part.area_m2 for part in parts]),
    )


@cache
def is_set_aside(kind: str, on: dt.date) -> bool:
    """Whether dwellings of that kind meet no lasting need, or are not let by need."""
    return kind in parameters.value(AREA, "homes.not_lasting", on) or not is_let_by_need(kind, on)


def _use(one: Stood, is_leased: bool, on: dt.date) -> Use:
    """What a home was that nobody lived in whose need is counted."""
    if is_leased or one.row.status in OCCUPIED:
        return Use.TAKEN
    statuses = parameters.value(AREA, "homes.out_of_use_statuses", on)
    reasons = parameters.value(AREA, "homes.out_of_use_reasons", on)
    return Use.OUT if one.row.status in statuses or one.empty_reason in reasons else Use.EMPTY


def _needing(
    mapped: dict[int, Mapped], lives_in: dict[int, int], on: dt.date, beside: Counter[str]
) -> Iterator[Needing]:
    """Whoever rents a home that counts, and whoever rents none and is in a situation that counts."""
    counted = parameters.value(AREA, "count.situations", on)
    for household, one in mapped.items():
        if household in lives_in or one.situation in counted:
            unsuitable = one.situation == Situation.UNSUITABLE
            yield Needing(household, one.need, lives_in.get(household), unsuitable)
        elif one.situation == Situation.AT_RISK:
            beside["at_risk"] += 1
