"""Fixtures: people who do casework, and households they work with, in an invented municipality."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from boso.casework.households.actions import register
from boso.casework.households.models import Household, MemberRole
from boso.casework.households.people import NewPerson
from boso.core.values import national_id
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person, make_unit
from boso.foundation.organisations.models import Organisation, Unit

_numbers = itertools.count(1)
PLACE = "provedal"


def an_invented_place(slug: str = PLACE) -> Organisation:
    """An invented municipality."""
    return make_organisation(slug, invented=True)


def a_synthetic_id(born: dt.date = dt.date(1990, 1, 1), skip: int = 0) -> str:
    """A synthetic national id of that birth; another for each `skip`."""
    made = (national_id.make(born, count) for count in national_id.counts(born))
    return next(itertools.islice((one for one in made if one), skip, None))


def make_household(
    unit: Unit | str = "nav",
    *,
    organisation: Organisation | str = PLACE,
    name: str = "",
    persons: tuple[NewPerson, ...] = (),
    actor: Actor = SYSTEM,
    **more: Any,
) -> Household:
    """A household that a unit works with: one grown-up of that name, or the persons given."""
    place = an_invented_place(organisation) if isinstance(organisation, str) else organisation
    at = make_unit(place, unit) if isinstance(unit, str) else unit
    told = persons or (NewPerson.called(name or f"Lun Vadmel {next(_numbers)}", MemberRole.APPLICANT),)
    return register(actor, place.pk, at.pk, told, **more)


def make_caseworker(
    unit: str = "nav", *, organisation: Organisation | str = PLACE, role: Role = Role.CASEWORKER, **more: Any
) -> Actor:
    """The actor of a new person in a unit of that kind."""
    place = an_invented_place(organisation) if isinstance(organisation, str) else organisation
    return actor_of(make_person(role, place, unit=unit, **more), dt.date.today())  # noqa: DTZ011 - any day will do


@pytest.fixture
def a_household(db) -> Callable[..., Household]:
    """`a_household("nav", name="Lun Vadmel")` gives a household that unit works with."""
    return make_household


@pytest.fixture
def a_caseworker(db) -> Callable[..., Actor]:
    """`a_caseworker("nav", role=Role.FOLLOW_UP)` gives the actor of somebody who sits there."""
    return make_caseworker
