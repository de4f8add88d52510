"""The distributions that invented municipalities are drawn from, as data with source and mark: `distributions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, Literal

Mark = Literal["read", "derived", "assumed"]
MARKS = ("read", "derived", "assumed")


class BadDistribution(ValueError):
    """A line of the file that says too little, or says it twice; names the key."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What may come out, and how often each does beside the others."""

    values: tuple[str, ...]
    heights: tuple[float, ...]
    """The weights added up along the values, from above 0 to 1."""

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Weights:
        """From weights of any size.

        Raises ValueError where none is above zero, or one is below.
        """
        total = sum(weights.values())
        if total <= 0 or min(weights.values()) < 0:
            raise ValueError(f"These are no weights: {dict(weights)}")
        kept = {value: weight for value, weight in weights.items() if weight}
        return cls(tuple(kept), tuple(part / total for part in accumulate(kept.values())))

    def shares(self) -> dict[str, float]:
        """How large a part each value has."""
        below = 0.0
        found = {}
        for value, height in zip(self.values, self.heights, strict=True):
            found[value], below = height - below, height
        return found


@dataclass(frozen=True, slots=True)
class Stated:
    """One line of the file: weights, or a figure with its unit, and where it is from."""

    key: str
    value: Any
    unit: str
    source: str
    mark: Mark


@cache
def weights(key: str) -> Weights:
    """The weights of that key.

    Raises KeyError for a key the file lacks.
    """
    return Weights.of(everything()[key].value)


def figure(key: str) -> float:
    """The figure of that key.

    Raises KeyError for a key the file lacks.
    """
    return float(everything()[key].value)


@cache
def figures(key: str) -> tuple[float, ...]:
    """The row of figures of that key.

    Raises KeyError for a key the file lacks.
    """
    return tuple(float(number) for number in everything()[key].value)


@cache
def everything() -> dict[str, Stated]:
    """All that is stated, by key, for whoever wants to see what the drawing rests on."""
    return read(resources.files("boso.core.synthetic").joinpath("distributions.toml").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, Stated]:
    """The lines of one file's text.

    Raises BadDistribution.
    """
    document = tomllib.loads(text)
    lines = [(row, "of") for row in document.get("weights", [])] + [
        (row, "value") for row in document.get("figure", [])
    ]
    found: dict[str, Stated] = {}
    for row, holds in lines:
        key = str(row.get("key", "?"))
        if lacking := {"key", "source", "mark", holds} - row.keys():
            raise BadDistribution(f"{key} lacks {', '.join(sorted(lacking))}")
        if row["mark"] not in MARKS:
            raise BadDistribution(f"{key} is marked {row['mark']}")
        if key in found:
            raise BadDistribution(f"{key} is stated twice")
        found[key] = Stated(key, row[holds], row.get("unit", "weights"), row["source"], row["mark"])
    return found
