"""The sealed sides of a run: what was asked and what was answered, with the key of the run."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from boso.casework.allocation import case
from boso.casework.allocation.models import Run
from boso.foundation.vault.queries import keyring
from boso.foundation.vault.sealing import Keyring


def keys_of(run: Run) -> Keyring:
    """The key of the run, where it still is."""
    return keyring([run.key_id])


def sealed(ring: Keyring, run: Run, document: dict[str, Any]) -> str:
    """The document as it is kept: packed and sealed."""
    packed = base64.b64encode(zlib.compress(case.bytes_of(document))).decode("ascii")
    return ring.seal(run.key_id, {"packed": packed})


def asked_of(run: Run, ring: Keyring) -> str | None:
    """The text of what was asked; none where the key is thrown away."""
    return _text(run, ring, run.asked)


def answer_of(run: Run, ring: Keyring) -> dict[str, Any] | None:
    """What was answered; none where the key is thrown away, or there is no answer."""
    text = _text(run, ring, run.answer)
    return None if text is None else json.loads(text)


def _text(run: Run, ring: Keyring, kept: str) -> str | None:
    found = ring.open(run.key_id, kept)
    return zlib.decompress(base64.b64decode(found["packed"])).decode() if found else None
