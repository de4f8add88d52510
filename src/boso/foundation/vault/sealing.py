"""Sealing a few values together with one key, and opening them again (AES-256-GCM)."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that one read or write needs, by id. Never kept longer than the request."""

    keys: Mapping[UUID, bytes]

    def seal(self, key_id: UUID, values: Mapping[str, Any]) -> str:
        """Plain JSON values as one sealed text; empty values are left out.

        Raises KeyError when the key is not on the ring.
        """
        plain = json.dumps(
            {name: value for name, value in values.items() if value not in ("", None)}, ensure_ascii=False
        )
        nonce = os.urandom(NONCE)
        sealed = AESGCM(self.keys[key_id]).encrypt(nonce, plain.encode(), key_id.bytes)
        return base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, key_id: UUID, sealed: str) -> dict[str, Any] | None:
        """What was sealed; an empty text holds nothing. None when the key is gone or the text was tampered with."""
        if not sealed:
            return {}
        material = self.keys.get(key_id)
        if material is None:
            return None
        whole = base64.b64decode(sealed)
        try:
            plain = AESGCM(material).decrypt(whole[:NONCE], whole[NONCE:], key_id.bytes)
        except InvalidTag:
            return None
        opened: dict[str, Any] = json.loads(plain)
        return opened
