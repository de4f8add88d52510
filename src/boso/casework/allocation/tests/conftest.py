from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from boso.casework.dwellings.models import Dwelling
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households.models import Household
from boso.casework.households.testing import an_invented_place, make_caseworker, make_household
from boso.casework.needs.actions import NewMapping, register_many
from boso.casework.tenancies import actions as tenancies
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role

NEED = {
    "without_own": "yes", "at_risk": "no", "unsuitable": "no", "homeless": "with_kin", "main_ground": "other",
    "adults": 1, "bedrooms": 1, "rooms": 2, "adaptation": "none", "floor": "any", "staffing": "none",
    "neighbours": "any", "area": "any", "urgency": "now", "follow_up": "none", "certainty": "known",
}  # fmt: skip
UNSUITABLE = {"without_own": "no", "unsuitable": "yes", "homeless": "not_homeless"}
#: The mapping of somebody whose home is good enough.
SUITABLE = {**UNSUITABLE, "unsuitable": "no"}
HOME = {"rooms": 2, "bedrooms": 1, "area_m2": 40, "floor": 1, "staffing": "none", "area": "Sentrum"}


class Town:
    """A small municipality where things can be set up in one line each."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.worker = make_caseworker("nav")
        self.group = make_caseworker("nav", role=Role.ALLOCATION_GROUP)
        self.keeper = make_caseworker("property", role=Role.HOUSING_MANAGER)
        self.planner = make_caseworker("housing", role=Role.PLANNER)
        self.place = an_invented_place()

    def home(self, street: str, **fields: Any) -> Dwelling:
        return make_dwelling(street=street, **{**HOME, **fields})

    def household(self, name: str, lives_in: Dwelling | None = None, days: int = 10, **need: Any) -> Household:
        """A mapped household whose case was opened so many days ago, perhaps with a lease."""
        opened = self.today - dt.timedelta(days=days)
        household = make_household("nav", name=name, opened_on=opened)
        if lives_in is not None:
            lease = {"starts": opened, "ends": None, "ground": "ordinary", "rent": 9000}
            tenancies.open_tenancy(SYSTEM, lives_in, household, lease)
            need = {**UNSUITABLE, **need}
        row = NewMapping(household, min(self.worker.units), self.today, {**NEED, **need})
        register_many(SYSTEM, self.place.pk, [row])
        return household


@pytest.fixture
def town(db) -> Iterator[Town]:
    """`town.home("Storgata")`, `town.household("Lun Vadmel", lives_in=home)`."""
    return Town()
