"""What the rules know of a home and of what a household needs. Two that are equal are the same to every rule.

Nothing here says who somebody is or where a home lies beyond its part of town: ids stay with whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Staffing, the least first; a blank means that nobody has said, which for a home is none.
STAFFING = ("none", "part", "all_day")
#: Adaptations that a need can name, the least first: what serves a wheelchair is step-free too.
ADAPTATION = ("none", "step_free", "wheelchair")

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Home:
    """A home as the rules see it. Numbers are none and codes blank where nobody knows.

    rooms: with the living room, without the kitchen. floor: 1 is the ground floor. adaptations: codes, of which the
    rules know wheelchair, step_free and sheltered (no near neighbours). groups: main grounds it is meant for; none
    means anybody. rent: øre a month.
    around: what those who live near and stay are to a neighbour (main grounds); avoided: what they must not live by.
    """

    bedrooms: int | None = None
    rooms: int | None = None
    area_m2: int | None = None
    floor: int | None = None
    lift: bool | None = None
    adaptations: frozenset[str] = NOBODY
    district: str = ""
    staffing: str = ""
    groups: frozenset[str] = NOBODY
    rent: int | None = None
    around: frozenset[str] = NOBODY
    avoided: frozenset[str] = NOBODY

    @property
    def to_sleep_in(self) -> int | None:
        """Its bedrooms; where they are not stated, its rooms without the living room."""
        return _bedrooms(self.bedrooms, self.rooms)


@dataclass(frozen=True, slots=True)
class Need:
    """What home a household needs. None and blank ask for nothing.

    floor: «ground», «lift» (the ground floor, or a lift) or blank. districts: where the home must be, any of them;
    away: where it must not be. sheltered: apart from neighbours. group: the main ground. rent_ceiling: øre a month.
    avoids: what it must not live by (main grounds); is_to_others: what it is itself to a neighbour.
    """

    bedrooms: int | None = None
    rooms: int | None = None
    area_m2: int | None = None
    adaptation: str = ""
    floor: str = ""
    districts: frozenset[str] = NOBODY
    away: frozenset[str] = NOBODY
    staffing: str = ""
    sheltered: bool = False
    group: str = ""
    rent_ceiling: int | None = None
    avoids: frozenset[str] = NOBODY
    is_to_others: frozenset[str] = NOBODY

    @property
    def to_sleep_in(self) -> int | None:
        """The bedrooms needed; where they are not stated, the rooms without the living room."""
        return _bedrooms(self.bedrooms, self.rooms)


def _bedrooms(bedrooms: int | None, rooms: int | None) -> int | None:
    if bedrooms is not None or rooms is None:
        return bedrooms
    return max(0, rooms - 1)


def clash(one: Need, other: Need) -> bool:
    """Whether the two must not be neighbours."""
    return bool(one.avoids & other.is_to_others or other.avoids & one.is_to_others)
