"""What values of law are called, in bokmål, nynorsk and English: one file of words beside each file of law.

    [names]  key = [bokmål, nynorsk, English]
    [texts]  the English of the file of law = [bokmål, nynorsk], or [bokmål, nynorsk, English] where the file has a code

Texts are units, sources, notes, reasons for not knowing, and whatever words stand in values. Words that several files
have stand in `common.toml`. Names of places need none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from boso.core.law.parameters import Parameter, everything

LANGUAGES = ("nb", "nn", "en")
COMMON = "common"
ENGLISH = LANGUAGES.index("en")
#: A value that points at another value of law: «loans:term.most_years».
_POINTS_AT = re.compile(r"^([a-z_]+):([a-z_.0-9]+)$")
#: Codes, numbers and names of places, which are the same in every language.
_AS_IT_IS = re.compile(r"^[\d/.]+$|^[A-ZÆØÅ][a-zæøå]+(,? [A-ZÆØÅ][a-zæøå]+)*$|^[fm]$")


def name(area: str, key: str, language: str) -> str:
    """What a key is called; the key itself where it has no name.

    Raises FileNotFoundError for an area that does not exist.
    """
    found = _words(area)["names"].get(key)
    return key if found is None else found[LANGUAGES.index(language)]


def said(area: str, text: str, language: str) -> str:
    """A text of that file in a language; as it stands where it has no words of its own."""
    if target := points_at(text):
        return name(*target, language)
    words = _words(area)["texts"].get(text) or _words(COMMON)["texts"].get(text)
    place = LANGUAGES.index(language)
    return words[place] if words is not None and place < len(words) else text


def points_at(text: str) -> tuple[str, str] | None:
    """The area and key a text points at; none for any other text."""
    found = _POINTS_AT.match(text)
    return (found.group(1), found.group(2)) if found else None


def texts(one: Parameter) -> Iterator[str]:
    """Every text of one period that a reader meets."""
    for text in (one.unit, one.source, one.note, one.why_unknown):
        if text:
            yield text
    yield from _in_value(one.value)


def wordless(area: str) -> list[str]:
    """What of a file of law has no words in every language: keys, then texts."""
    rows = everything(area)
    names, own, common = _words(area)["names"], _words(area)["texts"], _words(COMMON)["texts"]
    lacking = [key for key in rows if len(names.get(key, ())) != len(LANGUAGES)]
    for text in dict.fromkeys(text for periods in rows.values() for one in periods for text in texts(one)):
        if not points_at(text) and not _AS_IT_IS.match(text) and len(own.get(text) or common.get(text) or ()) < ENGLISH:
            lacking.append(text)
    return lacking


def idle(area: str) -> list[str]:
    """Words of an area that nothing there is called any more."""
    rows = everything(area)
    used = {text for periods in rows.values() for one in periods for text in texts(one)}
    words = _words(area)
    return [*(key for key in words["names"] if key not in rows), *(text for text in words["texts"] if text not in used)]


def _in_value(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from _in_value(one)
    elif isinstance(value, list):
        for one in value:
            yield from _in_value(one)


@cache
def _words(area: str) -> dict[str, dict[str, list[str]]]:
    text = resources.files("boso.core.law").joinpath("words", f"{area}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
