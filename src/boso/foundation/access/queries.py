"""Reads of people and seats."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import NOBODY, Actor, Seat
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.policies import administers, administers_all, may_see_person, own_organisations
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Kind, Organisation, Unit

#: What people change about themselves is nobody else's to read.
OWN_BUSINESS = ("person.settings", "person.language", "person.chosen")


def actor_of(user: User | None, today: dt.date) -> Actor:
    """The actor a signed-in user is today, with the seats in force; nobody if none or closed.

    One query, or none for a user who comes `seated`.
    """
    if user is None or not user.is_active:
        return NOBODY
    held = getattr(user, "seats", None)
    if held is None:
        held = _in_force(today).filter(user=user)
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
            invented=row.organisation.invented,
        )
        for row in held
        if row.starts <= today and (row.ends is None or row.ends > today)
    )
    return Actor(user_id=user.pk, name=user.name, language=user.language, seats=seats)


def seated(user_id: int) -> User | None:
    """The user with `seats`, the memberships of all days, in one query; one more for who never had a seat."""
    rows = list(Membership.objects.filter(user_id=user_id).select_related("user", "organisation", "unit"))
    user = rows[0].user if rows else User.objects.filter(pk=user_id).first()
    if user is not None:
        user.seats = rows  # type: ignore[attr-defined]
    return user


def actor_named(username: str, today: dt.date) -> Actor:
    """The actor of a sign-in name today; nobody for an unknown or closed one."""
    return actor_of(User.objects.filter(username=username.lower()).first(), today)


#: What the list of people may be narrowed to.
OPEN, CLOSED, WITHOUT = "open", "closed", "without"


def person(actor: Actor, user_id: int) -> User:
    """A person whom the actor administers, with every seat they hold or have held.

    Raises Refused (hidden) for anybody else, and for one that does not exist.
    """
    user = _with_seats(User.objects.filter(pk=user_id)).first()
    if user is None or not may_see_person(actor, user):
        raise Refused(Denied(_("There is no such person here."), hidden=True))
    return user


def people(
    actor: Actor,
    text: str = "",
    *,
    organisation: str = "",
    role: str = "",
    state: str = "",
    today: dt.date | None = None,
) -> QuerySet[User]:
    """The people of the organisations the actor administers, with their seats; all for the bank's administrator.

    text: words of the name, the sign-in name or the e-mail address, whatever letters they are typed with.
    organisation (its short name) and role: of one seat that has not ended by `today`. state: OPEN, CLOSED or
    WITHOUT (holds no seat that day).
    """
    day = today or timezone.localdate()
    held = Membership.objects.filter(user=OuterRef("pk"), organisation__in=administered(actor))
    found = User.objects.order_by("name", "pk")
    if not administers_all(actor):
        found = found.filter(Exists(held))
    lasting = held.filter(Q(ends__isnull=True) | Q(ends__gt=day))
    if organisation or role:
        wish = {"organisation__slug": organisation, "role": role}
        found = found.filter(Exists(lasting.filter(**{name: value for name, value in wish.items() if value})))
    if state in (OPEN, CLOSED):
        found = found.filter(is_active=state == OPEN)
    if state == WITHOUT:
        found = found.exclude(Exists(lasting.filter(starts__lte=day)))
    if text.strip():
        rows = found.values_list("pk", "name", "username", "email")
        found = found.filter(pk__in=[pk for pk, *words in rows if closeness(text, *words)])
    return _with_seats(found)


def administered(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose people the actor lets in."""
    everything = Organisation.objects.all()
    if administers_all(actor):
        return everything
    own = own_organisations(actor)
    return everything.filter(Q(pk__in=own) | Q(parent_id__in=own, kind=Kind.DISTRICT))


def places(actor: Actor, on: dt.date) -> list[Organisation]:
    """The organisations that exist that day and whose people the actor lets in, each with its units that day."""
    standing = (Q(starts__isnull=True) | Q(starts__lte=on)) & (Q(ends__isnull=True) | Q(ends__gt=on))
    units = Prefetch("units", Unit.objects.filter(standing).order_by("name"))
    return list(administered(actor).filter(standing).prefetch_related(units).order_by("name"))


def seat_of(actor: Actor, user: User, seat_id: int) -> Membership:
    """One seat of a person, in an organisation the actor administers.

    Raises Refused (hidden) for any other.
    """
    for membership in user.memberships.all():
        if membership.pk == seat_id and administers(actor, membership.organisation):
            return membership
    raise Refused(Denied(_("There is no such seat here."), hidden=True))


def acts_on(actor: Actor, user: User, limit: int = 40) -> list[Change]:
    """What has been done with a person's way in and with their seats, newest first.

    Of the seats only those in organisations the actor administers.
    """
    seats = [str(seat.pk) for seat in user.memberships.all() if administers(actor, seat.organisation)]
    own = Q(object_type=User._meta.label_lower, object_id=str(user.pk)) & ~Q(verb__in=OWN_BUSINESS)
    theirs = Q(object_type=Membership._meta.label_lower, object_id__in=seats)
    return list(Change.objects.filter(own | theirs).select_related("actor").order_by("-at", "-pk")[:limit])


def names(actor: Actor) -> list[tuple[int, str, str]]:
    """Number, name and sign-in name of everybody the actor administers (one query)."""
    found = people(actor).prefetch_related(None)
    return list(found.values_list("pk", "name", "username"))


def is_taken(username: str) -> bool:
    """Whether somebody has that sign-in name."""
    return User.objects.filter(username=username.strip().lower()).exists()


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


def _with_seats(found: QuerySet[User]) -> QuerySet[User]:
    seats = Membership.objects.select_related("organisation", "unit").order_by("-starts", "organisation__name", "pk")
    return found.prefetch_related(Prefetch("memberships", seats))


def home_of(actor: Actor, user: User) -> int:
    """The organisation in whose log an act on a person stands: where the person sits, else where the actor does."""
    own = [seat for seat in user.memberships.all() if administers(actor, seat.organisation)]
    return own[0].organisation_id if own else min(own_organisations(actor))
