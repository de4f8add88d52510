"""The blind index: digests under which a person's id, day of birth, phone and names are found again.

A name is marked by the beginnings of its words (three, four and six letters), so that what is typed finds it before
it is typed to the end. The key is the organisation's: equal words in two municipalities give different digests.
"""

from __future__ import annotations

import re

from boso.casework.households.sealing import PersonWords
from boso.core.values.folding import fold
from boso.foundation.vault.queries import blind

BEGINNINGS = (3, 4, 6)
_NOT_DIGIT = re.compile(r"\D")


def of_person(key: bytes, words: PersonWords) -> set[int]:
    """Every digest under which the person shall be found."""
    found = {digest(key, "name", part) for word in fold(words.name).split() for part in _beginnings(word)}
    if words.national_id:
        found.add(of_id(key, words.national_id))
    if words.born is not None:
        found.add(digest(key, "born", words.born.isoformat()))
    if words.phone:
        found.add(of_phone(key, words.phone))
    return found


def of_id(key: bytes, digits: str) -> int:
    """The digest of a national id."""
    return digest(key, "id", digits)


def of_phone(key: bytes, phone: str) -> int:
    """The digest of a phone number, by its last eight digits."""
    return digest(key, "phone", _NOT_DIGIT.sub("", phone)[-8:])


def typed(key: bytes, text: str) -> set[int]:
    """The digests that a person must have to answer the words typed; whether they do, their name tells."""
    return {digest(key, "name", _longest(word)) for word in fold(text).split()}


def answers(text: str, name: str) -> bool:
    """Whether each word typed begins a word of the name."""
    words = fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in fold(text).split())


def digest(key: bytes, kind: str, word: str) -> int:
    """64 bits of the keyed hash, as the signed number a database holds."""
    return int.from_bytes(bytes.fromhex(blind(key, kind, word)[:16]), signed=True)


def _beginnings(word: str) -> set[str]:
    return {word[:length] for length in BEGINNINGS if len(word) >= length} or {word}


def _longest(word: str) -> str:
    return max((word[:length] for length in BEGINNINGS if len(word) >= length), key=len, default=word)
