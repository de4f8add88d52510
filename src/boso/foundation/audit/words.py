"""What the log keeps of words that a person typed into a search: a digest that only BoSo can make."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from boso.core.values.folding import fold


def blinded(organisation_id: int | None, words: str) -> str:
    """A keyed digest of the words, the same for equal words within one organisation's log; none for no words.

    However the words are spelt (case, space, æ or ae) does not matter. HMAC-SHA-256 in hexadecimal.
    """
    typed = " ".join(fold(words).split())
    if not typed:
        return ""
    key = derived(settings.SECRET_KEY.encode(), info=f"boso words of log {organisation_id or 0}".encode())
    return hmac.new(key, typed.encode(), hashlib.sha256).hexdigest()


def derived(secret: bytes, *, info: bytes, salt: bytes = b"") -> bytes:
    """A key of 32 bytes for one purpose, by HKDF with SHA-256 (RFC 5869). The secret lies outside the database."""
    first = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(first, info + b"\x01", hashlib.sha256).digest()
