"""A small invented town: three households mapped, six homes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from boso.casework.dwellings import actions_status
from boso.casework.dwellings.models import Dwelling
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.gap import queries
from boso.casework.households.models import Household
from boso.casework.households.testing import an_invented_place, make_caseworker, make_household
from boso.casework.needs import actions as needs
from boso.casework.tenancies import actions as tenancies
from boso.core.gap.table import Table
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation, Unit

TODAY = timezone.localdate()
BEGAN = TODAY - dt.timedelta(days=300)
SHUT = TODAY - dt.timedelta(days=20)


@dataclass(frozen=True)
class Town:
    """crowded rents one room and needs a bedroom; waiting has nowhere; threatened may lose a private home."""

    place: Organisation
    nav: Actor
    planner: Actor
    crowded: Household
    waiting: Household
    threatened: Household
    homes: dict[str, Dwelling]

    def table(self, on: dt.date | None = None) -> Table:
        return queries.gap(SYSTEM, self.place.pk, on).table

    def map(self, household: Household, situation: str, on: dt.date = BEGAN, **fields: Any) -> None:
        told = {"bedrooms": 1, "rooms": 2, "adaptation": "none", "floor": "any", "staffing": "none", "area": "any"}
        known = {name: "yes" if name == situation else "no" for name in ("without_own", "at_risk", "unsuitable")}
        unit = Unit.objects.get(organisation=self.place, kind="nav")
        needs.record(SYSTEM, household, unit.pk, {**told, "main_ground": "refugee", **known, **fields}, on=on)

    def let(self, name: str, household: Household | None, starts: dt.date = BEGAN) -> Any:
        return tenancies.open_tenancy(SYSTEM, self.homes[name], household, {"starts": starts})


@pytest.fixture
def town(db) -> Town:
    place = an_invented_place()
    place.codes.create(system="ssb", code="9901", starts="2020-01-01", source="test")
    old = {"status_since": BEGAN - dt.timedelta(days=100), "kind": "ordinary", "staffing": "none", "area": "Nord"}
    homes = {
        "one_room": make_dwelling(place, **old, rooms=1, bedrooms=0),
        "taken": make_dwelling(place, **old, rooms=2, bedrooms=1),
        "shut": make_dwelling(place, **old, rooms=2, bedrooms=1),
        "temporary": make_dwelling(place, **{**old, "kind": "temporary"}, rooms=2, bedrooms=1),
        "large": make_dwelling(place, **old, rooms=5, bedrooms=4),
    }
    nav, planner = make_caseworker("nav"), make_caseworker("housing", role=Role.PLANNER)
    people = [make_household("nav", name=name, opened_on=BEGAN) for name in ("Lun Vadmel", "Stø Bautastein")]
    made = Town(place, nav, planner, *people, make_household("refugee", name="Kvikk Åkerlapp"), homes)
    made.let("one_room", made.crowded)
    made.let("taken", None)
    actions_status.change_status(SYSTEM, homes["shut"], "take_out", SHUT, reason="Vannskade", empty_reason="damage")
    made.map(made.crowded, "unsuitable")
    made.map(made.waiting, "without_own", TODAY - dt.timedelta(days=30))
    made.map(made.threatened, "at_risk")
    return made
