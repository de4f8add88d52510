"""Reads that the making needs. Only BoSo itself makes, so no actor is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from boso.casework.dwellings.models import Dwelling
from boso.casework.households.models import Household, Member, MemberRole, Person
from boso.casework.synthesis.models import Making
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import Role
from boso.foundation.organisations import queries as organisations
from boso.foundation.organisations.models import Organisation

#: Who is responsible for households.
RESPONSIBLE = (Role.CASEWORKER, Role.FOLLOW_UP)


def making(organisation: Organisation) -> Making | None:
    """What has been ordered for it, if anything."""
    return Making.objects.filter(organisation=organisation).first()


def is_empty(organisation: Organisation) -> bool:
    """Whether nobody has registered a home or a household there."""
    homes = Dwelling.objects.filter(organisation=organisation).exists()
    return not homes and not Household.objects.filter(organisation=organisation).exists()


def units(organisation: Organisation, on: dt.date) -> dict[str, int]:
    """Its units that day by kind; the first by name where there are several."""
    found: dict[str, int] = {}
    for unit in organisations.units(organisation, on):
        found.setdefault(unit.kind, unit.pk)
    return found


def workers(units_by_kind: dict[str, int], on: dt.date) -> dict[str, list[int]]:
    """Who may be responsible for households in each kind of unit, in a fixed order."""
    kinds: dict[int | None, str] = {pk: kind for kind, pk in units_by_kind.items()}
    seats = Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=on), unit__in=units_by_kind.values(), role__in=RESPONSIBLE, starts__lte=on
    ).order_by("user__username")
    found: dict[str, list[int]] = {}
    for unit_id, user_id in seats.values_list("unit_id", "user_id"):
        found.setdefault(kinds[unit_id], []).append(user_id)
    return found


def applicants(households: Iterable[Household]) -> dict[int, Person]:
    """The main person of each household, by the household's id."""
    rows = Member.objects.filter(household__in=list(households), role=MemberRole.APPLICANT).select_related("person")
    return {row.household_id: row.person for row in rows}


def member_ids(households: Iterable[Household]) -> dict[int, list[int]]:
    """The ids of the persons of each household in the order they were registered, by the household's id."""
    found: dict[int, list[int]] = {household.pk: [] for household in households}
    rows = Member.objects.filter(household__in=list(found)).order_by("pk")
    for household_id, person_id in rows.values_list("household_id", "person_id"):
        found[household_id].append(person_id)
    return found
