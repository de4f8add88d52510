"""Reads of people and seats."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import NOBODY, Actor, Seat
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.roles import Role


def actor_of(user: User | None, today: dt.date) -> Actor:
    """The actor a signed-in user is today, with the seats in force (one query); nobody if none or closed."""
    if user is None or not user.is_active:
        return NOBODY
    seats = tuple(
        Seat(
            organisation_id=row.organisation_id,
            municipality_id=row.organisation.parent_id
            if row.organisation.kind == "district" and row.organisation.parent_id
            else row.organisation_id,
            role=Role(row.role),
            unit_id=row.unit_id,
            organisation_name=row.organisation.name,
        )
        for row in _in_force(today).filter(user=user)
    )
    return Actor(user_id=user.pk, name=user.name, language=user.language, seats=seats)


def is_demo() -> bool:
    """Whether this database was made as a demo."""
    return Installation.objects.filter(demo=True).exists()


def people_to_be(today: dt.date) -> QuerySet[Membership]:
    """The people of a demo one may choose to be, by organisation; none in a real installation."""
    if not is_demo():
        return Membership.objects.none()
    return _in_force(today).select_related("user").order_by("organisation__kind", "organisation__name", "role")


def holders(organisation_id: int, roles: tuple[Role, ...], today: dt.date) -> QuerySet[User]:
    """Active people who hold one of the roles in the organisation or a district of it."""
    return User.objects.filter(
        Q(memberships__organisation_id=organisation_id) | Q(memberships__organisation__parent_id=organisation_id),
        Q(memberships__ends__isnull=True) | Q(memberships__ends__gt=today),
        memberships__starts__lte=today,
        memberships__role__in=roles,
        is_active=True,
    ).distinct()


def _in_force(today: dt.date) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today, user__is_active=True)
        .select_related("organisation", "unit")
    )
