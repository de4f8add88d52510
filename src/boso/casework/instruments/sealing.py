"""What lies sealed in an assessment: what a person entered, and the frozen question with its answer."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from boso.foundation.vault.sealing import Keyring


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered of a household's economy; what nobody said is left out, never nought.

    persons: by the person's id as text, keys as a person of `boso-household` has them (income_year, net_month, group,
    student, kindergarten, ...). of_all: `wealth`, `debts` and the other keys of the household. words: a remark.
    """

    persons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    of_all: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    def values(self) -> dict[str, Any]:
        """Plain values for the vault."""
        told = {"persons": {who: dict(what) for who, what in self.persons.items()}, "of_all": dict(self.of_all)}
        return {**told, "words": self.words}

    @classmethod
    def read(cls, opened: Mapping[str, Any] | None) -> Self:
        """What the vault gave back; nothing where the key is gone."""
        found = opened or {}
        return cls(found.get("persons", {}), found.get("of_all", {}), found.get("words", ""))


def bytes_of(document: Mapping[str, Any]) -> bytes:
    """The one way a document is written, so that the same content is the same bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of those bytes."""
    return hashlib.sha256(bytes_of(document)).hexdigest()


def packed(document: Mapping[str, Any]) -> dict[str, str]:
    """A document as plain values for the vault."""
    return {"packed": base64.b64encode(zlib.compress(bytes_of(document))).decode("ascii")}


def unpacked(opened: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The document again; none where the key is gone."""
    if not opened:
        return None
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(opened["packed"])))
    return found


def open_entered(ring: Keyring, key_id: Any, sealed: str) -> Entered:
    """What was entered in one assessment."""
    return Entered.read(ring.open(key_id, sealed))
