"""Every value of law, for a page that shows it: by area and key, oldest first, with source and mark."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile
from typing import Any

from boso.core.law.parameters import Parameter, everything

#: Areas that economy rests on, in the order a reader meets them.
ECONOMY = (
    "loans",
    "bostotte",
    "living_costs",
    "guidance_rates",
    "grants",
    "rental_grants",
    "loss_sharing",
    "rent_to_own",
    "guideline_points",
    "combination",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One key with all its periods, oldest first."""

    area: str
    key: str
    history: tuple[Parameter, ...]

    @property
    def newest(self) -> Parameter:
        """The last period that is written."""
        return self.history[-1]

    def on(self, day: dt.date) -> Parameter | None:
        """The period of that day; None where nothing is written."""
        return next((one for one in self.history if one.period.holds(day)), None)

    @property
    def marks(self) -> dict[str, int]:
        """How many periods have each mark."""
        return dict(Counter(one.mark for one in self.history))

    @property
    def scalar(self) -> bool:
        """Whether every known value is one number or one text, so that it fits in a cell."""
        return all(isinstance(one.value, int | float | str) for one in self.history if one.mark != "unknown")


@cache
def areas() -> tuple[str, ...]:
    """Every area there is a file of, by name."""
    files = resources.files("boso.core.law").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def listed(area: str) -> tuple[Listed, ...]:
    """Everything in one area, in the order of the file.

    Raises FileNotFoundError for an area that does not exist.
    """
    return tuple(Listed(area, key, history) for key, history in everything(area).items())


def largest(area: str, key: str) -> int:
    """The largest whole number that a key has had: a bound for what may be typed of any day.

    Raises KeyError for a key that the area lacks.
    """
    return max(int(one.value) for one in everything(area)[key] if one.mark != "unknown")


@cache
def about(area: str) -> str:
    """What the file says of itself: the comment it begins with."""
    text = resources.files("boso.core.law").joinpath(f"{area}.toml").read_text(encoding="utf-8")
    first = takewhile(lambda line: line.startswith("#"), text.splitlines())
    return "\n".join(line.removeprefix("#").strip() for line in first)


def marks(of: Iterable[Listed]) -> dict[str, int]:
    """How many values have each mark, over several keys."""
    counted: Counter[str] = Counter()
    for one in of:
        counted.update(one.marks)
    return dict(counted)


def document(area: str) -> list[dict[str, Any]]:
    """One row a period, as other programs read it."""
    return [
        {
            "area": area,
            "key": one.key,
            "unit": one.unit,
            "starts": one.period.starts.isoformat(),
            "ends": None if one.period.ends is None else one.period.ends.isoformat(),
            "value": one.value,
            "unknown": one.why_unknown or None,
            "mark": one.mark,
            "source": one.source,
            "note": one.note or None,
        }
        for row in listed(area)
        for one in row.history
    ]
