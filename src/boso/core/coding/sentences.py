"""Where the sentences of a text are, so that a place can be pointed out without a mouse."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

#: The end of a sentence: its mark, what closes after it, space, and the beginning of another.
_END = re.compile(r"""[.!?…]+["'»”’)\]]*(?=\s+["'«“‘(\[–-]*\s*[^\W\d_])""")
#: Endings that are no end, even before a capital letter.
_SHORT = re.compile(
    r"(?:^|\W)(?:bl\.a|f\.eks|t\.d|dvs|jf|nr|kap|kl|ca|dr|pkt|mv|o\.l|m\.m|i\.e|e\.g)\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its number from 1, the line it is in from 1, and its place. No space around it."""

    number: int
    line: int
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text whose lines end with a line feed. A line is always the end of a sentence."""
    found: list[Sentence] = []
    begins = 0
    for line, words in enumerate(text.split("\n"), 1):
        for start, end in _within(words):
            found.append(Sentence(len(found) + 1, line, begins + start, begins + end))
        begins += len(words) + 1
    return found


def _within(line: str) -> list[tuple[int, int]]:
    cuts = [0]
    for match in _END.finditer(line):
        begins_with_capital = line[match.end() :].lstrip(" \t\"'«“‘([–-\u00a0")[:1]
        if begins_with_capital.isupper() and not _SHORT.search(line[: match.end()]):
            cuts.append(match.end())
    cuts.append(len(line))
    spans = []
    for start, end in itertools.pairwise(cuts):
        words = line[start:end]
        if words.strip():
            spans.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
    return spans
