"""How like two municipalities are: size, county, intake and challenges, each told apart. Pure: no database, no clock.

What is not known of either counts as not known, so that likeness is a range: from what is sure to what is possible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: How much each part counts. Challenges count most: the report says that municipalities look for those who struggle
#: with the same, and for neighbours.
WEIGHTS = {"challenges": 4, "size": 3, "county": 2, "intake": 1}
#: A municipality so many times as large is not like at all in size.
FARTHEST = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one municipality. None and the empty set: not known.

    inhabitants: how many live there. intake: the year it came in. challenges: keys of themes.
    """

    inhabitants: int | None = None
    county: str = ""
    intake: int | None = None
    challenges: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """parts: for each part from 0 (not like) to 1 (the same), or None where it is not known of both."""

    parts: dict[str, float | None]

    @property
    def low(self) -> int:
        """Per cent that is sure."""
        return _percent(sum(WEIGHTS[name] * part for name, part in self.parts.items() if part is not None))

    @property
    def high(self) -> int:
        """Per cent if everything that is not known were the same."""
        return _percent(sum(WEIGHTS[name] * (1 if part is None else part) for name, part in self.parts.items()))

    @property
    def known(self) -> int:
        """How many of the parts are known of both."""
        return sum(part is not None for part in self.parts.values())


def likeness(one: Profile, other: Profile) -> Likeness:
    """How like the two are; the same whichever is asked about."""
    return Likeness(
        {
            "challenges": _shared(one.challenges, other.challenges),
            "size": _size(one.inhabitants, other.inhabitants),
            "county": None if not (one.county and other.county) else float(one.county == other.county),
            "intake": _intake(one.intake, other.intake),
        }
    )


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of all their challenges that both have."""
    return len(one & other) / len(one | other) if one and other else None


def _size(one: int | None, other: int | None) -> float | None:
    """1 for the same size, 0 for four times as large or more, in even steps of doubling between."""
    if not one or not other:
        return None
    return max(0.0, 1 - abs(math.log(one / other)) / math.log(FARTHEST))


def _intake(one: int | None, other: int | None) -> float | None:
    """1 for the same year, a half for the year before or after."""
    if one is None or other is None:
        return None
    return {0: 1.0, 1: 0.5}.get(abs(one - other), 0.0)


def _percent(points: float) -> int:
    return round(100 * points / sum(WEIGHTS.values()))
