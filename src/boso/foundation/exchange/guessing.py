"""Guess what a table holds: which line is its header, and which of our columns each of its columns is.

A guess is a proposal that the person sees and may change. Words of the header count most; what stands in the cells
decides between columns that the words leave open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from boso.core.values.folding import fold
from boso.foundation.exchange.reading import Book, Grid
from boso.foundation.exchange.sheets import Column

#: How many lines from the top may stand above the header, and how many below are looked at.
HEADER_WITHIN = 25
LOOKED_AT = 400
SAMPLES = 3
#: A column with at most so many different words may be one of codes.
MOST_WORDS = 60
#: From here on words are held to mean the same, and a guess is called sure.
ALIKE = 0.86
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Guess:
    """One column of the file: where it stands, what its header says, what it holds, and what it may be.

    field: the name of our column, or "" for none. sure: the header's very words say so.
    """

    place: int
    header: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    field: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a sheet looks like. header: index of the header row; rows: how many filled rows stand below it."""

    sheet: str
    header: int
    rows: int
    columns: tuple[Guess, ...] = field(default=())

    @property
    def known(self) -> int:
        """How many columns we think we know."""
        return sum(1 for column in self.columns if column.field)


def header_words(grid: Grid, index: int) -> list[str]:
    """The words of the header row; a column without one is called after its place («Column C»)."""
    row = grid.rows[index] if index < len(grid.rows) else []
    width = max((len(cells) for cells in grid.rows[index : index + LOOKED_AT]), default=0)
    while width > len(row) and not any(place_filled(grid, index, width - 1)):
        width -= 1
    return [row[place] if place < len(row) else "" for place in range(width)]


def place_filled(grid: Grid, index: int, place: int) -> Iterable[str]:
    """The filled cells of a column below the header, among those looked at."""
    return (
        cells[place] for cells in grid.rows[index + 1 : index + 1 + LOOKED_AT] if place < len(cells) and cells[place]
    )


def find_header(grid: Grid, columns: Sequence[Column]) -> int:
    """The row that most looks like a header: words that we know, many of them, none of them numbers."""
    known = _dictionary(columns)
    best, found = -1.0, 0
    for index, cells in enumerate(grid.rows[:HEADER_WITHIN]):
        words = [cell for cell in cells if cell]
        if not words:
            continue
        folded = [fold(word) for word in words]
        hits = sum(1 for word in folded if word in known)
        texts = sum(1 for word in words if not word[:1].isdigit() and len(word) < 60)
        weight = hits * 10 + texts - 0.01 * index - (5 if len(set(folded)) < len(folded) else 0)
        if weight > best:
            best, found = weight, index
    return found


def sketch(grid: Grid, columns: Sequence[Column], header: int | None = None) -> Sketch:
    """Look at a sheet: its header (where it stands, unless said), samples, and what each column may be."""
    index = find_header(grid, columns) if header is None else header
    words = header_words(grid, index)
    filled = [list(place_filled(grid, index, place)) for place in range(len(words))]
    chosen = guess(words, filled, columns)
    total = sum(1 for cells in grid.rows[index + 1 :] if any(cells))
    return Sketch(
        grid.name,
        index,
        total,
        tuple(
            Guess(
                place,
                word,
                tuple(dict.fromkeys(filled[place]))[:SAMPLES],
                len(filled[place]),
                chosen[place][0],
                chosen[place][1],
            )
            for place, word in enumerate(words)
            if word or filled[place]
        ),
    )


def guess(words: Sequence[str], filled: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[tuple[str, bool]]:
    """For each column of the file the name of ours and whether that is sure; each of ours is given out once."""
    scored = [
        (score, -place, -order, column)
        for place, word in enumerate(words)
        for order, column in enumerate(columns)
        if (score := _score(word, filled[place], column)) >= ALIKE
    ]
    result: list[tuple[str, bool]] = [("", False)] * len(words)
    given: set[str] = set()
    for score, place, _order, column in sorted(scored, key=lambda one: one[:3], reverse=True):
        if result[-place][0] or column.name in given:
            continue
        result[-place] = (column.name, score >= SURE)
        given.add(column.name)
    return result


def best_sheet(book: Book, columns: Sequence[Column]) -> Sketch:
    """The sheet that looks most like ours: most columns known, then most rows; a hidden one last."""
    sketches = [(not grid.hidden, sketch(grid, columns)) for grid in book.grids]
    return max(sketches, key=lambda one: (one[1].known > 0, one[0], one[1].known, one[1].rows))[1]


def words_of(values: Iterable[str]) -> list[tuple[str, int]]:
    """The different words of a column with how often each stands, most frequent first."""
    return Counter(value for value in values if value).most_common()


def _score(word: str, filled: Sequence[str], column: Column) -> float:
    """How well the header's word, and the cells below it, answer our column."""
    folded = fold(word)
    fits = _fit(filled, column)
    if not folded:
        return 0.9 if column.seems is not None and fits >= 0.9 and column.telling else 0.0
    alike = max((_alike(folded, _folded(known)) for known in _names(column)), default=0.0)
    if column.telling and fits >= 0.9 and alike < ALIKE:
        return 0.87
    return alike


def _fit(filled: Sequence[str], column: Column) -> float:
    looked = filled[:60]
    if column.seems is None or not looked:
        return 0.0
    return sum(1 for cell in looked if column.seems(cell)) / len(looked)


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 0.99
    pairs = list(zip(one.split(), other.split(), strict=False))
    if len(one.split()) == len(other.split()) and all(
        min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)) for a, b in pairs
    ):
        return 0.9
    if len(other) >= 5 and (one.startswith(other + " ") or one.endswith(" " + other)):
        return 0.9
    if abs(len(one) - len(other)) > 4 or min(len(one), len(other)) < 5:
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


def _names(column: Column) -> tuple[str, ...]:
    return (column.name, *column.words)


def _dictionary(columns: Sequence[Column]) -> set[str]:
    return {_folded(known) for column in columns for known in _names(column)}
