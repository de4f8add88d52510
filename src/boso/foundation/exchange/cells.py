"""Read the cells of a spreadsheet file in a process of its own, so that no file can take BoSo down with it.

A workbook of a few kilobytes can claim billions of cells. The process that reads it may use so much memory and so
much processor time, and no more; if it dies, the file is refused and nothing else happens. It knows nothing of BoSo:
a file on the way in, sheets of text (marshal) or a fault on the way out.
"""

from __future__ import annotations

import datetime as dt
import io
import marshal
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

#: What the process may use: bytes of memory, seconds of processor.
MEMORY = 2 << 30
SECONDS = 60
#: What an uploaded file may hold once it is unpacked, and how large a sheet may be.
UNPACKED_LIMIT = 400_000_000
ROW_LIMIT = 200_000
COLUMN_LIMIT = 500
#: Where cells stand that a formula left a fault in (the reader gives them as empty).
_FAULT = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>.*?<v>([^<]{1,20})</v>', re.DOTALL)
_LARGEST_SEARCHED = 250_000_000

Sheets = list[tuple[str, bool, list[list[str]]]]


class Fault(Exception):
    """Why the file cannot be read, in one word: damaged, password, large, rows, columns."""


def read(content: bytes) -> Sheets:
    """(title, hidden, rows of text) for each sheet of an .xlsx, .xlsm, .xlsb, .xls or .ods file; no trailing blanks.

    Raises Fault.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    faulty = _unpacked(content) if content.startswith(b"PK") else {}
    found: Sheets = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for place, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(place)
                rows = _rows(sheet, faulty.get(about.name, {}))
                found.append((about.name, about.visible != SheetVisibleEnum.Visible, rows))
    except PasswordError as error:
        raise Fault("password") from error
    except CalamineError as error:
        raise Fault("password" if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in content[:200_000] else "damaged") from error
    return found


def _rows(sheet: Any, faulty: dict[tuple[int, int], str]) -> list[list[str]]:
    if sheet.end is None:
        return []
    if sheet.end[0] >= ROW_LIMIT + 100:
        raise Fault("rows")
    if sheet.end[1] >= COLUMN_LIMIT:
        raise Fault("columns")
    # The reader begins at the first row of the sheet, but at the first column that holds something.
    left = [""] * sheet.start[1]
    rows = [left + [_text(value) for value in values] for values in sheet.iter_rows()]
    for (row, column), word in faulty.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = word
    return rows


def _text(value: Any) -> str:
    """`as_text`, quick for what most cells are."""
    kind = value.__class__
    if kind is str:
        return str(value.strip())
    if kind is float and value.is_integer():
        return str(int(value))
    return as_text(value)


def as_text(value: Any) -> str:
    """A typed cell as the text a person would write in a CSV file."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).strip()


def _unpacked(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Unpack every part for real and count, whatever the file says of itself; where formulas left faults.

    Raises Fault.
    """
    left = UNPACKED_LIMIT
    faults: dict[str, dict[tuple[int, int], str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise Fault("password")
            titles = dict(_titles(archive))
            for part in archive.infolist():
                text = _inflated(content, part, left)
                left -= len(text)
                if part.filename in titles and b't="e"' in text and len(text) < _LARGEST_SEARCHED:
                    faults[titles[part.filename]] = {
                        (int(row) - 1, column_number(letters.decode()) - 1): word.decode("utf-8", "replace")
                        for letters, row, word in _FAULT.findall(text)
                    }
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Fault("damaged") from error
    return faults


def _inflated(content: bytes, part: zipfile.ZipInfo, limit: int) -> bytes:
    start = part.header_offset
    name, extra = (int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
    begin = start + 30 + name + extra
    packed = content[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        plain = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-15)
        plain = stream.decompress(packed, limit + 1)
    else:
        raise Fault("damaged")
    if len(plain) > limit:
        raise Fault("large")
    return plain


def _titles(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(path of the part, title of the sheet) of an .xlsx; nothing for other kinds."""
    import html

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    targets = {}
    for tag in re.findall(rb"<Relationship\b[^>]*>", archive.read("xl/_rels/workbook.xml.rels")[:5_000_000]):
        said = dict(re.findall(rb'(\w+)="([^"]*)"', tag))
        targets[said.get(b"Id")] = said.get(b"Target", b"").decode("utf-8", "replace")
    for tag in re.findall(rb"<sheet\b[^>]*>", archive.read("xl/workbook.xml")[:5_000_000]):
        said = dict(re.findall(rb'([\w:]+)="([^"]*)"', tag))
        target = targets.get(said.get(b"r:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield path, html.unescape(said.get(b"name", b"").decode("utf-8", "replace"))


def column_number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def main() -> None:  # pragma: no cover - runs in the other process
    """Read standard input, write standard output."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        # Not every system has these; the parent's clock still holds.
        pass
    try:
        said: Any = read(sys.stdin.buffer.read())
    except Fault as fault:
        said = str(fault)
    except MemoryError:
        said = "large"
    except BaseException:
        said = "damaged"
    sys.stdout.buffer.write(marshal.dumps(said))


if __name__ == "__main__":  # pragma: no cover
    main()
