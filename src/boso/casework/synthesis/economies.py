"""Drawn economies as assessments: what somebody in the municipality found a household to live on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from boso.casework.households.models import Household
from boso.casework.instruments.actions import NewAssessment
from boso.casework.instruments.sealing import Entered
from boso.casework.synthesis import queries
from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Part, Place
from boso.core.synthetic.economies import Economy, economy

YES = {True: "yes", False: "no"}


def assessment_rows(place: Place, part: Part, known: Sequence[Household], renting: set[int]) -> Iterator[NewAssessment]:
    """The assessments of the households of one part, from a stream of chance of their own: the same each time."""
    stream = random.Random(f"economy/{place.code}/{place.households}/{part.number}").random  # noqa: S311 - no secret
    chance = Chance(stream)
    members = queries.member_ids(known)
    for number, (family, household) in enumerate(zip(part.families, known, strict=True)):
        found = economy(chance, family.members, place.on, rents=number in renting)
        if found is not None and family.closed_on is None:
            on = max(found.on, household.opened_on)
            yield NewAssessment(household, on, entered(found, members[household.pk]))


def entered(found: Economy, person_ids: Sequence[int]) -> Entered:
    """The economy as it is entered in the form. person_ids: in the order of the members."""
    persons: dict[str, dict[str, Any]] = {
        str(pk): {"income_year": one.year, "net_month": one.month}
        for pk, one in zip(person_ids, found.earned, strict=True)
        if one is not None
    }
    of_all: dict[str, Any] = {
        "receives": found.receives,
        "wishes_to_own": found.wishes_to_own,
        "residence_months": found.residence_months,
        "arrears": YES[found.arrears],
        "payment_remarks": YES[found.payment_remarks],
        "steady_income": YES[found.steady_income],
    }
    if found.wealth is not None:
        of_all["wealth"] = found.wealth
    if found.debt_month:
        of_all["consumer_debt_month"] = found.debt_month
    return Entered(persons, of_all)
