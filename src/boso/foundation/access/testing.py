"""Fixtures: people in seats, and browsers signed in as them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.test import Client

from boso.foundation.access.actor import Actor
from boso.foundation.access.models import Membership, User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation, Unit, UnitKind

_numbers = itertools.count(1)
BEGINNING = dt.date(2009, 9, 1)


def make_organisation(slug: str, kind: str = Kind.MUNICIPALITY, **fields: object) -> Organisation:
    """An organisation by its slug; the one that stands, where it does."""
    return Organisation.objects.get_or_create(slug=slug, defaults={"name": slug.title(), "kind": kind, **fields})[0]


def make_unit(organisation: Organisation | str, kind: str = UnitKind.NAV, name: str = "") -> Unit:
    """A unit of an organisation, named after its kind unless said; the one that stands, where it does."""
    if isinstance(organisation, str):
        organisation = make_organisation(organisation)
    return Unit.objects.get_or_create(organisation=organisation, name=name or kind.title(), defaults={"kind": kind})[0]


def make_person(
    role: Role | str, organisation: Organisation | str, *, unit: Unit | str | None = None, **fields: object
) -> User:
    """A new user with one seat from the programme's beginning; `unit` is a unit, or the kind of one («nav»)."""
    if isinstance(organisation, str):
        organisation = make_organisation(organisation)
    if isinstance(unit, str):
        unit = make_unit(organisation, unit)
    number = next(_numbers)
    user = User.objects.create(username=f"person{number}", name=f"Test {role} {number}", **fields)
    Membership.objects.create(user=user, organisation=organisation, role=role, unit=unit, starts=BEGINNING)
    return user


@pytest.fixture
def a_person(db) -> Callable[..., User]:
    """`a_person(Role.COORDINATOR, "husbanken-ost")` gives a user in that seat."""
    return make_person


@pytest.fixture
def an_actor(db) -> Callable[..., Actor]:
    """`an_actor(Role.COORDINATOR, "husbanken-ost")` gives the actor of a new user in that seat."""

    def make(role: Role | str, organisation: Organisation | str, **fields: object) -> Actor:
        return actor_of(make_person(role, organisation, **fields), dt.date.today())  # noqa: DTZ011 - any day will do

    return make


@pytest.fixture
def signed_in(db) -> Callable[..., Client]:
    """`signed_in(Role.COORDINATOR, "husbanken-ost")` gives a test client signed in as a new user in that seat."""

    def make(role: Role | str, organisation: Organisation | str, **fields: object) -> Client:
        client = Client()
        client.force_login(
            make_person(role, organisation, **fields), backend="boso.foundation.access.backends.SeatedBackend"
        )
        return client

    return make
