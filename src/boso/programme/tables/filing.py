"""A file of answers as it is: its columns with everything that stands in them, and what is wrong with it.

A sheet of answers has its questions in one row and a respondent in each row below it. Above may stand a title, beside
it a sheet of codes (variable, code, label), as tools for web surveys write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.values.folding import fold
from boso.foundation.exchange.imports import Problem, Unreadable
from boso.foundation.exchange.reading import Book, Grid, read_book
from boso.foundation.exchange.tables import FORMULA_FAULTS
from boso.programme.tables import sav

#: More columns or rows than these are no survey.
MOST_COLUMNS, MOST_ROWS = 2_000, 1_000_000
#: The header stands in one of the first so many rows.
HEADER_WITHIN = 12
#: What stands before a question: «5. », «Q5: ».
NUMBER = re.compile(r"^\s*(?:q|sp)?\s?\d{1,3}[a-z]?\s*[.):]\s+(?=\S)", re.IGNORECASE)
#: Faults told of one file.
MOST_FAULTS = 200
CODES = {"variable": ("variabel", "variable", "sporsmal", "question", "navn", "name"),
         "code": ("kode", "code", "verdi", "value"),
         "label": ("etikett", "label", "tekst", "text", "svaralternativ")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column. name: short, of letters and digits. label: the words over it. values: of each respondent, as text.
    labels: of codes, where the file tells. missing: codes that the file says stand for no answer. measure: as in SPSS.
    """

    name: str
    label: str
    values: list[str]
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    measure: str = "unknown"
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that could be read. notes: what is worth knowing though nothing is wrong."""

    columns: tuple[FileColumn, ...]
    respondents: int
    notes: tuple[str, ...] = ()


def read(name: str, content: bytes) -> Read:
    """Everything in the file.

    Raises Unreadable with every fault: sheet, row, column.
    """
    return _of_sav(name, content) if sav.is_sav(content) else _of_book(read_book(name, content))


def _of_sav(name: str, content: bytes) -> Read:
    file = sav.read(name, content)
    of = {column: words for words, columns in file.bundles.items() for column in columns}
    columns = tuple(
        FileColumn(
            each.name, each.label or each.name, [text(value) for value in each.values],
            {text(code): label for code, label in each.labels.items()}, tuple(map(text, each.missing)), each.measure,
            of.get(each.name, ""),
        )
        for each in file.columns
    )  # fmt: skip
    if not columns or not columns[0].values:
        raise Unreadable(
            Problem(name, "", 0, "", _("The file has no answers."), _("Look whether the right one was chosen."))
        )
    return Read(columns, len(columns[0].values))


def text(value: float | str | None) -> str:
    """A number as people write it: 1 and not 1.0; nothing for none."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _of_book(book: Book) -> Read:
    listed = [grid for grid in book.grids if _is_codes(grid)]
    seen = [grid for grid in book.grids if not grid.hidden and grid not in listed]
    if not seen:
        raise Unreadable(
            Problem(book.name, "", 0, "", _("The file has no answers."), _("Look whether the right one was chosen."))
        )
    grid = max(seen, key=lambda each: len(each.rows))
    at = header_of(grid)
    header = grid.rows[at]
    rows = [index for index in range(at + 1, len(grid.rows)) if any(grid.rows[index])]
    problems = list(_faults(book, grid, at, rows))
    if not rows:
        problems.append(
            Problem(
                book.name,
                grid.name,
                0,
                "",
                _("There are no rows below the header."),
                _("Look whether the right sheet is chosen."),
            )
        )
    if len(header) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        problems.append(Problem(book.name, grid.name, 0, "", _("The file is larger than a survey."), _("Divide it.")))
    codes = _codes(listed)
    columns = [] if problems else list(_columns(grid, header, rows, codes))
    problems += _unknown(book, grid, rows, columns, codes) if not problems else []
    if problems:
        raise Unreadable(*problems[:MOST_FAULTS])
    notes = []
    if at:
        notes.append(
            ngettext("%(count)d row above the header is left out.", "%(count)d rows above the header are left out.", at)
            % {"count": at}
        )
    if book.encoding:
        notes.append(_("The file is read as %(encoding)s.") % {"encoding": book.encoding})
    return Read(tuple(columns), len(rows), tuple(notes))


def header_of(grid: Grid) -> int:
    """The row that names the columns: the first that is filled nearly as far as any of the rows at the top."""
    filled = [sum(map(bool, row)) for row in grid.rows[:HEADER_WITHIN]]
    return next((at for at, count in enumerate(filled) if count and count >= 0.6 * max(filled)), 0)


def _faults(book: Book, grid: Grid, at: int, rows: Sequence[int]) -> Iterator[Problem]:
    header = grid.rows[at]
    known: dict[str, int] = {}
    for place, words in enumerate(header):
        if words and fold(words) in known:
            yield Problem(
                book.name,
                grid.name,
                grid.line(at),
                words[:80],
                _("Two columns have the same header."),
                _("Give each its own, so that nobody takes the one for the other."),
            )
        known.setdefault(fold(words), place)
    for index in rows:
        for place, cell in enumerate(grid.rows[index]):
            if not cell:
                continue
            words = header[place] if place < len(header) else ""
            if not words:
                yield Problem(
                    book.name,
                    grid.name,
                    grid.line(index),
                    column_letter(place),
                    _("Something stands below no header."),
                    _("Write a header over the column, or empty the cell."),
                )
            elif cell.upper() in FORMULA_FAULTS and cell.upper() != "#NULL!":
                yield Problem(
                    book.name,
                    grid.name,
                    grid.line(index),
                    words[:80],
                    _("The formula in the cell gives a fault (%(fault)s).") % {"fault": cell},
                    _("Mend the formula, or write the value itself."),
                )


def column_letter(place: int) -> str:
    """What a spreadsheet calls a column: A, B, … AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _columns(
    grid: Grid, header: Sequence[str], rows: Sequence[int], codes: Mapping[str, Mapping[str, str]]
) -> Iterator[FileColumn]:
    used: set[str] = set()
    for place, words in enumerate(header):
        if not words:
            continue
        values = [_cell(grid.rows[index], place) for index in rows]
        name = _name(words, place, used)
        labels = codes.get(fold(words), codes.get(fold(name), {}))
        yield FileColumn(name, re.sub(r"\s+", " ", words), values, labels)


def _cell(row: Sequence[str], place: int) -> str:
    cell = row[place] if place < len(row) else ""
    # Spreadsheets write whole numbers as 1.0, and export programs an empty cell as #NULL!.
    if re.fullmatch(r"-?\d+[.,]0+", cell):
        return re.split("[.,]", cell)[0]
    return "" if cell.upper() == "#NULL!" else re.sub(r"\s+", " ", cell)


def unnumbered(words: str) -> str:
    """The words of a header without the number before them, which changes from wave to wave."""
    return NUMBER.sub("", words) or words


def _name(words: str, place: int, used: set[str]) -> str:
    words = unnumbered(words)
    found = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")[:40].strip("_")
    if not found or found[0].isdigit():
        found = f"v{place + 1}_{found}".strip("_")
    name, number = found, 1
    while name in used:
        number += 1
        name = f"{found}_{number}"
    used.add(name)
    return name


def _is_codes(grid: Grid) -> bool:
    return _code_places(grid) is not None


def _code_places(grid: Grid) -> dict[str, int] | None:
    header = [fold(cell) for cell in (grid.rows[0] if grid.rows else [])]
    found = {what: next((at for at, cell in enumerate(header) if cell in names), -1) for what, names in CODES.items()}
    return found if min(found.values()) >= 0 and len(header) <= 6 else None


def _codes(grids: Sequence[Grid]) -> dict[str, dict[str, str]]:
    """Labels by code, by the folded name of the variable."""
    found: dict[str, dict[str, str]] = {}
    for grid in grids:
        places = _code_places(grid) or {}
        last = ""
        for row in grid.rows[1:]:
            cells = {what: _cell(row, place) for what, place in places.items()}
            # The variable often stands in the first of its rows only.
            last = cells["variable"] or last
            if last and cells["code"]:
                found.setdefault(fold(last), {})[cells["code"]] = cells["label"] or cells["code"]
    return found


def _unknown(
    book: Book, grid: Grid, rows: Sequence[int], columns: Sequence[FileColumn], codes: Mapping[str, Mapping[str, str]]
) -> list[Problem]:
    """Codes that the sheet of codes does not know; words of a label stand for its code."""
    found: list[Problem] = []
    for at, each in enumerate(columns):
        if not each.labels:
            continue
        of_label = {fold(label): code for code, label in each.labels.items()}
        values = [value if value in each.labels else of_label.get(fold(value), value) for value in each.values]
        found += [
            Problem(
                book.name,
                grid.name,
                grid.line(index),
                each.label[:80],
                _("«%(cell)s» is none of the codes.") % {"cell": value[:60]},
                _("Mend the cell, or add the code to the sheet of codes."),
            )
            for index, value in zip(rows, values, strict=True)
            if value and value not in each.labels
        ]
        if isinstance(columns, list):
            columns[at] = replace(each, values=values)
    return found
