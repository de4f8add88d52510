"""How large a dwelling a household needs, by a dated norm that says which rule gave what.

Two norms stand beside each other. `proposal` is BoSo's own, from Statistics Norway's definition of crowding: as many
rooms as persons (two for one alone), and 20 square metres each. `bedroom_standard` is the English one: who shares a
bedroom follows from couples, age and sex. Neither is law in Norway; a caseworker may ask for more, and says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from boso.core.law.parameters import value

AREA = "housing_norms"


class Norm(StrEnum):
    """Which norm."""

    PROPOSAL = "proposal"
    BEDROOM_STANDARD = "bedroom_standard"


class Rule(StrEnum):
    """Why these persons have a room together, or one of them a room alone."""

    COUPLE = "couple"
    ADULT = "adult"
    SAME_SEX = "same_sex"
    YOUNG = "young"
    LEFT_OVER = "left_over"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in the household, all the time or part of it.

    age: whole years, None where nobody knows. sex: «f», «m» or empty. partner: half of the couple that heads it.
    """

    age: int | None
    sex: str = ""
    partner: bool = False


@dataclass(frozen=True, slots=True)
class Bedroom:
    """One bedroom: who sleeps there (numbers of the residents as given) and by which rule."""

    rule: Rule
    residents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """What is needed at least: bedrooms, rooms (living room and bedrooms, no kitchen) and square metres.

    certain: False where an age or a sex that matters is not known; the size is then what is safe.
    """

    norm: Norm
    bedrooms: int
    rooms: int
    area_m2: int
    shared_out: tuple[Bedroom, ...]
    certain: bool


def size(residents: Sequence[Resident], norm: Norm, on: dt.date) -> Size:
    """The size that the norm gives that day for those persons.

    Raises ValueError for nobody at all, NotKnown where the norm did not exist that day.
    """
    if not residents:
        raise ValueError("Nobody lives there")
    area = len(residents) * int(value(AREA, "crowding.area_each", on))
    if norm is Norm.BEDROOM_STANDARD:
        shared = bedrooms(residents, on)
        certain = not any(room.rule is Rule.NOT_KNOWN for room in shared)
        return Size(norm, len(shared), len(shared) + 1, area, shared, certain)
    alone = int(value(AREA, "crowding.rooms_alone", on))
    rooms = max(alone, len(residents) * int(value(AREA, "crowding.rooms_each", on)))
    return Size(norm, rooms - 1, rooms, area, (), certain=True)


def bedrooms(residents: Sequence[Resident], on: dt.date) -> tuple[Bedroom, ...]:
    """Who sleeps where by the bedroom standard, in as few rooms as it allows.

    The couple shares; everybody of age has a room; of the young, the eldest first, two of the same sex share, then
    two small ones whatever sex; whoever is left over has a room, and so has everybody whose age is not known.
    """
    adult_from = int(value(AREA, "bedroom_standard.adult_from", on))
    small_below = int(value(AREA, "bedroom_standard.any_sex_below", on))
    couple = tuple(number for number, one in enumerate(residents) if one.partner)
    rooms = [Bedroom(Rule.COUPLE, couple)] if couple else []
    young: list[int] = []
    for number, one in enumerate(residents):
        if one.partner:
            continue
        if one.age is None:
            rooms.append(Bedroom(Rule.NOT_KNOWN, (number,)))
        elif one.age >= adult_from:
            rooms.append(Bedroom(Rule.ADULT, (number,)))
        else:
            young.append(number)
    return tuple(rooms + _of_the_young(residents, young, small_below))


def _of_the_young(residents: Sequence[Resident], young: Sequence[int], small_below: int) -> list[Bedroom]:
    def age(number: int) -> int:
        return residents[number].age or 0

    rooms: list[Bedroom] = []
    odd: list[int] = []
    for sex in ("f", "m"):
        same = sorted((n for n in young if residents[n].sex == sex), key=age, reverse=True)
        rooms += [Bedroom(Rule.SAME_SEX, pair) for pair in zip(same[0::2], same[1::2], strict=False)]
        odd += same[len(same) // 2 * 2 :]
    odd += [n for n in young if residents[n].sex not in ("f", "m")]
    small = [n for n in odd if age(n) < small_below]
    pairs = list(zip(small[0::2], small[1::2], strict=False))
    rooms += [Bedroom(Rule.YOUNG, pair) for pair in pairs]
    alone = [n for n in odd if n not in {one for pair in pairs for one in pair}]
    rooms += [Bedroom(Rule.LEFT_OVER if residents[n].sex else Rule.NOT_KNOWN, (n,)) for n in alone]
    return rooms
