"""Reads of temporary stays. Only those of households that the actor sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from boso.casework.households.models import Household
from boso.casework.households.queries_visible import visible
from boso.casework.stays.models import Place, Stay
from boso.core.law.parameters import value
from boso.core.stays.length import AREA, Length
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused

#: What the list may be narrowed to.
NOW, ENDED = "now", "ended"


@dataclass(frozen=True, slots=True)
class Sums:
    """How many stay in temporary places now, how long, with children, and what a night costs (kroner)."""

    now: int
    middle: int
    long: int
    with_children: int
    children_long: int
    cost: float | None


def stays(actor: Actor) -> QuerySet[Stay]:
    """Stays of the households that the actor sees."""
    return Stay.objects.filter(household__in=visible(actor)).select_related("household__organisation", "unit")


def listed(actor: Actor, today: dt.date, *, state: str = NOW, length: str = "", place: str = "") -> QuerySet[Stay]:
    """The stays of now or those that have ended, perhaps past a limit of length, or in one kind of place."""
    found = Stay.objects.filter(ends__isnull=state == NOW).select_related("household__organisation", "unit")
    found = found.filter(household__in=visible(actor, _whose(found), in_turn=True))
    middle, long = _since(today)
    if length:
        begun = {
            Length.SHORT: Q(starts__gte=middle),
            Length.MIDDLE: Q(starts__lt=middle),
            Length.LONG: Q(starts__lt=long),
        }
        found = found.filter(begun[Length(length)], ends__isnull=True)
    return found.filter(place=place) if place else found


def sums(actor: Actor, today: dt.date) -> Sums:
    """The whole in one query. Night shelters are left out, as in the figures that are reported."""
    middle, long = _since(today)
    open_now = Stay.objects.filter(ends__isnull=True, starts__lte=today).exclude(place=Place.NIGHT_SHELTER)
    told = open_now.filter(household__in=visible(actor, _whose(open_now))).aggregate(
        now=Count("pk"),
        middle=Count("pk", filter=Q(starts__lt=middle)),
        long=Count("pk", filter=Q(starts__lt=long)),
        with_children=Count("pk", filter=Q(children__gt=0)),
        children_long=Count("pk", filter=Q(children__gt=0, starts__lt=long)),
        cost=Sum(F("cost")),
    )
    return Sums(**told)


def _whose(rows: QuerySet[Stay]) -> QuerySet[Stay, Any]:
    """The households of some stays, which are few beside all households."""
    return rows.order_by().values("household")


def of_household(actor: Actor, household: Household) -> list[Stay]:
    """Every stay of a household the actor sees, the latest first."""
    return list(Stay.objects.filter(household__in=visible(actor, [household.pk])).select_related("unit"))


def one(actor: Actor, stay_id: int) -> Stay:
    """The stay.

    Raises Refused (hidden) where the actor does not see its household.
    """
    found = Stay.objects.filter(pk=stay_id).select_related("household__organisation", "unit").first()
    if found is None or not visible(actor, [found.household_id]).exists():
        raise Refused(NOT_HERE)
    return found


def _since(today: dt.date) -> tuple[dt.date, dt.date]:
    """Stays that began before the first day are past the short class, before the second past the middle one."""
    days, months = value(AREA, "stay.short_days", today), value(AREA, "stay.long_months", today)
    return today - dt.timedelta(days=int(days)), first_within(today, int(months))


def first_within(today: dt.date, months: int) -> dt.date:
    """The earliest first day of a stay that today has lasted no longer than so many months."""
    day = add_months(today, -months) - dt.timedelta(days=3)
    while add_months(day, months) < today:
        day += dt.timedelta(days=1)
    return day
