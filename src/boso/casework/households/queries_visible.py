"""Which households a person sees. One function says it, for pages, lists, searches, exports, jobs and the API.

Seen are the households that a unit of the person works with, those shared with it, and those the person has opened in
an emergency: in the organisation where they sit, in a casework role other than planner. Never one in which they have
a conflict of interest. A protected one only with a clearance; an emergency does not open it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from boso.casework.households.models import Clearance, EmergencyAccess, Engagement, Household, Recusal, Sharing
from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import CASEWORK, Role

Among = Collection[int] | QuerySet[Any, Any] | None

#: So many that it is quicker to ask of each household in turn.
MANY = 5000

#: See households. A planner works with numbers.
SEES = tuple(role for role in CASEWORK if role is not Role.PLANNER)

#: Register households and write about them. The housing manager knows who lives where and writes nothing here.
WORKS = tuple(role for role in SEES if role is not Role.HOUSING_MANAGER)


def visible(actor: Actor, among: Among = None, *, in_turn: bool = False) -> QuerySet[Household]:
    """The households the actor sees now. No query of its own.

    among: the ids in question, or a query for them, where it is about few of many: much quicker than narrowing after.
    in_turn: ask of each household in turn whether it is seen: quicker for a page out of very many, slower otherwise.
    """
    everything = Household.objects.all() if among is None else Household.objects.filter(pk__in=among)
    if actor.holds(Role.SYSTEM):
        return everything
    places = actor.works_in(*SEES)
    if not places or actor.user_id is None:
        return Household.objects.none()
    today = timezone.localdate()
    units = units_of(actor, *SEES)
    only = {} if among is None else {"household__in": among}
    ways = [
        way.filter(**only).order_by() for way in (engaged(units, today), shared(units, today), opened(actor.user_id))
    ]
    reached = [
        Q(Exists(way.filter(household=OuterRef("pk")))) if in_turn else Q(pk__in=way.values("household"))
        for way in ways
    ]
    barred = recused(today).filter(user=actor.user_id, household=OuterRef("pk"))
    return everything.filter(
        reached[0] | reached[1] | reached[2],
        Q(is_protected=False) | Q(organisation__in=cleared(today).filter(user=actor.user_id).values("organisation")),
        ~Exists(barred),
        organisation__in=places,
    )


def sees_many(actor: Actor) -> bool:
    """Whether the actor's units work with very many households (one small query)."""
    units = units_of(actor, *SEES)
    return engaged(units, timezone.localdate()).order_by().values("pk")[: MANY + 1].count() > MANY


def units_of(actor: Actor, *roles: Role) -> frozenset[int]:
    """The units the actor sits in as one of the roles."""
    return frozenset(seat.unit_id for seat in actor.seats if seat.unit_id is not None and seat.role in roles)


def engaged(units: frozenset[int], today: dt.date) -> QuerySet[Engagement]:
    """Which households the units work with that day."""
    return Engagement.objects.filter(_lasting(today), unit__in=units, starts__lte=today)


def shared(units: frozenset[int], today: dt.date) -> QuerySet[Sharing]:
    """What is shared with the units that day."""
    return Sharing.objects.filter(unit__in=units, starts__lte=today, ends__gt=today)


def opened(user_id: int) -> QuerySet[EmergencyAccess]:
    """What the person has opened in an emergency that lasts."""
    now = timezone.now()
    return EmergencyAccess.objects.filter(user=user_id, opened_at__lte=now, until__gt=now)


def recused(today: dt.date) -> QuerySet[Recusal]:
    """Conflicts of interest in force that day."""
    return Recusal.objects.filter(_lasting(today), starts__lte=today)


def cleared(today: dt.date) -> QuerySet[Clearance]:
    """Clearances in force that day: confirmed by a second person and not withdrawn."""
    return Clearance.objects.filter(
        confirmed_at__isnull=False, withdrawn_at__isnull=True, starts__lte=today, ends__gt=today
    )


def _lasting(today: dt.date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gt=today)
