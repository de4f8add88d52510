"""Reads of people and seats."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import NOBODY, Actor, Seat
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.policies import administers_all
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation


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
            organisation_kind=row.organisation.kind,
        )
        for row in _in_force(today).filter(user=user)
    )
    return Actor(user_id=user.pk, name=user.name, language=user.language, seats=seats)


def actor_named(username: str, today: dt.date) -> Actor:
    """The actor of a sign-in name today; nobody for an unknown or closed one."""
    return actor_of(User.objects.filter(username=username.lower()).first(), today)


def person(actor: Actor, user_id: int) -> User:
    """A person whom the actor administers or is.

    Raises Refused (hidden) for anybody else, and for one that does not exist.
    """
    user = User.objects.filter(pk=user_id).first()
    if user is None or not (user.pk == actor.user_id or people(actor).filter(pk=user_id).exists()):
        raise Refused(Denied(_("There is no such person here."), hidden=True))
    return user


def people(actor: Actor, text: str = "") -> QuerySet[User]:
    """The people of the organisations the actor administers, with their seats; all for the bank's administrator."""
    found = User.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("organisation", "unit"))
    ).order_by("name", "pk")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text))
    return found.filter(memberships__organisation__in=administered(actor)).distinct()


def administered(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose people the actor lets in."""
    everything = Organisation.objects.all()
    if administers_all(actor):
        return everything
    own = [seat.organisation_id for seat in actor.seats if seat.role == Role.ADMINISTRATOR]
    return everything.filter(Q(pk__in=own) | Q(parent_id__in=own, kind=Kind.DISTRICT))


def is_demo() -> bool:
    """Whether this database was made as a demo."""
    return Installation.objects.filter(demo=True).exists()


def people_to_be(today: dt.date) -> QuerySet[Membership]:
    """The people of a demo one may choose to be, by organisation; none in a real installation."""
    if not is_demo():
        return Membership.objects.none()
    return _in_force(today).select_related("user").order_by("organisation__kind", "organisation__name", "role")


def person_to_be(user_id: str, today: dt.date) -> User:
    """One of the people of a demo.

    Raises Refused (hidden) for anything else, and always in a real installation.
    """
    chosen = people_to_be(today).filter(user_id=user_id).first() if user_id.isdecimal() else None
    if chosen is None:
        raise Refused(Denied(_("There is no such person here."), hidden=True))
    return chosen.user


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
    return Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today, user__is_active=True
    ).select_related("organisation", "unit")
