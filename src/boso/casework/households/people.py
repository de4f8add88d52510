"""A person and a household as they are told to BoSo, before there are any rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from boso.casework.households.models import EngagementGround, MemberRole, Protection, Use
from boso.casework.households.sealing import HouseholdWords, PersonWords


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be registered in a household."""

    words: PersonWords
    role: str = MemberRole.APPLICANT
    protection: str = Protection.NONE

    @classmethod
    def called(
        cls, name: str, role: str = MemberRole.APPLICANT, *, protection: str = Protection.NONE, **words: object
    ) -> NewPerson:
        """A person by name, with any other of the sealed words."""
        return cls(PersonWords(name=name, **words), role, protection)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to be registered among many. opened_on: today where nothing is said. also: units that work along."""

    unit_id: int
    persons: tuple[NewPerson, ...]
    legal_basis: str = Use.HELP
    ground: str = EngagementGround.ASKED
    opened_on: dt.date | None = None
    worker_id: int | None = None
    words: HouseholdWords = field(default_factory=HouseholdWords)
    also: tuple[int, ...] = ()
