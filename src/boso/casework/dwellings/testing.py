"""Dwellings for tests."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from boso.casework.dwellings.actions import register_many
from boso.casework.dwellings.models import Dwelling
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.organisations.models import Organisation

_numbers = itertools.count(1)
PLACE = "provedal"
SINCE = dt.date(2026, 1, 1)


def make_dwelling(organisation: Organisation | str = PLACE, **fields: Any) -> Dwelling:
    """A dwelling that is ready since the beginning of 2026, in a building of its own unless said."""
    place = make_organisation(organisation, invented=True) if isinstance(organisation, str) else organisation
    told = {
        "street": "Prøvegata", "number": next(_numbers), "unit_number": "H0101", "status": "ready",
        "status_since": SINCE, "rooms": 2, "rent": 9000, "disposal": "owned", "building_fields": {}, "invented": True,
    }  # fmt: skip
    return register_many(SYSTEM, place.pk, [{**told, **fields}])[0]


def make_keeper(organisation: Organisation | str = PLACE, role: Role = Role.HOUSING_MANAGER) -> Actor:
    """The actor of a new housing manager, who sits in the property office."""
    place = make_organisation(organisation, invented=True) if isinstance(organisation, str) else organisation
    return actor_of(make_person(role, place, unit="property"), dt.date.today())  # noqa: DTZ011 - any day will do
