"""Every read of leases: the actor comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from boso.casework.dwellings import queries as homes
from boso.casework.dwellings.models import OCCUPIED, Dwelling, Status
from boso.casework.dwellings.queries_lists import MOST_COUNTED
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
    seen = households.visible(actor, [household.pk])
    return of_organisations(actor).filter(household__in=seen).select_related("dwelling").order_by("-starts", "-pk")


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


def dwellings_named(actor: Actor, text: str) -> QuerySet[Dwelling]:
    """At most five dwellings that answer the text: one by its reference, else by address."""
    return homes.visible(actor).filter(homes.found_by(text)).order_by("address_key", "pk")[:5]


def household_named(actor: Actor, reference: str) -> Household | None:
    """The household of that reference (H-000123, or 123) that the actor sees."""
    number = reference.strip().upper().removeprefix("H-").lstrip("0")
    if not number.isdecimal() or len(number) > 9:
        return None
    return households.visible(actor).filter(reference=f"H-{int(number):06d}").first()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the list of leases is asked for. show: a kind of `queries_due`, «ended», «all» or nothing for open ones."""

    text: str = ""
    show: str = ""
    ground: str = ""


def asked_for(actor: Actor, wish: Wish, of_kind: Q | None = None) -> QuerySet[Tenancy]:
    """The leases that answer the wish, whosever they are: the page hides names that may not be seen."""
    rows = of_organisations(actor).select_related("dwelling")
    if of_kind is not None:
        rows = rows.filter(of_kind)
    elif wish.show == "ended":
        rows = rows.filter(ended_on__isnull=False)
    elif wish.show != "all":
        rows = rows.filter(ended_on__isnull=True)
    if wish.ground:
        rows = rows.filter(ground=wish.ground)
    head, _dash, tail = wish.text.strip().partition("-")
    if head.lower() == "l" and tail.isdecimal() and len(tail) < 18:
        return rows.filter(pk=int(tail))
    if wish.text.strip():
        rows = rows.filter(dwelling__in=homes.visible(actor, removed=True).filter(homes.found_by(wish.text)))
    return rows


def of_dwelling(actor: Actor, dwelling: Dwelling, limit: int) -> list[Tenancy]:
    """The leases of a dwelling, newest first, whosever they are; none for whoever sees no leases."""
    return list(of_organisations(actor).filter(dwelling=dwelling).order_by("-starts", "-pk")[:limit])


def counted(rows: QuerySet[Tenancy]) -> int | None:
    """How many, or None for more than anybody pages through."""
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else None


def dwelling_asked_for(actor: Actor, key: str) -> Dwelling | None:
    """The dwelling an address names by its number; none where there is none to see."""
    return homes.visible(actor).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
