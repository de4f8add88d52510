"""A small municipality in which somebody rents, is mapped and has an economy. What is said is compared in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households.models import Household, MemberRole
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import PersonWords
from boso.casework.households.testing import an_invented_place, make_caseworker, make_household
from boso.casework.instruments import actions, casing, facts, queries
from boso.casework.instruments.models import Assessment
from boso.casework.instruments.sealing import Entered
from boso.casework.needs.actions import NewMapping, register_many
from boso.casework.tenancies import actions as tenancies
from boso.core.economy.people import Person, Role, Sex
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role as Seated

NEED = {
    "without_own": "no", "at_risk": "no", "unsuitable": "no", "homeless": "not_homeless", "main_ground": "other",
    "adults": 1, "bedrooms": 1, "rooms": 2, "adaptation": "none", "floor": "any", "staffing": "none",
    "neighbours": "any", "area": "any", "urgency": "now", "follow_up": "none", "certainty": "known",
}  # fmt: skip
WAITS = {"without_own": "yes", "homeless": "with_kin"}
#: A household of two with a home to buy that can be paid.
SAID: dict[str, Any] = {
    "rent_month": "9000", "wealth": "0", "living_month": "16000", "price": "1900000", "tenure": "cooperative",
    "fees_month": "3000", "electricity_month": "1000", "own": "100000", "rate": "4.9", "stress_rate": "6",
    "bank_refused": "yes", "long_term_problem": "yes", "saving_used": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english(bokmal: None) -> Iterator[None]:
    with translation.override("en"):
        yield


def grown(income: int = 400_000, net: int = 31_000, role: Role = Role.APPLICANT, **more: Any) -> Person:
    """Somebody of forty."""
    return Person(Decimal(40), role, Sex.FEMALE, Decimal(income), Decimal(net), **more)


class Town:
    """Things set up in one line each."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.worker = make_caseworker("nav")
        self.officer = make_caseworker("nav", role=Seated.LOAN_OFFICER)
        self.decides = make_caseworker("nav", role=Seated.DECISION_MAKER)
        self.planner = make_caseworker("housing", role=Seated.PLANNER)
        self.stranger = make_caseworker("refugee")
        self.place = an_invented_place()

    def household(self, name: str = "Lun Vadmel", *, rent: int | None = 9000, children: int = 0) -> Household:
        """A grown-up of forty with children of six, who rents a home of ours unless without rent."""
        born = self.today.replace(year=self.today.year - 40, day=1)
        child = self.today.replace(year=self.today.year - 6, day=1)
        persons = [_person(name, born, MemberRole.APPLICANT)]
        persons += [_person(f"Liten {name}", child, MemberRole.CHILD) for _n in range(children)]
        persons += [_person(f"Annen {name}", child, MemberRole.CHILD_VISITING)] if children > 1 else []
        opened = self.today - dt.timedelta(days=400)
        made = make_household("nav", persons=tuple(persons), opened_on=opened)
        if rent is not None:
            home = make_dwelling(bedrooms=1, area_m2=48, floor=1, staffing="none", status_since=opened)
            lease = {"starts": opened, "ends": None, "ground": "ordinary", "rent": rent}
            tenancies.open_tenancy(SYSTEM, home, made, lease)
        return made

    def map(self, household: Household, **need: Any) -> None:
        """A mapping that is done."""
        row = NewMapping(household, min(self.worker.units), self.today, {**NEED, **need})
        register_many(SYSTEM, self.place.pk, [row])

    def assess(self, household: Household, income: int = 180_000, net: int = 15_000, **of_all: Any) -> Assessment:
        """An assessment with that income of the grown-up."""
        known = facts.gather(self.worker, [household.pk])[household.pk]
        who = str(known.counted[0].person_id)
        told = Entered({who: {"income_year": str(income), "net_month": str(net)}}, {"wealth": "0", **of_all})
        asked = replace(known, entered=told, assessment=None)
        document = casing.frozen(asked, queries.holding(self.place.pk, self.today), told)
        return actions.assess(self.worker, household, told, document)


def _person(name: str, born: dt.date, role: str) -> NewPerson:
    return NewPerson(PersonWords(name=name, born=born, sex="f"), role)


@pytest.fixture
def town(db: None) -> Town:
    """`town.household("Lun Vadmel")`, `town.assess(household)`."""
    return Town()
