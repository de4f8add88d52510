"""What follows from what is said about how a household lives. Not known is never no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

Known = Literal["yes", "no", "unknown"]

#: Stays that count as homeless, gravest first (the national survey's groups).
HOMELESS = ("rough", "night_shelter", "crisis_centre", "temporary", "institution", "prison", "with_kin")


def gravest(without_own: str, at_risk: str, unsuitable: str) -> str:
    """One word for the three: the gravest that is true, else `unknown` unless all three are known not to be."""
    told = {"without_own": without_own, "at_risk": at_risk, "unsuitable": unsuitable}
    for situation, known in told.items():
        if known == "yes":
            return situation
    return "suitable" if set(told.values()) == {"no"} else "unknown"


def is_homeless(stay: str) -> bool:
    """Whether somebody who stays so counts as homeless."""
    return stay in HOMELESS


def contradictions(without_own: str, at_risk: str, unsuitable: str, stay: str) -> Iterator[str]:
    """What cannot be true together, as codes."""
    if is_homeless(stay) and without_own == "no":
        yield "homeless_with_own_home"
    if stay == "not_homeless" and without_own == "yes":
        yield "own_home_lacks_but_not_homeless"
    if without_own == "yes" and at_risk == "yes":
        yield "nothing_to_lose"
    if without_own == "yes" and unsuitable == "yes":
        yield "no_home_to_be_unsuitable"
