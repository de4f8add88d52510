"""Places in a text, as other programs count them and as BoSo does.

BoSo counts characters (Unicode code points) from 0 in a text whose lines end with one line feed. Others count an emoji
as two (UTF-16), a Windows line end as one or two, or the byte order mark at the beginning as one. Which of these a file
was counted by is seldom said in it, so it is found out from the places themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, product

MARK = "\ufeff"
_CHARACTER = re.compile(r"\r\n|.", re.DOTALL)


class Unit(StrEnum):
    """What is counted as one."""

    POINTS = "points"
    """A character."""
    UTF16 = "utf16"
    """Half of an emoji, as Windows programs and browsers do."""


class Lines(StrEnum):
    """How long the end of a line is."""

    AS_WRITTEN = "as_written"
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of counting. mark: a byte order mark at the beginning of the file is counted."""

    unit: Unit = Unit.POINTS
    lines: Lines = Lines.AS_WRITTEN
    mark: bool = False


class NotAPlace(ValueError):
    """A number that lies outside the text, or within one character of it."""


def plain(raw: str) -> str:
    """The text as BoSo keeps it: without byte order mark, each line ended by one line feed."""
    return raw.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


class Places:
    """The places of one file counted in one way, and the same places as BoSo counts them."""

    def __init__(self, raw: str, reading: Reading) -> None:
        self.text = plain(raw)
        first = 1 if reading.mark and raw.startswith(MARK) else 0
        widths = _widths(raw.removeprefix(MARK), reading)
        self._starts = list(accumulate(widths, initial=first))

    def here(self, there: int) -> int:
        """The place as BoSo counts it.

        Raises NotAPlace when the number is outside the text or within a character.
        """
        place = bisect_left(self._starts, there)
        if place == len(self._starts) or self._starts[place] != there:
            raise NotAPlace(there)
        return place

    def there(self, here: int) -> int:
        """The same place as the other program counts it.

        Raises NotAPlace when it is outside the text.
        """
        if not 0 <= here < len(self._starts):
            raise NotAPlace(here)
        return self._starts[here]


def _widths(body: str, reading: Reading) -> list[int]:
    """How much each character of the plain text counts."""
    wide = 2 if reading.unit is Unit.UTF16 else 1
    return [
        _end(char, reading.lines) if char in ("\n", "\r", "\r\n") else wide if ord(char) > 0xFFFF else 1
        for char in _CHARACTER.findall(body)
    ]


def _end(written: str, lines: Lines) -> int:
    """How much the end of a line counts."""
    if lines is Lines.AS_WRITTEN:
        return len(written)
    return 1 if lines is Lines.ONE else 2


@dataclass(frozen=True, slots=True)
class Marked:
    """A place as another program gives it. words: what the program says stands there, perhaps only the beginning."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The reading that fits best. sure: no other that fits as well gives other places. fits: all places are places."""

    reading: Reading
    sure: bool
    fits: bool


def readings(raw: str, *, wide_first: bool = False) -> list[Reading]:
    """The ways of counting that differ for this file, the likeliest first."""
    body = raw.removeprefix(MARK)
    units = [Unit.POINTS]
    if any(ord(char) > 0xFFFF for char in body):
        units = [Unit.UTF16, Unit.POINTS] if wide_first else [Unit.POINTS, Unit.UTF16]
    lines = [Lines.AS_WRITTEN]
    if "\r\n" in body:
        lines.append(Lines.ONE)
    elif "\n" in body or "\r" in body:
        lines.append(Lines.TWO)
    marks = [False, True] if raw.startswith(MARK) else [False]
    return [Reading(unit, line, mark) for mark, unit, line in product(marks, units, lines)]


def found_out(raw: str, marked: Sequence[Marked], *, wide_first: bool = False) -> Found:
    """Which reading the places of a file were counted by.

    Judged by how many places are places at all, how many say the words that the program says stand there, and how many
    begin and end where words do.
    """
    scored = []
    for number, reading in enumerate(readings(raw, wide_first=wide_first)):
        spans = _spans(Places(raw, reading), marked)
        text = plain(raw)
        score = (
            sum(span is not None for span in spans),
            sum(_says(text, span, one.words) for span, one in zip(spans, marked, strict=True)),
            sum(_clean(text, span) for span in spans),
        )
        scored.append((score, -number, reading, spans))
    best = max(scored, key=lambda one: one[:2])
    rivals = [one for one in scored if one[0] == best[0] and one[3] != best[3]]
    return Found(best[2], not rivals, best[0][0] == len(marked))


Span = tuple[int, int]


def _spans(places: Places, marked: Sequence[Marked]) -> list[Span | None]:
    found: list[Span | None] = []
    for one in marked:
        try:
            span = (places.here(one.start), places.here(one.end))
        except NotAPlace:
            found.append(None)
        else:
            found.append(span if span[0] < span[1] else None)
    return found


def _says(text: str, span: Span | None, words: str) -> bool:
    """Whether the text at the place is what the program says, or begins so."""
    told = plain(words).strip().removesuffix("…").removesuffix("...").strip()
    return span is not None and len(told) > 2 and text[span[0] : span[1]].strip().startswith(told)


def _clean(text: str, span: Span | None) -> bool:
    """Whether a place begins and ends where words do."""
    if span is None or text[span[0]].isspace() or text[span[1] - 1].isspace():
        return False
    return not (_within(text, span[0]) or _within(text, span[1]))


def _within(text: str, place: int) -> bool:
    """Whether a place is in the middle of a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
