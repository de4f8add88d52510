"""The sealed document a package is: canonical JSON, its SHA-256, and the municipality's signature over that.

`{"format": "boso-figures/1", "municipality": {...}, "definition": {...}, "on": "2026-12-31", "number": 7, ...,
"seal": {"sha256": "...", "key": "fingerprint", "public": "...", "signature": "..."}}`. The digest is of everything
but `seal`, as JSON with sorted keys and no blanks, in UTF-8.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "boso-figures/1"
SEAL = "seal"

Document = Mapping[str, Any]


class NoPackage(ValueError):
    """The text is no package: what it lacks."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a package says of itself."""

    municipality: str
    definition: str
    version: int
    on: dt.date
    number: int
    digest: str
    fingerprint: str
    public: str


def public_of(private: bytes) -> str:
    """The public half of a key of 32 bytes, as base64."""
    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()).decode()


def fingerprint(public: str) -> str:
    """What people compare: 16 hexadecimal digits of the key's SHA-256.

    Raises NoPackage for what is no public key.
    """
    return hashlib.sha256(_bytes(public)).hexdigest()[:16]


def digest(document: Document) -> str:
    """SHA-256 of all but the seal."""
    return hashlib.sha256(_canonical(document)).hexdigest()


def sealed(body: Document, private: bytes) -> dict[str, Any]:
    """The document with its seal."""
    public = public_of(private)
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_canonical(body))
    seal = {
        "sha256": digest(body),
        "key": fingerprint(public),
        "public": public,
        "signature": base64.b64encode(signature).decode(),
    }
    return {**body, SEAL: seal}


def read(text: str | bytes) -> dict[str, Any]:
    """The document in a file.

    Raises NoPackage for anything else.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NoPackage("it is no JSON document") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NoPackage(f"it does not say «{FORMAT}»")
    return found


def head(document: Document) -> Head:
    """What the package says of itself.

    Raises NoPackage where something is not there, or is no day or number.
    """
    try:
        seal, definition = document[SEAL], document["definition"]
        return Head(
            municipality=str(document["municipality"]["slug"]),
            definition=str(definition["name"]),
            version=int(definition["version"]),
            on=dt.date.fromisoformat(document["on"]),
            number=int(document["number"]),
            digest=str(seal["sha256"]),
            fingerprint=str(seal["key"]),
            public=str(seal["public"]),
        )
    except (KeyError, TypeError, ValueError):
        raise NoPackage("its head or seal is not complete") from None


def is_whole(document: Document) -> bool:
    """Whether the digest is that of what stands there."""
    return bool(digest(document) == document[SEAL]["sha256"])


def is_signed(document: Document, public: str) -> bool:
    """Whether whoever holds the key has signed what stands there."""
    try:
        signature = base64.b64decode(str(document[SEAL]["signature"]), validate=True)
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(signature, _canonical(document))
    except (KeyError, InvalidSignature, ValueError):
        return False
    return True


def _bytes(public: str) -> bytes:
    try:
        found = base64.b64decode(public, validate=True)
    except ValueError:
        raise NoPackage("its key is no key") from None
    if len(found) != 32:
        raise NoPackage("its key is no key")
    return found


def _canonical(document: Document) -> bytes:
    told = {name: value for name, value in document.items() if name != SEAL}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
