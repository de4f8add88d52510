"""Cells and headers of an XLSForm: what people write in them, and what is meant."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from boso.core.questionnaires.faults import Fault, fault
from boso.core.questionnaires.form import Language, Texts
from boso.core.values.folding import fold

UNNAMED = ""
_MARKS = "\u200b\u200c\u200d\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CODED = re.compile(r"(.*?)\s*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\s*\)")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?", re.ASCII)

#: Names of languages people write without a code.
LANGUAGES = {
    "bokmal": "nb",
    "norsk": "nb",
    "norsk bokmal": "nb",
    "norwegian": "nb",
    "norwegian bokmal": "nb",
    "nynorsk": "nn",
    "norsk nynorsk": "nn",
    "norwegian nynorsk": "nn",
    "engelsk": "en",
    "english": "en",
    "nordsamisk": "se",
    "davvisamegiella": "se",
    "northern sami": "se",
    "arabisk": "ar",
    "arabic": "ar",
    "polsk": "pl",
    "polski": "pl",
    "polish": "pl",
    "somali": "so",
    "ukrainsk": "uk",
    "ukrainian": "uk",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet below its header: number as the spreadsheet counts (the header is 1), and header to cell."""

    number: int
    cells: Mapping[str, object]


Sheets = Mapping[str, Sequence[SheetRow]]


def cell_text(cell: object) -> str:
    """A cell as text: without blanks around it, Excel's 1.0 as 1, its days and truths as forms write them."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime():
            shown = cell.isoformat(sep="T", timespec="seconds")
            return shown.removesuffix("T00:00:00")
        case _:
            text = unicodedata.normalize("NFC", str(cell)).replace("\r\n", "\n").replace("\r", "\n")
            return _CONTROL.sub("", text).strip(f" \n\t\u00a0{_MARKS}").strip()


def without_excel(text: str) -> str:
    """A number that Excel made of a code, as it was: 1.0 is 1. A day at midnight is the day."""
    whole = _WHOLE.fullmatch(text)
    if whole is not None:
        return whole[1]
    midnight = _MIDNIGHT.fullmatch(text)
    return midnight[1] if midnight is not None else text


@dataclass(frozen=True, slots=True)
class Header:
    """What a header means: a column, and the language of the texts in it (`UNNAMED` without language)."""

    column: str
    language: Language | None = None
    as_written: str = ""


def language_of(written: str) -> tuple[Language, bool]:
    """The language a header names, and whether it was told by a code or a name that is known."""
    written = " ".join(written.split())
    coded = _CODED.fullmatch(written)
    if coded is not None:
        return Language(coded[2].replace("_", "-").lower(), coded[1]), True
    known = LANGUAGES.get(fold(written))
    if known is not None:
        return Language(known, written), True
    if _CODE.fullmatch(written):
        return Language(written), True
    return Language(written), False


def squeezed(header: str) -> str:
    """A header in the one way of writing: small letters, `_` for blanks and hyphens."""
    return re.sub(r"[\s_-]+", "_", header.strip().casefold())


def header_of(written: str, known: Mapping[str, str], translated: frozenset[str]) -> Header | None:
    """What a header means; None for one that is not known.

    known: squeezed header to column. translated: columns that may stand in several languages.
    """
    shown = cell_text(written)
    parts = [part.strip() for part in (shown.split("::") if "::" in shown else shown.split(":", 1))]
    whole = known.get("::".join(squeezed(part) for part in parts))
    if whole is not None:
        return Header(whole, Language(UNNAMED) if whole in translated else None, shown)
    column = known.get(squeezed(parts[0]))
    if column in translated and len(parts) == 2 and parts[1]:
        return Header(column, language_of(parts[1])[0], shown)
    return None


@dataclass(slots=True)
class Table:
    """A sheet with its headers understood. unknown: headers that mean nothing here."""

    sheet: str
    rows: Sequence[SheetRow]
    headers: dict[str, Header] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def languages(self) -> list[Language]:
        """Languages named in headers, in order, each once."""
        found: dict[str, Language] = {}
        for header in self.headers.values():
            if header.language is not None:
                found.setdefault(header.language.code, header.language)
        return list(found.values())


def table_of(sheet: str, rows: Sequence[SheetRow], known: Mapping[str, str], translated: frozenset[str]) -> Table:
    """A sheet with its headers understood."""
    table = Table(sheet, rows)
    for written in dict.fromkeys(str(header) for row in rows for header in row.cells):
        header = header_of(written, known, translated)
        if header is not None:
            table.headers[written] = header
        elif cell_text(written):
            table.unknown.append(written)
    return table


@dataclass(slots=True)
class Cells:
    """One row with its cells under the names of columns."""

    number: int
    plain: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """The cell of a column without languages; blank when it is not there."""
        return self.plain.get(column, "")

    def texts(self, column: str, default: str) -> Texts:
        """The texts of a column; what stands without a language is in the default one, where that lacks."""
        found = dict(self.said.get(column, {}))
        unnamed = found.pop(UNNAMED, "")
        return Texts.of({default: unnamed, **found} if unnamed and not found.get(default) else found)

    @property
    def is_blank(self) -> bool:
        """Whether nothing that counts stands in the row."""
        return not self.plain and not self.said


def cells_of(table: Table) -> Iterator[Cells]:
    """The rows of a table, those without anything in known columns left out."""
    for row in table.rows:
        cells = Cells(row.number)
        for written, cell in row.cells.items():
            text = cell_text(cell)
            if text:
                _put(cells, table.headers.get(str(written)), str(written), text)
        if not cells.is_blank:
            yield cells


def _put(cells: Cells, header: Header | None, written: str, text: str) -> None:
    if header is None:
        cells.other[cell_text(written)] = text
    elif header.language is None:
        cells.plain.setdefault(header.column, text)
    else:
        cells.said.setdefault(header.column, {}).setdefault(header.language.code, text)


def header_faults(table: Table) -> Iterator[Fault]:
    """Headers that name one thing twice, and languages without a code."""
    seen: dict[tuple[str, str], str] = {}
    for written, header in table.headers.items():
        code = header.language.code if header.language is not None else ""
        other = seen.setdefault((header.column, code), written)
        if other != written:
            yield fault("column_twice", sheet=table.sheet, row=1, column=written, text=written, other=other)
        if code and not language_of(code)[1]:
            yield fault("language_without_code", sheet=table.sheet, row=1, column=written, language=code)
