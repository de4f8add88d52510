"""Drawn households as what they are registered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boso.casework.households.models import ClosedBecause, EngagementGround, Use
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.sealing import HouseholdWords, PersonWords
from boso.core.synthetic.description import Family, Human

#: What the household's data is used for, by main ground.
USES = {"adapted": Use.CARE_DWELLING, "without_test": Use.ALLOCATION}
CLOSED = {
    "housed": ClosedBecause.HOUSED, "moved": ClosedBecause.MOVED, "no_wish": ClosedBecause.NO_WISH,
    "no_contact": ClosedBecause.NO_CONTACT, "died": ClosedBecause.DIED,
}  # fmt: skip


def household_row(
    family: Family, units: Mapping[str, int], workers: Mapping[str, Sequence[int]], place: int, *, rents: bool
) -> NewHousehold:
    """One household. Two in three have somebody responsible, in turn. Whoever rents is reached where they live."""
    people = workers.get(family.unit, ())
    worker = people[place // 3 % len(people)] if people and place % 3 else None
    refugee = family.ground == "refugee"
    return NewHousehold(
        unit_id=units[family.unit],
        persons=tuple(_person(member) for member in family.members),
        legal_basis=USES.get(family.ground, Use.HELP),
        ground=EngagementGround.REFERRED if refugee or family.same_as is not None else EngagementGround.ASKED,
        opened_on=family.opened_on,
        worker_id=worker,
        words=HouseholdWords(address="" if rents else family.address),
    )


def _person(human: Human) -> NewPerson:
    words = PersonWords(
        name=human.name,
        national_id=human.national_id,
        born=human.born,
        sex="f" if human.woman else "m",
        phone=human.phone,
        email=human.email,
        language=human.language,
        interpreter=human.needs_interpreter,
    )
    return NewPerson(words, human.role, human.protection)
