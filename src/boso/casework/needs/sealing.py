"""What lies sealed in a mapping, with the key of the household: the answers as they were given, and words."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any, Self

from boso.casework.needs.models import Mapping
from boso.foundation.vault.queries import keyring
from boso.foundation.vault.sealing import Keyring


@dataclass(frozen=True, slots=True)
class MappingWords:
    """answers: what was answered, core and own questions alike; reasons, language, saved_at: as a draft of the form has
    them. override: why another size than the norm's.

    correction: why the mapping is corrected, in words. note: what else should be known.
    """

    answers: Map[str, Any] = field(default_factory=dict)
    reasons: Map[str, str] = field(default_factory=dict)
    language: str = ""
    saved_at: str = ""
    override: str = ""
    correction: str = ""
    note: str = ""

    @classmethod
    def read(cls, opened: Map[str, Any] | None) -> Self:
        """What the vault gave back; empty words where the key is gone."""
        return cls(**{name: value for name, value in (opened or {}).items() if name in cls.__dataclass_fields__})

    def values(self) -> dict[str, Any]:
        """Plain values for the vault."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: dict(value) if isinstance(value, Map) else value for name, value in told.items() if value}


def words_of(mapping: Mapping, ring: Keyring | None = None) -> MappingWords:
    """The words of a mapping whose household is fetched; one query, of the keys, where no ring is given."""
    key_id = mapping.household.key_id
    return MappingWords.read((ring or keyring([key_id])).open(key_id, mapping.sealed))


def seal(mapping: Mapping, words: MappingWords) -> str:
    """The words sealed. Empty where there are none, or where the household is erased."""
    values = words.values()
    key_id = mapping.household.key_id
    ring = keyring([key_id])
    return ring.seal(key_id, values) if values and key_id in ring.keys else ""
