"""Whose cases may be handed over, to whom, and what has been handed over lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from boso.casework.households import policies
from boso.casework.households.models import Engagement, HandedOver, Handover
from boso.casework.households.queries_visible import WORKS, units_of, visible
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import Membership, User
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Unit


def givers(actor: Actor) -> list[tuple[Unit, User]]:
    """Whose cases the actor may hand over, by unit: their own, and in units where they decide everybody's (one query).

    Also of those who no longer sit there: they left, and their cases stand.
    """
    mine, led = units_of(actor, *WORKS), units_of(actor, Role.DECISION_MAKER)
    rows = Engagement.objects.filter(
        Q(unit__in=led) | Q(unit__in=mine, worker=actor.user_id), ends__isnull=True, worker__isnull=False,
        household__closed_on__isnull=True,
    )  # fmt: skip
    found = rows.order_by("unit__name", "worker__name").values_list("unit", "worker").distinct()
    pairs = [(unit, worker) for unit, worker in found if worker is not None]
    units = Unit.objects.in_bulk([unit for unit, _worker in pairs])
    users = User.objects.in_bulk([worker for _unit, worker in pairs])
    return [(units[unit], users[worker]) for unit, worker in pairs]


def caseload(actor: Actor, unit_id: int, giver_id: int) -> list[Engagement]:
    """The open cases the person is responsible for in the unit, those the actor sees, the oldest first (one query).

    Raises Refused (hidden) for whoever may not hand them over.
    """
    require(policies.may_hand_over(actor, unit_id, giver_id))
    rows = Engagement.objects.filter(
        unit=unit_id, worker=giver_id, ends__isnull=True, household__closed_on__isnull=True
    )  # fmt: skip
    rows = rows.filter(household__in=visible(actor, rows.order_by().values("household")))
    return list(rows.select_related("household", "unit").order_by("starts", "pk"))


def receivers(unit_id: int, giver_id: int) -> list[User]:
    """Who works with households in the unit today, but for the giver, by name (one query)."""
    today = timezone.localdate()
    seats = Membership.objects.filter(unit=unit_id, role__in=WORKS, starts__lte=today).exclude(ends__lte=today)
    return list(User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk=giver_id).order_by("name"))


def one(actor: Actor, handover_id: int) -> Handover:
    """A hand-over the actor made or takes part in, or of a unit where they decide.

    Raises Refused (hidden) for any other.
    """
    found = _mine(actor).filter(pk=handover_id).select_related("unit", "giver", "made_by").first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def lately(actor: Actor, since: dt.date) -> list[Handover]:
    """Hand-overs since that day which the actor has to do with, the newest first (one query)."""
    rows = _mine(actor).filter(made_at__date__gte=since).select_related("unit", "giver", "made_by", "undone_by")
    return list(rows.order_by("-made_at", "-pk")[:20])


def cases(actor: Actor, handover: Handover) -> list[HandedOver]:
    """The cases of it that the actor sees (one query)."""
    rows = HandedOver.objects.filter(handover=handover)
    rows = rows.filter(engagement__household__in=visible(actor, rows.order_by().values("engagement__household")))
    return list(rows.select_related("engagement__household", "receiver"))


def waiting(actor: Actor) -> list[HandedOver]:
    """Cases handed to the actor that they have not said they have taken over (one query, none for others)."""
    if not units_of(actor, *WORKS):
        return []
    rows = HandedOver.objects.filter(
        receiver=actor.user_id, seen_at__isnull=True, handover__undone_at__isnull=True,
        engagement__worker=actor.user_id, engagement__ends__isnull=True,
    )  # fmt: skip
    return list(rows.select_related("handover__giver", "handover__unit").order_by("handover", "pk"))


def known(actor: Actor, ids: Collection[int]) -> dict[int, Handover]:
    """Hand-overs by id, those the actor has to do with (one query)."""
    return {row.pk: row for row in _mine(actor).filter(pk__in=ids).select_related("unit", "giver")}


def _mine(actor: Actor) -> QuerySet[Handover]:
    led = units_of(actor, Role.DECISION_MAKER)
    took = HandedOver.objects.filter(receiver=actor.user_id).values("handover")
    return Handover.objects.filter(Q(made_by=actor.user_id) | Q(unit__in=led) | Q(pk__in=took))
