"""What is wrong with the home somebody lives in, in the few words people use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from boso.core.gap.heaps import Kind
from boso.core.matching.rules import Rule


class Misfit(StrEnum):
    """Why a home does not fit whoever lives there, gravest first."""

    NOT_ACCESSIBLE = "not_accessible"
    TOO_SMALL = "too_small"
    TOO_LITTLE_STAFF = "too_little_staff"
    NEIGHBOURS = "neighbours"
    WRONG_PLACE = "wrong_place"
    TOO_BIG = "too_big"
    TOO_MUCH_STAFF = "too_much_staff"
    FOR_OTHERS = "for_others"
    SAID = "said"
    """No rule says so, but whoever mapped the household found the home unsuitable."""


#: What a rule in the way is called. A rule that is not named here says nothing of a home one lives in already.
BY_RULE = {
    "adaptation": Misfit.NOT_ACCESSIBLE,
    "floor": Misfit.NOT_ACCESSIBLE,
    "bedrooms": Misfit.TOO_SMALL,
    "area_m2": Misfit.TOO_SMALL,
    "staffing": Misfit.TOO_LITTLE_STAFF,
    "surroundings": Misfit.NEIGHBOURS,
    "district": Misfit.WRONG_PLACE,
    "away": Misfit.WRONG_PLACE,
    "bedrooms_to_spare": Misfit.TOO_BIG,
    "staff_to_spare": Misfit.TOO_MUCH_STAFF,
    "group": Misfit.FOR_OTHERS,
}


_GRAVEST = list(Misfit)

Comparison = tuple[int, Callable[[Any, Any], bool], Misfit]


def comparisons(rules: Sequence[Rule]) -> list[Comparison]:
    """What the rules compare that can make a home one lives in unfit, by the rule's place."""
    return [(place, rule.compare, BY_RULE[rule.key]) for place, rule in enumerate(rules) if rule.key in BY_RULE]


def misfits(compared: Sequence[Comparison], need: Kind, home: Kind) -> tuple[Misfit, ...]:
    """Everything that the rules find wrong, gravest first; nothing for a home that fits."""
    found = {fault for place, holds, fault in compared if not holds(need.sees[place], home.sees[place])}
    return tuple(sorted(found, key=_GRAVEST.index))
