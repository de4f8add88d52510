"""The blind index: digests under which a person's id, day of birth, phone and names are found again.

A name is marked by the beginnings of its words (three, four, six and eight letters), so that what is typed finds it
before it is typed to the end. The key is the organisation's: equal words in two municipalities give different digests.

The three highest bits say what sort of word it is. So those that tell one person from another (the id, the full name
with the birth, the phone with the family name) stand together in the index, and who is registered twice is found in one
walk along them.
"""

from __future__ import annotations

import re

from boso.casework.households.sealing import PersonWords
from boso.core.values.folding import fold
from boso.foundation.vault.queries import blind

BEGINNINGS = (3, 4, 6, 8)
#: The sort of word in the highest bits. From the first of those that tell persons apart, they are the highest numbers.
KINDS = {"name": 0, "id": 1, "twin": 2, "line": 3, "born": 4, "phone": 5}
_REST = 61
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
    return found | _telling_apart(key, words)


def sort_of(found: int) -> str:
    """What sort of word a digest is of: «id», «twin» (full name and birth), «line» (phone and family name), ..."""
    code = (found % 2**64) >> _REST
    return next(kind for kind, known in KINDS.items() if known == code)


def of_id(key: bytes, digits: str) -> int:
    """The digest of a national id."""
    return digest(key, "id", digits)


def twins(key: bytes, words: PersonWords) -> set[int]:
    """The digest of the whole name with the birth; none where either is not known."""
    name = fold(words.name)
    return {digest(key, "twin", f"{name} {words.born.isoformat()}")} if words.born is not None and name else set()


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
    """61 bits of the keyed hash under those of its sort, as the signed number a database holds."""
    number = int(blind(key, kind, word)[:16], 16) >> (64 - _REST) | KINDS[kind] << _REST
    return number if number < 2**63 else number - 2**64


def first_of(kind: str) -> int:
    """The lowest digest of that sort."""
    return KINDS[kind] << _REST


def _telling_apart(key: bytes, words: PersonWords) -> set[int]:
    """Under these two persons meet only when they are the same, or much alike."""
    name, phone = fold(words.name), _NOT_DIGIT.sub("", words.phone)[-8:]
    found = twins(key, words)
    if len(phone) == 8 and name:
        found.add(digest(key, "line", f"{name.split()[-1]} {phone}"))
    return found


def _beginnings(word: str) -> set[str]:
    return {word[:length] for length in BEGINNINGS if len(word) >= length} or {word}


def _longest(word: str) -> str:
    return max((word[:length] for length in BEGINNINGS if len(word) >= length), key=len, default=word)
