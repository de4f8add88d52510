"""Read the rows of a table by the columns a person chose: quick for a hundred thousand, every fault with its place."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.values.folding import fold
from boso.foundation.exchange.imports import Context, ImportKind, Problem
from boso.foundation.exchange.mapping import Choices, Rule
from boso.foundation.exchange.reading import Book, Grid
from boso.foundation.exchange.sheets import BadCell, Column, Row, Sheet, Unknown

#: What a spreadsheet writes where a formula cannot be worked out.
FORMULA_FAULTS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
#: Faults kept of one file. Beyond these only their number is told.
MOST_FAULTS = 20_000

Tell = Callable[[int, int, str], None]


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no rubbish while millions of small things are made: there is none, and looking takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class SlimRow(Row):
    """A row that holds only the columns the file has; of the others it knows nothing."""

    def __missing__(self, name: str) -> Any:
        return None


class _Bad:
    """A cell that could not be read, kept so that the same text is told the same way."""

    __slots__ = ("advice", "what")

    def __init__(self, what: str, advice: str) -> None:
        self.what, self.advice = what, advice


def check_table(
    kind: ImportKind, book: Book, choices: Choices, organisation_id: int | None, tell: Tell | None = None
) -> Context:
    """Parse the chosen sheet by the chosen columns. What is wrong stands in `problems`, what is worth knowing in
    `notes` of what is given back.
    """
    (sheet,) = kind.sheets
    grid = book.grid(choices.sheet)
    context = Context(kind, organisation_id, sheet=sheet.name)
    context.files = {sheet.name: book.name}
    context.shown_sheet = grid.name
    names = {name: place for place, name in choices.columns.items()}
    header = grid.rows[choices.header] if choices.header < len(grid.rows) else []
    context.places = names
    context.headers = {name: (header[place] if place < len(header) else "") or name for name, place in names.items()}
    _check_required(sheet, names, context)
    lines = _lines(grid, choices.header, header)
    if not lines:
        context.problem(
            None, "", _("There are no rows below the header."), _("Look whether the right sheet is chosen.")
        )
    if not context.problems:
        _parse(sheet, grid, lines, names, choices, context, tell or (lambda _done, _of, _words: None))
    return context


def _check_required(sheet: Sheet, names: dict[str, int], context: Context) -> None:
    for column in sheet.columns:
        if column.required and column.name not in names:
            context.problem(
                None,
                str(column.label or column.name),
                _("No column of the file is chosen for this."),
                _("Choose the columns again."),
            )


def _lines(grid: Grid, header: int, words: Sequence[str]) -> list[int]:
    """The indexes of the rows that hold something; a header that is printed again further down is none."""
    again = [word for word in words if word]
    return [
        index
        for index in range(header + 1, len(grid.rows))
        if any(grid.rows[index]) and not (len(again) > 2 and list(grid.rows[index][: len(words)]) == list(words))
    ]


def _parse(
    sheet: Sheet, grid: Grid, lines: list[int], names: dict[str, int], choices: Choices, context: Context, tell: Tell
) -> None:
    """Column by column, for most cells of a column have been read before."""
    bad: dict[int, list[tuple[str, _Bad]]] = {}
    values: list[Iterable[Any]] = []
    own: list[str] = []
    derived = _derived(choices, names, grid)
    for done, column in enumerate(sheet.columns):
        tell(done, len(sheet.columns), _("Reads the columns"))
        if column.name in names:
            place = names[column.name]
            cells = [grid.rows[index][place] if place < len(grid.rows[index]) else "" for index in lines]
            values.append(_column(column, cells, lines, choices, context, bad))
        elif column.name in derived:
            values.append([_by_rule(derived[column.name], grid.rows[index], column.empty) for index in lines])
        else:
            continue
        own.append(column.name)
    rows: list[Row] = [
        SlimRow(grid.line(index), zip(own, row, strict=True))
        for index, row in zip(lines, zip(*values, strict=True), strict=True)
    ]
    if bad:
        context.problems += _told(rows, lines, bad, context, sheet)
        rows = [row for row, index in zip(rows, lines, strict=True) if index not in bad]
    context.parsed[sheet.name] = rows
    context.table = (grid, lines)


def _column(
    column: Column,
    cells: list[str],
    lines: list[int],
    choices: Choices,
    context: Context,
    bad: dict[int, list[tuple[str, _Bad]]],
) -> list[Any]:
    read = _reader(column, choices, context.organisation_id)
    known: dict[str, Any] = {cell: read(cell) for cell in set(cells)}
    found = [known[cell] for cell in cells]
    if any(type(value) is _Bad for value in known.values()):
        for place, value in enumerate(found):
            if type(value) is _Bad:
                bad.setdefault(lines[place], []).append((column.name, value))
    if column.codes is not None:
        _note_unknown(column, found, context)
    return found


def _reader(column: Column, choices: Choices, organisation_id: int | None) -> Callable[[str], Any]:
    """How a cell of the column becomes a value; what cannot be read becomes a _Bad."""
    codes = {}
    if column.codes is not None:
        codes = {**column.codes.known(organisation_id), **choices.words.get(column.name, {})}

    def read(cell: str) -> Any:
        if not cell:
            if not column.required:
                return column.empty
            return _Bad(
                _("The cell is empty."),
                _("It must be filled. Cells that are merged count as filled in the first only."),
            )
        if cell[0] == "#" and cell.upper() in FORMULA_FAULTS:
            return _Bad(
                _("The formula in the cell gives a fault (%(fault)s).") % {"fault": cell.upper()},
                _("Mend the formula, or write the value itself."),
            )
        try:
            if column.codes is None:
                return column.parse(cell)
            code = codes.get(fold(cell))
            if code:
                return code
            if column.codes.keep:
                return Unknown(column.parse(cell))
            return _Bad(
                _("«%(cell)s» is not one of the known words.") % {"cell": cell[:80]},
                _("Say what it means under «Columns», or choose among: %(known)s.")
                % {"known": ", ".join(str(label) for label in column.codes.labels(organisation_id).values())},
            )
        except BadCell as error:
            return _Bad(error.what, error.advice)

    return read


def _note_unknown(column: Column, found: list[Any], context: Context) -> None:
    for word, count in Counter(str(value) for value in found if type(value) is Unknown).most_common(20):
        context.notes.append(
            ngettext(
                "«%(word)s» in «%(column)s» is not known. It is kept as it stands (%(count)d row).",
                "«%(word)s» in «%(column)s» is not known. It is kept as it stands (%(count)d rows).",
                count,
            )
            % {"word": word[:60], "column": context.headers[column.name], "count": count}
        )


def _told(
    rows: list[Row], lines: list[int], bad: dict[int, list[tuple[str, _Bad]]], context: Context, sheet: Sheet
) -> list[Problem]:
    numbers = {index: row.number for index, row in zip(lines, rows, strict=True)}
    file = context.files[sheet.name]
    return [
        Problem(file, context.shown_sheet, numbers[index], context.headers[name], fault.what, fault.advice)
        for index in sorted(bad)
        for name, fault in bad[index]
    ]


Derived = list[tuple[Rule, int]]


def _derived(choices: Choices, names: dict[str, int], grid: Grid) -> dict[str, Derived]:
    """The rules of each column that no column of the file is, with the places they look at."""
    header = grid.rows[choices.header] if choices.header < len(grid.rows) else []
    places = {fold(word): place for place, word in reversed(list(enumerate(header))) if word}
    found: dict[str, Derived] = {}
    for rule in choices.rules:
        place = names.get(rule.when, places.get(fold(rule.when), -1))
        if rule.sets not in names and (place >= 0 or "*" in rule.words):
            found.setdefault(rule.sets, []).append((rule, place))
    # «Otherwise» alone says nothing: the file has none of what the rules look at.
    return {name: rules for name, rules in found.items() if any("*" not in rule.words for rule, _place in rules)}


def _by_rule(rules: Derived, cells: Sequence[str], empty: Any) -> Any:
    for rule, place in rules:
        if rule.holds(cells[place] if 0 <= place < len(cells) else ""):
            return rule.code
    return empty
