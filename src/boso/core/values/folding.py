"""Text made comparable: what a person types finds what they mean, whatever letters they have at hand."""

from __future__ import annotations

import re
import unicodedata

#: Letters that do not fall apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "þ": "th", "ı": "i"}
)
_OTHER = re.compile(r"[\W_]+")
_LONG_A = re.compile(r"a{2,}")
_WRITTEN_O = re.compile(r"oe+")


def fold(text: str) -> str:
    """Small letters, digits and single spaces: Bærum -> baerum, Lørenskog -> lorenskog, Åmot, Aamot -> amot.

    Case, accents and punctuation do not count; ø is o or oe, å is a or aa, æ is ae. Letters of other
    scripts stay. Folding twice is folding once.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)
    words = _OTHER.sub(" ", plain).strip()
    return _WRITTEN_O.sub("o", _LONG_A.sub("a", words))


def closeness(text: str, *candidates: str) -> float:
    """How well the candidates answer the text typed: 0 for not at all, 1 when the first is the very text.

    Every word typed must begin a word of some candidate, or stand inside one when it has three letters or
    more. A later candidate counts less than an earlier one: give the title first.
    """
    typed = fold(text)
    if not typed:
        return 0.0
    folded = [fold(candidate) for candidate in candidates]
    if not all(any(_has(word, candidate) for candidate in folded) for word in typed.split()):
        return 0.0
    best = max(_score(typed, candidate) / (place + 1) for place, candidate in enumerate(folded))
    return max(best, 0.1)


def _has(word: str, candidate: str) -> bool:
    return f" {word}" in f" {candidate}" or (len(word) >= 3 and word in candidate)


def _score(typed: str, candidate: str) -> float:
    if typed == candidate:
        return 1.0
    if candidate.startswith(typed):
        return 0.8
    if f" {typed}" in candidate:
        return 0.6
    return 0.4 if all(_has(word, candidate) for word in typed.split()) else 0.0
