"""The words that invented people, streets and places are called by: `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from boso.core.synthetic.chance import Chance


@cache
def words(kind: str) -> tuple[str, ...]:
    """All words of one kind.

    Raises KeyError for a kind the file lacks.
    """
    return tuple(_file()[kind])


def family_name(chance: Chance) -> str:
    """Such as «Granspole»."""
    return chance.one(words("family_first")) + chance.one(words("family_last"))


def streets() -> tuple[str, ...]:
    """Every street there is, in a fixed order where neighbours differ in both halves of their names."""
    firsts, lasts = words("street_first"), words("street_last")
    return tuple(
        first + lasts[(place - turn) % len(lasts)] for turn in range(len(lasts)) for place, first in enumerate(firsts)
    )


@cache
def _file() -> dict[str, list[str]]:
    text = resources.files("boso.core.synthetic").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
