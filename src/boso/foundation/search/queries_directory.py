"""The directory: people who work in the programme, and the organisations they work for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.models import Membership, User
from boso.foundation.access.roles import MEMBERS, Role
from boso.foundation.organisations import queries as register
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.policies import may_read
from boso.foundation.search.policies import may_see_contact
from boso.foundation.search.registry import Hit

PEOPLE = gettext_lazy("People")
ORGANISATIONS = gettext_lazy("Organisations")
#: Applicants and tenants are nobody's colleagues: they stand in no directory.
LISTED = (*MEMBERS, Role.ADMINISTRATOR)
#: An organisation stands after the participant of the same name.
LESS = 0.9


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague: the seats held today, and the e-mail where the actor may see it."""

    user: User
    seats: tuple[Membership, ...]
    email: str

    @property
    def name(self) -> str:
        """Their name."""
        return self.user.name


def people(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Colleagues by name, role or organisation; for members of the programme only. One query."""
    if not actor.is_member:
        return
    seats: dict[int, list[Membership]] = {}
    for seat in _seats(timezone.localdate()):
        seats.setdefault(seat.user_id, []).append(seat)
    for user_id, held in seats.items():
        words = "; ".join(f"{seat.get_role_display()}, {seat.organisation.name}" for seat in held)
        rank = closeness(text, held[0].user.name, words)
        if rank:
            yield Hit(held[0].user.name, PEOPLE, reverse("search:person", args=[user_id]), words, rank)


def organisations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Organisations by name, and by code when a number is typed; for those who may read the register. One query."""
    if not may_read(actor):
        return
    if text.isdecimal():
        for found in register.find(actor, text, limit):
            yield _hit(found, LESS)
    else:
        for found in Organisation.objects.all():
            rank = closeness(text, found.name)
            if rank:
                yield _hit(found, rank * LESS)


def person(actor: Actor, user_id: int) -> Person:
    """A colleague with the seats held today (one query).

    Raises Refused (hidden) for who is not a member, and for one who holds no seat.
    """
    seats = tuple(_seats(timezone.localdate()).filter(user_id=user_id)) if actor.is_member else ()
    if not seats:
        raise Refused(Denied(_("There is no such person here."), hidden=True))
    user = seats[0].user
    return Person(user, seats, user.email if may_see_contact(actor, seats) else "")


def _hit(found: Organisation, rank: float) -> Hit:
    words = str(found.get_kind_display())
    if found.ends is not None:
        words += ", " + _("until %(day)s") % {"day": f"{found.ends:%d.%m.%Y}"}
    return Hit(found.name, ORGANISATIONS, reverse("organisations:organisation", args=[found.slug]), words, rank)


def _seats(today: dt.date) -> QuerySet[Membership]:
    in_force = Q(ends__isnull=True) | Q(ends__gt=today)
    rows = Membership.objects.filter(in_force, starts__lte=today, role__in=LISTED, user__is_active=True)
    return rows.select_related("user", "organisation", "unit").order_by("user__name", "user_id", "pk")
