"""Which column of a file is which of ours: chosen by a person, remembered for the next file with the same header."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from boso.core.values.folding import fold
from boso.foundation.audit.actions import digest_of
from boso.foundation.exchange.guessing import Sketch, words_of
from boso.foundation.exchange.reading import Grid
from boso.foundation.exchange.sheets import Column


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has chosen for one file.

    header: index of the header row. columns: place in the file -> name of our column (those left out are not taken
    in). words: name of our column -> folded word -> code. rules: see `Rule`, tried in order for a column of codes
    that no column of the file is.
    """

    sheet: str
    header: int
    columns: dict[int, str]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "columns": {str(place): name for place, name in self.columns.items()}}

    @property
    def digest(self) -> str:
        """The same for the same choices."""
        return digest_of(self.plain())

    def with_words(self, words: Mapping[str, Mapping[str, str]]) -> Choices:
        """With these meanings of words besides."""
        merged = {name: {**self.words.get(name, {}), **words.get(name, {})} for name in {*self.words, *words}}
        return replace(self, words={name: known for name, known in merged.items() if known})


@dataclass(frozen=True, slots=True)
class Preset:
    """What a well-known system's columns are: it is that system's file when it has all of `when` (folded headers).

    columns: folded header -> name of our column.
    """

    when: frozenset[str]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """«When column `when` is `words` (empty: has nothing in it; "*": anything), the column `sets` is `code`.»

    when: the folded header in the file, or the name of our column.
    """

    sets: str
    when: str
    words: tuple[str, ...]
    code: str

    def holds(self, cell: str) -> bool:
        """Whether the cell makes it so."""
        if "*" in self.words:
            return True
        return fold(cell) in {fold(word) for word in self.words} if self.words else not cell


def from_plain(said: Mapping[str, Any]) -> Choices:
    """The choices as they were kept."""
    return Choices(
        said["sheet"],
        said["header"],
        {int(place): name for place, name in said["columns"].items()},
        {name: dict(words) for name, words in said.get("words", {}).items()},
        tuple(Rule(rule["sets"], rule["when"], tuple(rule["words"]), rule["code"]) for rule in said.get("rules", ())),
    )


def signature(headers: Sequence[str]) -> str:
    """The same for files with the same words in their header, wherever they stand in it."""
    words = sorted(fold(word) for word in headers if word)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def guessed(sketch: Sketch, rules: tuple[Rule, ...] = (), presets: Sequence[Preset] = ()) -> Choices:
    """The proposal for a file nobody has chosen for yet."""
    headers = {fold(one.header) for one in sketch.columns}
    known = next((preset.columns for preset in presets if preset.when <= headers), {})
    columns = {one.place: known[fold(one.header)] for one in sketch.columns if fold(one.header) in known}
    for one in sketch.columns:
        if one.field and one.place not in columns and one.field not in columns.values():
            columns[one.place] = one.field
    return Choices(sketch.sheet, sketch.header, columns, rules=rules)


def remembered(sketch: Sketch, known: Mapping[str, str], words: Mapping[str, Any], rules: Sequence[Any]) -> Choices:
    """What was chosen before for a file like this: folded header -> name of our column («» for none)."""
    columns: dict[int, str] = {}
    for one in sketch.columns:
        name = known.get(fold(one.header), one.field if one.sure else "")
        if name and name not in columns.values():
            columns[one.place] = name
    kept = tuple(Rule(rule["sets"], rule["when"], tuple(rule["words"]), rule["code"]) for rule in rules)
    return Choices(sketch.sheet, sketch.header, columns, {name: dict(known) for name, known in words.items()}, kept)


def column_values(grid: Grid, choices: Choices, place: int) -> list[str]:
    """All cells of a column below the header; rows that are blank throughout are left out."""
    return [(cells[place] if place < len(cells) else "") for cells in grid.rows[choices.header + 1 :] if any(cells)]


def strange_words(
    grid: Grid, choices: Choices, columns: Sequence[Column], organisation_id: int | None
) -> dict[str, list[tuple[str, int]]]:
    """For each chosen column of codes the words that no code answers to, with how often each stands."""
    found: dict[str, list[tuple[str, int]]] = {}
    by_name = {column.name: column for column in columns}
    for place, name in choices.columns.items():
        column = by_name.get(name)
        if column is None or column.codes is None:
            continue
        known = column.codes.known(organisation_id)
        strange: dict[str, tuple[str, int]] = {}
        for word, count in words_of(column_values(grid, choices, place)):
            folded = fold(word)
            if folded not in known and not word.startswith("#"):
                first, before = strange.get(folded, (word, 0))
                strange[folded] = (first, before + count)
        if strange:
            found[name] = sorted(strange.values(), key=lambda one: (-one[1], one[0]))
    return found
