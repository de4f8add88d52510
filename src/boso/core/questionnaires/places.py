"""Where answers stand while a form is worked through, and what the engine is told from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from boso.core.questionnaires.expressions.values import Scalar
from boso.core.questionnaires.standing import Item


@dataclass(frozen=True, slots=True)
class Setting:
    """What the engine may not find out by itself. chance: gives numbers in [0, 1); without it random() is blank."""

    today: dt.date
    now: dt.datetime
    language: str = ""
    username: str = ""
    chance: Callable[[], float] | None = None


@dataclass(slots=True, eq=False)
class Place:
    """The form itself, or one round of a repeat: what is given, and what it has come to so far."""

    given: Mapping[str, object]
    parent: Place | None = None
    repeat: str = ""
    number: int = 0
    key: str = ""
    rounds: tuple[tuple[str, int], ...] = ()
    relevant: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Scalar] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    inside: dict[str, list[Place]] = field(default_factory=dict)

    def depth(self) -> int:
        """How many repeats it stands in."""
        return len(self.rounds)

    def above(self, depth: int) -> Place:
        """The place around it that stands in so many repeats."""
        place = self
        while place.depth() > depth and place.parent is not None:
            place = place.parent
        return place
