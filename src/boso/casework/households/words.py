"""Sealing and opening words with the key of a household or a person. Whoever asks has seen the household first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from boso.casework.households.models import Household, Person
from boso.casework.households.sealing import Words
from boso.foundation.access.decisions import NotNow
from boso.foundation.vault.queries import keyring

W = TypeVar("W", bound=Words)


def sealed(owner: Household | Person, words: Words) -> str:
    """The words as one sealed text; empty for no words. One query, of the keys, where there are any.

    Raises NotNow when the key is thrown away: what is erased is not written in again.
    """
    values = words.values()
    if not values:
        return ""
    try:
        return keyring([owner.key_id]).seal(owner.key_id, values)
    except KeyError:
        raise NotNow(_("This is erased. Nothing more can be written here.")) from None


def opened(kind: type[W], key_id: UUID, texts: Iterable[str]) -> list[W]:
    """Texts sealed with one key, opened in one query; empty words for what cannot be opened any more."""
    given = list(texts)
    ring = keyring([key_id]) if any(given) else None
    return [kind.read(ring.open(key_id, text) if ring else None) for text in given]
