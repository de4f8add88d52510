"""Every read of leases: the actor comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from boso.casework.dwellings.models import OCCUPIED, Status
from boso.casework.households import queries_visible as households
from boso.casework.households.models import Engagement, Household
from boso.casework.tenancies import policies
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import Role


def visible(actor: Actor) -> QuerySet[Tenancy]:
    """The leases whose household the actor sees, and those that say no household."""
    if actor.holds(Role.SYSTEM):
        return Tenancy.objects.all()
    seen = households.visible(actor).filter(pk=OuterRef("household_id"))
    return of_organisations(actor).filter(Q(household__isnull=True) | Exists(seen))


def of_organisations(actor: Actor) -> QuerySet[Tenancy]:
    """All leases of the organisations the actor works in, whosever: for counting and for «let» without a name."""
    if actor.holds(Role.SYSTEM):
        return Tenancy.objects.all()
    return Tenancy.objects.filter(organisation_id__in=actor.works_in(*policies.SEES))


def one(actor: Actor, tenancy_id: int) -> Tenancy:
    """The lease with its dwelling and household.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = (
        of_organisations(actor)
        .select_related("dwelling", "household", "organisation", "renews")
        .filter(pk=tenancy_id)
        .first()
    )
    if found is None:
        raise Refused(NOT_HERE)
    require(policies.may_see_tenancy(actor, found))
    return found


def current(dwelling_ids: Collection[int], on: dt.date) -> dict[int, Tenancy]:
    """The lease that holds each dwelling that day, by dwelling. For policies and screens that hide the name."""
    rows = Tenancy.objects.filter(dwelling_id__in=dwelling_ids, starts__lte=on).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    )
    return {tenancy.dwelling_id: tenancy for tenancy in rows}


def leased(dwelling_ids: Collection[int]) -> frozenset[int]:
    """Which of the dwellings have a lease that nobody has ended."""
    return frozenset(
        Tenancy.objects.filter(dwelling_id__in=dwelling_ids, ended_on__isnull=True).values_list(
            "dwelling_id", flat=True
        )
    )


def of_household(actor: Actor, household: Household) -> QuerySet[Tenancy]:
    """The leases a household has and has had, newest first; none where the actor does not see it."""
    return visible(actor).filter(household=household).select_related("dwelling").order_by("-starts", "-pk")


def holding_from(dwelling_id: int, starts: dt.date) -> QuerySet[Tenancy]:
    """The leases that have the dwelling some day from that day on. For the actions."""
    return Tenancy.objects.filter(dwelling=dwelling_id).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=starts))


def moved(today: dt.date) -> tuple[list[Tenancy], list[Tenancy]]:
    """Leases over by today whose dwelling is still let and has no later one; open ones that have begun in a dwelling
    that is not let. For the job.
    """
    next_one = Tenancy.objects.filter(
        dwelling=OuterRef("dwelling"), starts__gte=OuterRef("ended_on"), starts__lte=today
    )
    over = (
        Tenancy.objects.filter(ended_on__lte=today, dwelling__status__in=OCCUPIED)
        .filter(~Exists(next_one), dwelling__status_since__lt=F("ended_on"))
        .select_related("dwelling")
    )
    begun = (
        Tenancy.objects.filter(ended_on__isnull=True, starts__lte=today)
        .exclude(dwelling__status__in=(*OCCUPIED, Status.REMOVED))
        .select_related("dwelling")
    )
    return list(over), list(begun)


def units_that_keep(household: Household) -> list[int]:
    """The units of the household's organisation where a housing manager sits and that do not work with it yet."""
    today = timezone.localdate()
    working = Engagement.objects.filter(Q(ends__isnull=True), household=household)
    return sorted(
        Membership.objects.filter(
            Q(ends__isnull=True) | Q(ends__gt=today),
            organisation_id=household.organisation_id, role=Role.HOUSING_MANAGER, unit__isnull=False,
            starts__lte=today,
        )
        .exclude(unit__in=working.values("unit"))
        .values_list("unit_id", flat=True)
        .distinct()
    )  # fmt: skip
