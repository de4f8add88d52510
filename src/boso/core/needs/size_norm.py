"""How large a home a household needs, by a norm.

Two norms: BoSo's own proposal, from Statistics Norway's definition of crowded living, and the English bedroom
standard. Each gives numbers with the rules and the grouping behind them, in codes that the pages put into words.
What is not known about a person (age, sex) never makes the need smaller, and is counted as `uncertain`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from boso.core.law import parameters

AREA = "housing_norms"


class Norm(StrEnum):
    """The norms BoSo knows."""

    BOSO = "boso"
    BEDROOM_STANDARD = "bedroom_standard"


class Part(StrEnum):
    """What a person is in the household."""

    APPLICANT = "applicant"
    PARTNER = "co_applicant"
    CHILD = "child"
    VISITING = "child_visiting"
    OTHER = "other"


class Rule(StrEnum):
    """Why a room is needed."""

    COUPLE = "couple"
    ADULT = "adult"
    SAME_SEX = "same_sex"
    YOUNG = "young"
    LEFT_OVER = "left_over"
    EACH_PERSON = "each_person"
    NOT_ONE_ROOM = "not_one_room"


@dataclass(frozen=True, slots=True)
class Sleeper:
    """One person. age: whole years, none where not known. sex: «f», «m» or blank."""

    part: Part
    age: int | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Who has a room together and why: places in the list of persons."""

    rule: Rule
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large the home must be. rooms: with the living room, without the kitchen.

    area_m2: at least, where the norm says anything of it. groups: one for each bedroom (the bedroom standard), or what
    adds up to the rooms (BoSo's). uncertain: persons whose age or sex would have to be known to be sure.
    """

    norm: Norm
    bedrooms: int
    rooms: int
    area_m2: int | None
    groups: tuple[Group, ...]
    uncertain: int = 0


def needed(persons: Sequence[Sleeper], norm: Norm, on: dt.date) -> Size | None:
    """What the norm as it stood that day comes to; none where there is nobody.

    Raises NotKnown for a day before the norm.
    """
    counted = _counted(persons, on)
    if not counted:
        return None
    return _NORMS[norm](counted, parameters.value(AREA, f"size.{norm}", on))


def norm_in_use(on: dt.date) -> Norm:
    """The norm that BoSo fills in unless somebody chooses another."""
    return Norm(parameters.value(AREA, "size.norm_in_use", on))


def is_crowded(persons: int, rooms: int | None, area_m2: float | None, on: dt.date) -> bool | None:
    """Whether so many live crowded by Statistics Norway's definition; none where what is known does not tell.

    rooms: without the kitchen.
    """
    rule = parameters.value(AREA, "size.boso", on)
    few_rooms = None if rooms is None else rooms < max(rule["rooms_alone"], persons * rule["rooms_per_person"])
    little_area = None if area_m2 is None else area_m2 < persons * rule["area_per_person"]
    if few_rooms is False or little_area is False:
        return False
    return True if few_rooms and little_area else None


def _counted(persons: Sequence[Sleeper], on: dt.date) -> list[tuple[int, Sleeper]]:
    """The persons the norm counts, each with the place in the list."""
    visiting = parameters.value(AREA, "size.visiting_children_count", on)
    return [(place, who) for place, who in enumerate(persons) if visiting or who.part is not Part.VISITING]


def _boso(persons: list[tuple[int, Sleeper]], rule: Mapping[str, Any]) -> Size:
    count = len(persons)
    rooms = max(rule["rooms_alone"], count * rule["rooms_per_person"])
    groups = [Group(Rule.EACH_PERSON, (place,)) for place, _who in persons]
    if rooms > count * rule["rooms_per_person"]:
        groups.append(Group(Rule.NOT_ONE_ROOM, ()))
    return Size(
        norm=Norm.BOSO,
        bedrooms=rooms - rule["living_rooms"],
        rooms=rooms,
        area_m2=count * rule["area_per_person"],
        groups=tuple(groups),
    )


def _bedroom_standard(persons: list[tuple[int, Sleeper]], rule: Mapping[str, Any]) -> Size:
    groups: list[Group] = list(_couples(persons))
    coupled = {place for group in groups for place in group.who}
    rest = [(place, who) for place, who in persons if place not in coupled]
    adults = [place for place, who in rest if _is_adult(who, rule["adult_from"])]
    groups += [Group(Rule.ADULT, (place,)) for place in adults]
    young = [(place, who) for place, who in rest if place not in adults]
    groups += _sharing(young, rule["same_sex_under"], rule["any_sex_under"])
    return Size(
        norm=Norm.BEDROOM_STANDARD,
        bedrooms=len(groups),
        rooms=len(groups) + rule["living_rooms"],
        area_m2=None,
        groups=tuple(groups),
        uncertain=sum(_is_unsure(who, rule) for _place, who in rest),
    )


def _couples(persons: Iterable[tuple[int, Sleeper]]) -> Iterable[Group]:
    """Main persons and partners, two and two."""
    leading = [place for place, who in persons if who.part is Part.APPLICANT]
    partners = [place for place, who in persons if who.part is Part.PARTNER]
    return [Group(Rule.COUPLE, pair) for pair in zip(leading, partners, strict=False)]


def _is_adult(who: Sleeper, adult_from: int) -> bool:
    """Whether they have a room of their own: the main person and a partner at any age, and whose age nobody knows."""
    if who.part in (Part.APPLICANT, Part.PARTNER) or who.age is None:
        return True
    return who.age >= adult_from


def _is_unsure(who: Sleeper, rule: Mapping[str, Any]) -> bool:
    if who.part in (Part.APPLICANT, Part.PARTNER):
        return False
    if who.age is None:
        return True
    return not who.sex and bool(rule["any_sex_under"] <= who.age < rule["same_sex_under"])


def _sharing(young: list[tuple[int, Sleeper]], same_sex_under: int, any_sex_under: int) -> list[Group]:
    """Two of one sex share, the eldest first; of who is left, two small ones share; the others have a room each.

    Eldest first leaves the youngest over, who is the likeliest to share with anybody: no other pairing needs fewer.
    """
    groups: list[Group] = []
    left: list[tuple[int, Sleeper]] = []
    for sex in ("f", "m", ""):
        line = sorted((one for one in young if one[1].sex == sex), key=_eldest_first)
        paired = [one for one in line if sex and _age(one) < same_sex_under]
        left += [one for one in line if one not in paired]
        while len(paired) > 1:
            groups.append(Group(Rule.SAME_SEX, (paired.pop(0)[0], paired.pop(0)[0])))
        left += paired
    small = sorted((one for one in left if _age(one) < any_sex_under), key=_eldest_first)
    alone = [one for one in left if one not in small]
    while len(small) > 1:
        groups.append(Group(Rule.YOUNG, (small.pop(0)[0], small.pop(0)[0])))
    return groups + [Group(Rule.LEFT_OVER, (place,)) for place in sorted(one[0] for one in (*alone, *small))]


def _age(one: tuple[int, Sleeper]) -> int:
    return one[1].age or 0


def _eldest_first(one: tuple[int, Sleeper]) -> tuple[int, int]:
    return (-_age(one), one[0])


_NORMS: dict[Norm, Callable[[list[tuple[int, Sleeper]], Mapping[str, Any]], Size]] = {
    Norm.BOSO: _boso,
    Norm.BEDROOM_STANDARD: _bedroom_standard,
}
