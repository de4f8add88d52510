"""What the rules compare: one value of a need, one of a home, and the comparisons that are more than a number.

A value of a need that is none asks for nothing; a value of a home that is none is not known.
"""

from __future__ import annotations

from collections.abc import Callable

from boso.core.matching.homes import ADAPTATION, STAFFING, Home, Need

Number = Callable[[Need], int | None]
Codes = frozenset[str]


def bedrooms_at_least(fewer: int) -> Number:
    """The bedrooms needed, less as many as the rule lets go."""

    def needed(need: Need) -> int | None:
        asked = need.to_sleep_in
        return None if asked is None else max(0, asked - fewer)

    return needed


def bedrooms_at_most(more: int) -> Number:
    """The bedrooms needed and as many more as the rule lets a household have."""

    def needed(need: Need) -> int | None:
        asked = need.to_sleep_in
        return None if asked is None else asked + more

    return needed


def bedrooms_had(home: Home) -> int | None:
    """Its bedrooms."""
    return home.to_sleep_in


def bedrooms_said(home: Home) -> int:
    """Its bedrooms; none where nobody says: what is not known is not too much."""
    return home.to_sleep_in or 0


def area_at_least(percent: int) -> Number:
    """So much of the area needed, in m²."""

    def needed(need: Need) -> int | None:
        return None if need.area_m2 is None else -(-need.area_m2 * percent // 100)

    return needed


def area_had(home: Home) -> int | None:
    """Its area in m²."""
    return home.area_m2


def adaptation_needed(need: Need) -> int | None:
    """How far on the ladder of adaptations the home must be; nothing for none."""
    return adaptation_asked(need) or None


def adaptation_asked(need: Need) -> int | None:
    """The same, with 0 where it is known that none is needed."""
    return ADAPTATION.index(need.adaptation) if need.adaptation in ADAPTATION else None


def adaptation_had(home: Home) -> int:
    """How far on the ladder the home is."""
    return max((step for step, code in enumerate(ADAPTATION) if code in home.adaptations), default=0)


def floor_needed(need: Need) -> str | None:
    """Ground, lift, or nothing."""
    return need.floor or None


def floor_had(home: Home) -> tuple[int | None, bool]:
    """Its floor, and whether there is a lift."""
    return home.floor, bool(home.lift)


def floor(ground: int) -> Callable[[str, tuple[int | None, bool]], bool]:
    """Whether the home is on the ground, or can be reached by lift where that will do."""

    def holds(needed: str, has: tuple[int | None, bool]) -> bool:
        storey, lift = has
        return (storey is not None and storey <= ground) or (needed == "lift" and lift)

    return holds


def staffing_needed(need: Need) -> int | None:
    """The step of staffing needed."""
    return STAFFING.index(need.staffing) if need.staffing in STAFFING else None


def staffing_at_most(more: int) -> Number:
    """The step of staffing needed, and as many more as the rule lets a household have."""

    def needed(need: Need) -> int | None:
        asked = staffing_needed(need)
        return None if asked is None else asked + more

    return needed


def staffing_had(home: Home) -> int:
    """Its step of staffing; where nobody has said, none."""
    return STAFFING.index(home.staffing) if home.staffing in STAFFING else 0


def group_of(need: Need) -> str:
    """Its main ground, blank where that is not known."""
    return need.group


def groups_had(home: Home) -> Codes:
    """Whom it is meant for; nobody named means anybody."""
    return home.groups


def is_meant_for(group: str, groups: Codes) -> bool:
    """Whether the home is for such a household."""
    return not groups or group in groups


def districts_needed(need: Need) -> Codes | None:
    """Where the home must be, if anywhere."""
    return need.districts or None


def away_from(need: Need) -> Codes | None:
    """Where it must not be, if anywhere."""
    return need.away or None


def district_had(home: Home) -> str:
    """Its part of town, blank where nobody has said."""
    return home.district


def rent_at_most(need: Need) -> int | None:
    """The most it can bear, øre a month."""
    return need.rent_ceiling


def rent_had(home: Home) -> int | None:
    """The rent, øre a month."""
    return home.rent


def sheltered_needed(need: Need) -> bool | None:
    """Whether it must live apart."""
    return need.sheltered or None


def sheltered_had(home: Home) -> bool:
    """Whether there are no near neighbours."""
    return "sheltered" in home.adaptations


def as_neighbour(need: Need) -> tuple[Codes, Codes]:
    """What it must not live by, and what it is to others."""
    return need.avoids, need.is_to_others


def neighbours_had(home: Home) -> tuple[Codes, Codes]:
    """What those who stay are, and what they must not live by."""
    return home.around, home.avoided


def get_along(need: tuple[Codes, Codes], home: tuple[Codes, Codes]) -> bool:
    """Whether nobody gets a neighbour they must not have."""
    avoids, is_to_others = need
    around, avoided = home
    return not (avoids & around) and not (is_to_others & avoided)


def same(needed: int, has: int | None) -> bool:
    """No more and no less."""
    return needed == has
