"""Who asks. Every query and every action takes an actor first."""

from __future__ import annotations

from dataclasses import dataclass

from boso.foundation.access.roles import BANK, CASEWORK, MEMBERS, Role


@dataclass(frozen=True, slots=True)
class Seat:
    """One membership in force: a role in an organisation, perhaps in one of its units.

    municipality_id is the organisation itself, or the municipality a city district belongs to.
    """

    organisation_id: int
    municipality_id: int
    role: Role
    unit_id: int | None = None
    organisation_name: str = ""
    organisation_kind: str = ""
    invented: bool = False
    """Whether the organisation is made up, so that pages about its work say so."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or BoSo itself) with the seats they hold today. Immutable; nothing is looked up later."""

    user_id: int | None
    name: str
    language: str
    seats: tuple[Seat, ...]

    def holds(self, *roles: Role, at: int | None = None) -> bool:
        """Whether one of the roles is held; `at` narrows to an organisation (or its municipality)."""
        return any(
            seat.role in roles and (at is None or at in (seat.organisation_id, seat.municipality_id))
            for seat in self.seats
        )

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether any seat is in that organisation or in a district of it."""
        return any(organisation_id in (seat.organisation_id, seat.municipality_id) for seat in self.seats)

    def works_in(self, *roles: Role) -> frozenset[int]:
        """The municipalities or districts whose casework the person takes part in as one of the roles, or as any."""
        return frozenset(seat.organisation_id for seat in self.seats if seat.role in (roles or CASEWORK))

    @property
    def units(self) -> frozenset[int]:
        """The units the person does casework in. A seat in no unit opens no household."""
        return frozenset(seat.unit_id for seat in self.seats if seat.unit_id is not None and seat.role in CASEWORK)

    @property
    def works_with_invented(self) -> bool:
        """Whether some of the person's work is in an invented organisation."""
        return any(seat.invented for seat in self.seats)

    @property
    def is_somebody(self) -> bool:
        """Signed in, or BoSo itself."""
        return self.user_id is not None or self.holds(Role.SYSTEM)

    @property
    def is_member(self) -> bool:
        """A member of the programme: sees what the partnership shares openly."""
        return self.holds(*MEMBERS, Role.SYSTEM)

    @property
    def is_bank(self) -> bool:
        """Speaks for the bank."""
        return self.holds(*BANK)


NOBODY = Actor(user_id=None, name="", language="nb", seats=())

#: BoSo itself, for jobs and for loading the report's facts: it may what the programme's own machinery needs.
SYSTEM = Actor(user_id=None, name="BoSo", language="nb", seats=(Seat(0, 0, Role.SYSTEM, None, "BoSo"),))
