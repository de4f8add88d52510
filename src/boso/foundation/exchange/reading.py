"""Read any table that people have: Excel of any age, OpenDocument, CSV however encoded and divided, or JSON.

What comes out is text by rows, nothing is taken for granted of its columns (see `guessing` and `mapping`).
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import marshal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from boso.foundation.exchange import cells, records
from boso.foundation.exchange.imports import Problem, Unreadable

#: Seconds a file may take to read, whatever the processor is busy with.
PATIENCE = 120
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SEPARATORS = (";", "\t", ",")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text: its rows from the first, none left out. hidden: the spreadsheet does not show it."""

    name: str
    rows: list[list[str]]
    hidden: bool = False
    starts: tuple[int, ...] = ()

    def line(self, index: int) -> int:
        """The number a person sees beside that row."""
        return self.starts[index] if self.starts else index + 1


@dataclass(frozen=True, slots=True)
class Book:
    """A file that could be read. encoding and separator are said for CSV only."""

    name: str
    sha256: str
    grids: tuple[Grid, ...]
    encoding: str = ""
    separator: str = ""

    def grid(self, name: str) -> Grid:
        """The sheet of that name.

        Raises KeyError when there is none.
        """
        for grid in self.grids:
            if grid.name == name:
                return grid
        raise KeyError(name)


def read_book(name: str, content: bytes) -> Book:
    """Read a spreadsheet or a CSV file, whatever it is called.

    Raises Unreadable with what is wrong and what to do.
    """
    if not content.strip(b"\0 \r\n\t"):
        _refuse(name, _("The file is empty."), _("Look whether it was saved, and upload it again."))
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(b"PK") or content.startswith(OLE):
        grids = tuple(
            Grid(title, rows, hidden) for title, hidden, rows in spreadsheet(name, content) if any(map(any, rows))
        )
        if not grids:
            _refuse(name, _("The workbook is empty."), _("Look whether the right file was chosen."))
        return Book(name, sha256, grids)
    _refuse_no_table(name, content)
    text, encoding = decoded(name, content)
    if text.lstrip()[:1] in ("[", "{"):
        grid = _json(name, text)
        if grid is not None:
            return Book(name, sha256, (grid,), encoding)
    separator = separator_of(text)
    return Book(name, sha256, (_csv(name, text, separator),), encoding, separator)


def spreadsheet(name: str, content: bytes) -> cells.Sheets:
    """All sheets of a spreadsheet file, read in a process of its own.

    Raises Unreadable.
    """
    command = [sys.executable, "-I", str(Path(cells.__file__))]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        _refuse_large(name)
    if done.returncode or not done.stdout:
        _refuse_large(name)
    said = marshal.loads(done.stdout)  # noqa: S302 - written by our own program
    if isinstance(said, str):
        _refuse_for(name, said)
    found: cells.Sheets = said
    return found


def _refuse_for(name: str, fault: str) -> NoReturn:
    if fault == "password":
        _refuse(
            name,
            _("The workbook is locked with a password."),
            _("Open it in Excel, take the password away under File, Info, Protect Workbook, and save it."),
        )
    if fault in ("large", "rows", "columns"):
        _refuse_large(name)
    _refuse(
        name,
        _("The workbook is damaged and cannot be read."),
        _("Open it in Excel, save it as an Excel workbook (.xlsx) and upload it again."),
    )


def _refuse_large(name: str) -> NoReturn:
    said = {"rows": cells.ROW_LIMIT, "columns": cells.COLUMN_LIMIT}
    _refuse(
        name,
        _("The workbook has more cells than can be read (%(rows)d rows, %(columns)d columns).") % said,
        _("Often something stands far below or far to the right: copy the table into a new workbook, or divide it."),
    )


def _refuse_no_table(name: str, content: bytes) -> None:
    """What is plainly another kind of file is named, and not read as a CSV of one strange column."""
    start = content[:200].lstrip().lower()
    if start.startswith(b"%pdf"):
        what = _("This is a PDF, not a table.")
    elif start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        what = _("This is a picture, not a table.")
    elif start.startswith((b"<!doctype", b"<html")):
        what = _("This is a web page, not a table.")
    else:
        return
    _refuse(
        name,
        what,
        _("Save the table as an Excel workbook (.xlsx) or CSV where it was made, and upload it again."),
    )


def decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text of a CSV file, and what its encoding is called.

    Raises Unreadable when it is no text.
    """
    for mark, codec, label in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec), label
            except UnicodeDecodeError:
                _refuse_text(name)
    if b"\0" in content:
        return _utf16(name, content), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("iso-8859-1"), "ISO-8859-1"


def _utf16(name: str, content: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain words is nought."""
    head = content[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    try:
        if len(content) % 2 or min(even, odd) or max(even, odd) <= len(head) // 4:
            raise ValueError
        return content.decode("utf-16-be" if even else "utf-16-le")
    except ValueError:
        _refuse_text(name)


def _refuse_text(name: str) -> NoReturn:
    _refuse(
        name,
        _("This is neither a workbook nor text."),
        _("Save it as an Excel workbook (.xlsx) or as CSV with UTF-8, and upload it again."),
    )


def separator_of(text: str) -> str:
    """What stands between the cells: the one that divides most of the first lines alike."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    said = lines[0].strip().lower() if lines else ""
    if said.startswith("sep=") and len(said) == 5:
        return said[4]

    def weight(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n), n)) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(SEPARATORS, key=weight)


def _csv(name: str, text: str, separator: str) -> Grid:
    title = Path(name).stem
    rows: list[list[str]] = []
    starts: list[int] = []
    start = 1
    if text[:4].lower() == "sep=":
        # The line by which Excel is told the separator.
        text, start = text.partition("\n")[2], 2
    ahead = start - 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append([_unguarded(cell.strip()) for cell in row])
            starts.append(start)
            start = ahead + reader.line_num + 1
            if len(rows) > cells.ROW_LIMIT + 100 or len(row) > cells.COLUMN_LIMIT:
                _refuse_large(name)
    except csv.Error:
        raise Unreadable(
            Problem(
                name,
                title,
                start,
                "",
                _("The row cannot be read as CSV."),
                _("Look for a quotation mark that is not closed."),
            )
        ) from None
    return Grid(title, rows, starts=tuple(starts))


def _json(name: str, text: str) -> Grid | None:
    """The records of a JSON file; None for a CSV file that only begins so. A row's number is the record's."""
    title = Path(name).stem
    try:
        rows = records.rows_of(text)
    except records.TooLarge:
        _refuse_large(name)
    except records.NoRecords as error:
        raise Unreadable(Problem(name, title, error.record, "", error.what, error.advice)) from None
    if rows is None and name.lower().endswith(".json"):
        _refuse(name, _("The file is damaged: it is not JSON."), _("Take it out of the other system once more."))
    return Grid(title, rows, starts=tuple(range(len(rows)))) if rows is not None else None


def _unguarded(cell: str) -> str:
    """Text that an export marked so that no spreadsheet takes it for a formula, as it was."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _refuse(name: str, what: str, advice: str) -> NoReturn:
    raise Unreadable(Problem(name, "", 0, "", what, advice)) from None
