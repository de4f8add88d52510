"""How the author's words are read: headings, lists, quotes, paragraphs, and references as [[kind:address]].

A reference alone on its line is a table, a figure or a list; inside a sentence it is a number or a few words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

REFERENCE = re.compile(r"\[\[\s*([a-z_]+:[A-Za-z0-9._/-]+)\s*\]\]")
#: What looks like a reference and is none: told, so that it does not end up on paper.
BRACKETS = re.compile(r"\[\[([^\]\n]*)\]\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text. kind: heading, item, quote, words or reference. level: of a heading, 3 or 4."""

    kind: str
    text: str
    level: int = 0


def pieces(text: str) -> Iterator[Piece]:
    """The text line by line; lines that follow each other are one paragraph, an empty line ends it."""
    waiting: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        found = _special(line)
        if found is None and line:
            waiting.append(line)
            continue
        if waiting:
            yield Piece("words", " ".join(waiting))
            waiting = []
        if found is not None:
            yield found


def keys(text: str) -> list[str]:
    """The references of a text in order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(text)))


def odd(text: str) -> list[str]:
    """What stands in double brackets and is no reference."""
    return [words for words in BRACKETS.findall(text) if not REFERENCE.fullmatch(f"[[{words}]]")]


def filled(text: str, value: Callable[[str], str]) -> str:
    """The text with each reference replaced by its value."""
    return REFERENCE.sub(lambda found: value(found.group(1)), text)


def _special(line: str) -> Piece | None:
    if whole := REFERENCE.fullmatch(line):
        return Piece("reference", whole.group(1))
    for mark, kind, level in (("### ", "heading", 4), ("## ", "heading", 3), ("- ", "item", 0), ("> ", "quote", 0)):
        if line.startswith(mark) and line[len(mark) :].strip():
            return Piece(kind, line[len(mark) :].strip(), level)
    return None
