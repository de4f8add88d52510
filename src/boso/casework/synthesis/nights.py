"""Drawn stays in temporary accommodation as they are registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from boso.casework.households.models import Household
from boso.casework.stays.actions import NewStay
from boso.casework.stays.models import Place, WentTo
from boso.casework.stays.words import StayWords
from boso.core.synthetic.description import Family

#: What sort of place it is, by the last word of its name.
PLACES = {
    "hospits": Place.HOSTEL, "camping": Place.CAMPING, "gjestegård": Place.HOTEL, "hybelhus": Place.PRIVATE,
    "hotell": Place.HOTEL,
}  # fmt: skip

#: Where those went who are still without a lasting home, in turn.
WENT = (WentTo.WITH_OTHERS, WentTo.ANOTHER_PLACE, WentTo.NOT_KNOWN)


def stay_rows(families: Iterable[Family], known: Iterable[Household], units: Mapping[str, int]) -> Iterator[NewStay]:
    """Every stay of those households. NAV pays for them, whoever else works with the household."""
    for family, household in zip(families, known, strict=True):
        children = sum(member.role == "child" for member in family.members)
        for stay in family.stays:
            yield NewStay(
                household=household,
                unit_id=units["nav"],
                place=PLACES[stay.place.rsplit(" ", 1)[-1]],
                starts=stay.starts,
                ends=stay.ends,
                children=children,
                cost=Decimal(stay.cost_a_night),
                went_to=WENT[household.pk % len(WENT)] if stay.ends is not None else "",
                words=StayWords(name=stay.place),
            )
