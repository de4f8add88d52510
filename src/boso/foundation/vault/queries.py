"""Reads of the vault. No actor is asked for: whoever calls has decided already who may see what the key opens."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from boso.foundation.vault.models import BlindKey, Key
from boso.foundation.vault.sealing import Keyring


def keyring(key_ids: Iterable[UUID]) -> Keyring:
    """The keys of those ids that still exist. One query, on the database of keys."""
    rows = Key.objects.filter(pk__in=set(key_ids)).values_list("pk", "material")
    return Keyring({key_id: bytes(material) for key_id, material in rows})


def blind_key(organisation_id: int) -> bytes | None:
    """The organisation's key for blind indexes, if it has one yet."""
    material = BlindKey.objects.filter(pk=organisation_id).values_list("material", flat=True).first()
    return bytes(material) if material is not None else None


def blind(key: bytes, kind: str, word: str) -> str:
    """The digest under which a word of that kind is found: 32 hexadecimal characters."""
    return hmac.new(key, f"{kind}:{word}".encode(), hashlib.sha256).hexdigest()[:32]
