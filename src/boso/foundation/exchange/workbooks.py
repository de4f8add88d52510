"""Read a workbook: a folder of CSV files, one CSV, a ZIP of CSVs or an XLSX. All give the same text cells."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from boso.foundation.exchange.exports import FORMULA_STARTS
from boso.foundation.exchange.imports import Problem, Unreadable
from boso.foundation.exchange.reading import spreadsheet

#: What an uploaded file may hold once it is unpacked, in bytes, and how many rows a sheet may have.
UNPACKED_LIMIT = 100_000_000
ROW_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as text. lines: (line number, cells); blank lines are left out."""

    name: str
    file: str
    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets by name, and the digest that tells whether the same was read before."""

    name: str
    sha256: str
    sheets: dict[str, RawSheet]


def read_path(path: Path) -> Workbook:
    """Read a file or a folder.

    Raises Unreadable with every fault found.
    """
    try:
        if not path.is_dir():
            return read_bytes(path.name, path.read_bytes())
        files = {found.name: found.read_bytes() for found in sorted(path.glob("*.csv"))}
    except OSError as error:
        raise Unreadable(
            Problem(path.name, "", 0, "", _("The file cannot be opened."), error.strerror or "")
        ) from error
    if not files:
        raise Unreadable(Problem(path.name, "", 0, "", _("There is no CSV file in the folder.")))
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Workbook(path.name, digest.hexdigest(), _csv_sheets(files))


def read_bytes(name: str, content: bytes) -> Workbook:
    """Read what was uploaded under that name.

    Raises Unreadable with every fault found.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(b"PK\x03\x04"):
        return Workbook(name, sha256, _packed(name, content))
    if not name.lower().endswith(".csv"):
        raise Unreadable(
            Problem(
                name,
                "",
                0,
                "",
                _("This is neither CSV, XLSX nor ZIP."),
                _("Save it as an Excel workbook (.xlsx) or as CSV."),
            )
        )
    return Workbook(name, sha256, _csv_sheets({name: content}))


def _csv_sheets(files: dict[str, bytes]) -> dict[str, RawSheet]:
    found: dict[str, RawSheet] = {}
    problems: list[Problem] = []
    for name, content in files.items():
        try:
            sheet = _csv_sheet(name, content)
        except Unreadable as error:
            problems.extend(error.problems)
            continue
        if sheet.name in found:
            problems.append(Problem(name, sheet.name, 0, "", _("There are two sheets of this name.")))
        found[sheet.name] = sheet
    if problems:
        raise Unreadable(*problems)
    return found


def _csv_sheet(name: str, content: bytes) -> RawSheet:
    text = _decoded(name, content)
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            lines.append((start, [_unguarded(cell.strip()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            Problem(
                name,
                Path(name).stem,
                start,
                "",
                _("The row cannot be read as CSV."),
                _("Look for a quotation mark that is not closed."),
            )
        ) from error
    return _sheet(Path(name).stem, name, lines)


def _decoded(name: str, content: bytes) -> str:
    if b"\0" in content:
        raise Unreadable(Problem(name, "", 0, "", _("This is not text."), _("Save it as CSV with UTF-8.")))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("iso-8859-1")


def _unguarded(cell: str) -> str:
    """Text that an export marked so that no spreadsheet takes it for a formula, as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _packed(name: str, content: bytes) -> dict[str, RawSheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                raise Unreadable(Problem(name, "", 0, "", _("The file is too large when it is unpacked.")))
            if "[Content_Types].xml" in archive.namelist():
                return _xlsx_sheets(name, content)
            files = {
                Path(part.filename).name: archive.read(part)
                for part in archive.infolist()
                if part.filename.lower().endswith(".csv") and not part.filename.startswith("__MACOSX")
            }
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(Problem(name, "", 0, "", _("The file is damaged or locked with a password."))) from error
    if not files:
        raise Unreadable(Problem(name, "", 0, "", _("There is no CSV file in the ZIP file.")))
    return _csv_sheets(files)


def _xlsx_sheets(name: str, content: bytes) -> dict[str, RawSheet]:
    found = {}
    for title, _hidden, grid in spreadsheet(name, content):
        lines = list(enumerate(grid, start=1))
        if any(any(cells) for _number, cells in lines):
            found[title] = _sheet(title, name, lines)
    if not found:
        raise Unreadable(Problem(name, "", 0, "", _("The workbook is empty.")))
    return found


def _sheet(name: str, file: str, lines: list[tuple[int, list[str]]]) -> RawSheet:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Unreadable(
            Problem(file, name, 0, "", _("The sheet is empty."), _("The first row must name the columns."))
        )
    if len(filled) > ROW_LIMIT + 1:
        raise Unreadable(
            Problem(
                file,
                name,
                0,
                "",
                _("The sheet has more than %(limit)d rows.") % {"limit": ROW_LIMIT},
                _("Divide it."),
            )
        )
    header = list(filled[0][1])
    while header and not header[-1]:
        header.pop()
    width = len(header)
    problems = [
        Problem(
            file,
            name,
            number,
            "",
            _("The row has more cells than the header."),
            _("Text with a comma stands in quotation marks."),
        )
        for number, cells in filled[1:]
        if any(cells[width:])
    ]
    if problems:
        raise Unreadable(*problems)
    padded = ((number, tuple((cells + [""] * width)[:width])) for number, cells in filled[1:])
    return RawSheet(name, file, tuple(header), tuple(padded))
