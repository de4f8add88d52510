"""Links of those who are asked, and the sealing of what they answer.

A link is worked out from the person's nonce and the installation's secret, which lies outside the database. Whoever has
the database alone can neither make a link, nor tell whose the unsent answers are, nor read what is sealed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from boso.foundation.audit.words import derived

_NONCE = 12
#: Keys of rows are drawn below this, so that JSON and JavaScript hold them exactly.
_HIGHEST = 1 << 53


def new_nonce() -> str:
    """A new person's nonce."""
    return secrets.token_hex(16)


def token_of(nonce: str) -> str:
    """The link's secret part: 26 letters and digits (128 bits) that nobody mistakes for each other."""
    digest = hmac.new(_secret("survey link"), nonce.encode(), hashlib.sha256).digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def digest_of(token: str) -> str:
    """What a person is found by."""
    return _digest("person", token)


def unsent_key(token: str) -> str:
    """What unsent answers are found by. Without the link nobody can tell that the two belong together."""
    return _digest("answers", token)


def person_of(survey_id: int, email: str) -> str:
    """The same for the same person in all waves of a survey by name. Raises nothing; blank for no address."""
    typed = email.strip().casefold()
    if not typed:
        return ""
    return hmac.new(_secret(f"survey person {survey_id}"), typed.encode(), hashlib.sha256).hexdigest()


def random_key() -> int:
    """A key for a row that tells nothing of when the row came."""
    return secrets.randbelow(_HIGHEST - 1) + 1


def sealed(wave_id: int, plain: Any) -> str:
    """Plain JSON as one sealed text of the wave."""
    nonce = os.urandom(_NONCE)
    text = json.dumps(plain, ensure_ascii=False).encode()
    return base64.b64encode(nonce + _box(wave_id).encrypt(nonce, text, str(wave_id).encode())).decode("ascii")


def opened(wave_id: int, text: str) -> Any:
    """What was sealed. Raises ValueError where the secret or the text is another."""
    whole = base64.b64decode(text)
    try:
        return json.loads(_box(wave_id).decrypt(whole[:_NONCE], whole[_NONCE:], str(wave_id).encode()))
    except InvalidTag as error:
        raise ValueError("this was not sealed here") from error


def _box(wave_id: int) -> AESGCM:
    return AESGCM(_secret(f"survey wave {wave_id}"))


def _secret(purpose: str) -> bytes:
    return derived(settings.SECRET_KEY.encode(), info=f"boso {purpose}".encode())


def _digest(purpose: str, token: str) -> str:
    return hashlib.sha256(f"boso survey {purpose} {token}".encode()).hexdigest()
