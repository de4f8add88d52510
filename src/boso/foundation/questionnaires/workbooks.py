"""XLSForm workbooks in and out, and surveys of LimeSurvey in."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from boso.core.questionnaires import form_json, lint, lss, xlsform, xlsform_writing
from boso.core.questionnaires.faults import Fault, FormErrors, Weight
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.xlsform import SheetRow
from boso.foundation.exchange.imports import Problem, Unreadable
from boso.foundation.exchange.workbooks import Workbook, read_bytes
from boso.foundation.questionnaires import wording

#: A form is small; a workbook larger than this is something else. Bytes.
LIMIT = 5_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """A fault as the page shows it."""

    weight: str
    sheet: str
    row: int
    column: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A workbook looked at: the form, none when it cannot be used, and everything found."""

    content: Content | None
    faults: tuple[Said, ...]

    @property
    def serious(self) -> tuple[Said, ...]:
        """Those for which it is refused."""
        return tuple(each for each in self.faults if each.weight == Weight.ERROR)

    @property
    def rest(self) -> tuple[Said, ...]:
        """Warnings and advice."""
        return tuple(each for each in self.faults if each.weight != Weight.ERROR)

    @property
    def as_json(self) -> str:
        """The form, for a hidden field."""
        return form_json.canonical(self.content) if self.content else ""


def look(name: str, file: bytes) -> Looked:
    """What an uploaded workbook, or a survey of LimeSurvey, says. Any file at all gives an answer."""
    if name.lower().endswith(".lss"):
        return _read(lambda: lss.read(file))
    try:
        return read(sheets_of(read_bytes(name, file)))
    except Unreadable as error:
        return Looked(None, tuple(_problem(each) for each in error.problems))


def looked_at(file: Any) -> Looked:
    """As `look`, for an upload."""
    if file.size is None or file.size > LIMIT:
        too_large = wording.too_large(LIMIT)
        return Looked(None, (Said(Weight.ERROR, "", 0, "", too_large, ""),))
    return look(file.name or "", file.read())


def read(sheets: xlsform.Sheets) -> Looked:
    """What sheets say."""
    return _read(lambda: xlsform.read(sheets))


def _read(reader: Callable[[], xlsform.Reading]) -> Looked:
    try:
        reading = reader()
    except FormErrors as errors:
        return Looked(None, tuple(told(each) for each in errors.faults))
    return Looked(reading.form, tuple(told(each) for each in (*reading.faults, *lint.lint(reading.form))))


def told(fault: Fault) -> Said:
    """A fault in the reader's language."""
    return Said(fault.weight, fault.sheet, fault.row, fault.column, wording.what(fault), wording.advice(fault))


def sheets_of(workbook: Workbook) -> dict[str, list[SheetRow]]:
    """The rows of a workbook. A single CSV is the sheet `survey`."""
    found = {
        name: [SheetRow(number, _cells(sheet.header, cells)) for number, cells in sheet.lines]
        for name, sheet in workbook.sheets.items()
    }
    return {"survey": next(iter(found.values()))} if len(found) == 1 and "survey" not in found else found


def written(content: Content) -> bytes:
    """The form as an Excel workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, rows in xlsform_writing.write(content).items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(rows[0].cells if rows else ()):
                sheet.write_string(0, column, header, head)
                sheet.set_column(column, column, 40 if "label" in header or "hint" in header else 18)
            for row in rows:
                for column, cell in enumerate(row.cells.values()):
                    sheet.write_string(row.number - 1, column, str(cell), body)
    return stream.getvalue()


def _cells(header: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, object]:
    """Header to cell; columns without a header are left out, the first of two alike counts."""
    found: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        found.setdefault(name, cell)
    return found


def _problem(problem: Problem) -> Said:
    return Said(Weight.ERROR, problem.sheet, problem.row, problem.column, str(problem.what), str(problem.advice))
