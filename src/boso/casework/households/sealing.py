"""What lies sealed: the words of a person and of a household, and how they are read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Words:
    """Values that are sealed together. What is empty is left out, and a key thrown away leaves all of it empty."""

    def values(self) -> dict[str, Any]:
        """Plain values for the vault."""
        told = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in told
            if value not in ("", None, False)
        }

    @classmethod
    def read(cls, opened: Mapping[str, Any] | None) -> Self:
        """What the vault gave back; empty words where the key is gone."""
        values = {name: value for name, value in (opened or {}).items() if name in cls.__dataclass_fields__}
        if isinstance(values.get("born"), str):
            values["born"] = dt.date.fromisoformat(values["born"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class PersonWords(Words):
    """What is known of a person. national_id: eleven digits. sex: «f», «m» or empty. language: ISO 639-1."""

    name: str = ""
    national_id: str = ""
    born: dt.date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdWords(Words):
    """How the household is reached where that is not a person's own, and what was said at its closing."""

    address: str = ""
    reach: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class GuardianWords(Words):
    """Who speaks for a person, and how to reach them."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FreeWords(Words):
    """Words of a note, a reason, a tie. review: what the reviewer of an emergency access wrote."""

    text: str = ""
    review: str = ""
