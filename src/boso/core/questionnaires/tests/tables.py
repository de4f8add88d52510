"""Small workbooks written as tables, and forms made of them."""

# ruff: noqa: DTZ001 - moments in forms have no zone

from __future__ import annotations

import datetime as dt

from boso.core.questionnaires.answering import Standing, prepare
from boso.core.questionnaires.faults import FormErrors
from boso.core.questionnaires.form import Form
from boso.core.questionnaires.xlsform import Reading, SheetRow, read

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 10, 30, 15)


def rows(table: str) -> list[SheetRow]:
    """Lines of cells with | between; the first line is the header. `¦` in a cell stands for |."""
    lines = [line.strip() for line in table.strip().splitlines()]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    header = cells[0]
    assert all(len(line) <= len(header) for line in cells), "a row is longer than its header"
    cells = [[cell.replace("¦", "|") for cell in line] for line in cells]
    return [SheetRow(number, dict(zip(header, line, strict=False))) for number, line in enumerate(cells[1:], 2)]


def book(survey: str, choices: str = "", settings: str = "") -> dict[str, list[SheetRow]]:
    """The sheets of a workbook."""
    found = {"survey": rows(survey)}
    if choices:
        found["choices"] = rows(choices)
    if settings:
        found["settings"] = rows(settings)
    return found


def reading(survey: str, choices: str = "", settings: str = "", **more: str) -> Reading:
    """The workbook read."""
    return read(book(survey, choices, settings), **more)


def form_of(survey: str, choices: str = "", settings: str = "") -> Form:
    """The form of the workbook."""
    return reading(survey, choices, settings).form


def said_of(survey: str, choices: str = "", settings: str = "") -> list[tuple[str, str, int, str]]:
    """Code, sheet, row and column of everything found, whether the form is refused or not."""
    try:
        faults = reading(survey, choices, settings).faults
    except FormErrors as errors:
        faults = errors.faults
    return [(each.code, each.sheet, each.row, each.column) for each in faults]


def standing_of(form: Form, answers: object, **more: object) -> Standing:
    """How the form stands with answers, on a fixed day."""
    return prepare(form).assess(answers, **{"today": TODAY, "now": NOW, **more})
