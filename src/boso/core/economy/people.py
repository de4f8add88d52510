"""A household as bostøtte and ability to pay see it. Amounts are kroner."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the household."""

    APPLICANT = "applicant"
    PARTNER = "partner"
    CHILD = "child"
    OTHER = "other"


class Group(StrEnum):
    """Who has income limits of their own in bostøtte."""

    ORDINARY = "ordinary"
    YOUNG_DISABLED = "young_disabled"
    SINGLE_OLD_AGE_PENSION = "single_old_age_pension"


class Tenure(StrEnum):
    """How the home is held."""

    RENT = "rent"
    COOPERATIVE = "cooperative"
    OWN = "own"


class Sex(StrEnum):
    """As the reference budget divides people."""

    FEMALE = "f"
    MALE = "m"


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the household.

    age: years, half a year counts. income_year: before tax; net_month: after tax, benefits with it; None where nobody
    has said. travel_pass: whether a pass for public transport is reckoned. student, pregnant, kindergarten: what
    changes the reference budget.
    """

    age: Decimal
    role: Role
    sex: Sex | None = None
    income_year: Decimal | None = None
    net_month: Decimal | None = None
    group: Group = Group.ORDINARY
    travel_pass: bool = True
    student: bool = False
    pregnant: bool = False
    kindergarten: bool = False


class BadHousehold(ValueError):
    """The persons contradict each other; the text says how."""


@dataclass(frozen=True, slots=True)
class Household:
    """Persons who live together, the cars they keep, and their net wealth.

    Raises BadHousehold.
    """

    persons: tuple[Person, ...]
    wealth: Decimal = Decimal(0)
    cars_petrol: int = 0
    cars_electric: int = 0

    def __post_init__(self) -> None:
        roles = Counter(person.role for person in self.persons)
        if roles[Role.APPLICANT] != 1:
            raise BadHousehold("there must be one applicant")
        if roles[Role.PARTNER] > 1:
            raise BadHousehold("there cannot be more than one partner")
        if self.applicant.group is Group.SINGLE_OLD_AGE_PENSION and roles[Role.PARTNER]:
            raise BadHousehold("who has a partner is not single")
        if any(person.group is not Group.ORDINARY and person.role is not Role.APPLICANT for person in self.persons):
            raise BadHousehold("the group is the applicant's; the others are ordinary")

    @property
    def applicant(self) -> Person:
        """Who applies."""
        return next(person for person in self.persons if person.role is Role.APPLICANT)

    @property
    def couple(self) -> bool:
        """Whether the applicant has a partner in the household."""
        return any(person.role is Role.PARTNER for person in self.persons)
