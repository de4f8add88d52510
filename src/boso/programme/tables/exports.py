"""Tables and answers as files: XLSX, CSV, JSON-stat 2, SVG; the answers of a file as .sav, CSV, XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _

from boso.core.surveys.answers import Absent
from boso.foundation.exchange.faults import OPTIONS
from boso.programme.tables import columns, figures, sav, sentences, wording
from boso.programme.tables.models import DataSet, Purpose, Scale, Variable
from boso.programme.tables.results import Cell, Line, Result

HIDDEN = ":"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell on a page. under: persons and range. more: 1 or -1 where it is out of the ordinary."""

    words: str
    under: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: heads over the columns, rows with their label, cells and number."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...], str], ...]
    turned: bool = False


def grid(result: Result) -> Grid:
    """The table as it is asked for: groups down, or answers down."""
    how, lines = result.definition, lines_of(result)
    cells = [[_cell(cell, how.decimals) for cell in line.cells] for line in lines]
    labels, heads = [line.label for line in lines], [head.label for head in result.heads]
    numbers = [_whole(line.n) for line in lines]
    if not how.turned:
        rows = tuple((label, tuple(row), n) for label, row, n in zip(labels, cells, numbers, strict=True))
        return Grid(tuple(heads), rows)
    turned = [tuple(column) for column in zip(*cells, strict=True)]
    rows = tuple((head, row, "") for head, row in zip(heads, turned, strict=True))
    below = (_("Answers in all"), tuple(Shown(n) for n in numbers), "")
    return Grid(tuple(labels), (*rows, below), turned=True)


def lines_of(result: Result) -> list[Line]:
    """The rows, and that of all."""
    return [*result.lines, *([result.total] if result.total is not None else [])]


def _cell(cell: Cell, decimals: int) -> Shown:
    if cell.persons is None:
        return Shown(HIDDEN)
    under = formats.number_format(cell.persons)
    if cell.low is not None and cell.high is not None:
        under += f" ({formats.number_format(cell.low * 100, 0)}–{formats.number_format(cell.high * 100, 0)} %)"
    return Shown(sentences.percent(cell.percent, decimals) or ".", under, cell.unusual)


def _whole(count: int | None) -> str:
    return HIDDEN if count is None else formats.number_format(count)


def response(result: Result, kind: str, name: str) -> HttpResponse:
    """A table as a file.

    Raises Http404 for a kind there is not.
    """
    if kind == "svg":
        chart = figures.draw(result)
        if chart is None:
            raise Http404
        return _file(str(chart.svg).encode(), "image/svg+xml", f"{name}.svg")
    ways: dict[str, tuple[Callable[[Result], bytes], str]] = {
        "xlsx": (as_xlsx, XLSX), "csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json_stat, "application/json"),
    }  # fmt: skip
    if kind not in ways:
        raise Http404
    make, media = ways[kind]
    return _file(make(result), media, f"{name}.{kind}")


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


Value = str | int | float | None


def rows(result: Result) -> tuple[list[str], list[list[Value]]]:
    """The table flat: for each row and answer persons, percent and range; a hidden number is a colon."""
    heads = [_("Row"), _("Answer"), _("Persons"), _("Per cent"), _("From"), _("To"), _("Answers in all"),
             _("Adjusted residual")]  # fmt: skip
    found: list[list[Value]] = []
    for line in lines_of(result):
        for head, cell in zip(result.heads, line.cells, strict=True):
            found.append([
                line.label, head.label, HIDDEN if cell.persons is None else cell.persons, _number(cell.percent),
                _share(cell.low), _share(cell.high), HIDDEN if line.n is None else line.n,
                None if cell.residual is None else round(cell.residual, 2),
            ])  # fmt: skip
    return heads, found


def _number(value: Decimal | None) -> Value:
    return HIDDEN if value is None else float(value)


def _share(value: float | None) -> Value:
    return None if value is None else round(value * 100, 1)


def notes(result: Result) -> list[str]:
    """What stands below a table."""
    found = [result.sentence, *result.notes]
    found += [f"{label}: {_whole(n)}" for label, n in result.steps]
    found += [sure for line in lines_of(result) if (sure := as_sure(line))]
    if result.tested is not None:
        found.append(test_words(result))
    found.append(_("Source: %(source)s. Asked until %(day)s.") % {
        "source": result.source, "day": formats.date_format(result.data_date, "d.m.Y")
    })  # fmt: skip
    if result.invented:
        found.append(_("Invented for trials: no such people answered."))
    return [each for each in found if each]


def as_sure(line: Line) -> str:
    """How many answers of equal weight would be as sure (Kish); nothing where answers have no weights."""
    if line.effective is None or line.n is None:
        return ""
    return _("%(row)s: with weights %(n)s answers are as sure as %(sure)s of equal weight.") % {
        "row": line.label, "n": formats.number_format(line.n), "sure": formats.number_format(line.effective, 0),
    }  # fmt: skip


def test_words(result: Result) -> str:
    """The test with all that belongs to it."""
    tested = result.tested
    if tested is None:
        return ""
    parts = [str(wording.TESTS[tested.way]), sentences.chance(tested.p)]
    if tested.statistic is not None:
        parts.append(f"χ² = {formats.number_format(tested.statistic, 2)}")
    if tested.df is not None and float(tested.df).is_integer():
        parts.append(f"df = {int(tested.df)}")
    if tested.corrected is not None:
        parts.append(_("Cramér's V %(v)s (corrected for chance)") % {"v": formats.number_format(tested.corrected, 2)})
    if tested.gamma is not None:
        parts.append(f"gamma = {formats.number_format(tested.gamma, 2)}")
    if tested.tau_b is not None:
        parts.append(f"tau-b = {formats.number_format(tested.tau_b, 2)}")
    if tested.somers is not None:
        parts.append(f"Somers' d = {formats.number_format(tested.somers, 2)}")
    if tested.groups < len(result.lines):
        parts.append(_("of the %(count)d rows that are shown whole") % {"count": tested.groups})
    return ", ".join(parts)


def as_csv(result: Result) -> bytes:
    """With a semicolon between and a mark of its encoding, as spreadsheets here want it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    heads, found = rows(result)
    writer.writerow(heads)
    writer.writerows([[_plain(value) for value in row] for row in found])
    writer.writerow([])
    writer.writerows([[_guarded(note)] for note in [result.title, *notes(result)]])
    return stream.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else _guarded(str(value))


def _guarded(words: str) -> str:
    """So that no spreadsheet takes words for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def as_xlsx(result: Result) -> bytes:
    """A workbook: the table, and what stands below it."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        sheet = book.add_worksheet(_("Table"))
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 1, 34)
        sheet.write_string(0, 0, result.title, bold)
        heads, found = rows(result)
        for at, head in enumerate(heads):
            sheet.write_string(2, at, head, bold)
        for line, row in enumerate(found, start=3):
            for at, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, at, value)
                elif value is not None:
                    sheet.write_number(line, at, value)
        for line, note in enumerate(notes(result), start=len(found) + 4):
            sheet.write_string(line, 0, note)
        sheet.freeze_panes(3, 0)
    return stream.getvalue()


def as_json_stat(result: Result) -> bytes:
    """JSON-stat 2: rows by answers by measure (persons, percent); what is hidden is null with the status «:»."""
    lines = lines_of(result)
    codes = [line.code or "=all" for line in lines]
    measures = {"persons": _("Persons"), "percent": _("Per cent")}
    values: list[float | int | None] = []
    status: dict[str, str] = {}
    for line in lines:
        for cell in line.cells:
            for value in (cell.persons, None if cell.percent is None else float(cell.percent)):
                if value is None:
                    status[str(len(values))] = HIDDEN
                values.append(value)
    plain = {
        "version": "2.0", "class": "dataset", "label": result.title, "source": result.source,
        "updated": result.data_date.isoformat(), "id": ["row", "answer", "measure"],
        "size": [len(lines), len(result.heads), len(measures)], "role": {"metric": ["measure"]},
        "dimension": {
            "row": _dimension(_("Row"), codes, [line.label for line in lines]),
            "answer": _dimension(
                result.question or _("Answer"), [head.code for head in result.heads],
                [head.label for head in result.heads],
            ),
            "measure": _dimension(_("Measure"), list(measures), list(measures.values())),
        },
        "value": values, "status": status, "note": notes(result),
        "extension": {"digest": result.digest, "base": [line.n for line in lines]},
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False).encode()


def _dimension(label: str, codes: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(codes), "label": dict(zip(codes, labels, strict=True))}}


OF_ANSWERS = ("sav", "csv", "xlsx")


def answers(data_set: DataSet, variables: Sequence[Variable], kind: str) -> HttpResponse:
    """The answers one by one, with labels and codes for no answer."""
    if kind == "sav":
        return _file(as_sav(data_set, variables), "application/x-spss-sav", f"{data_set.key}.sav")
    heads = [each.name for each in variables]
    lines = [list(line) for line in zip(*(columns.raw(each.answered) for each in variables), strict=True)]
    codes = [
        [each.name, each.words, code["code"], code["nb"], ""] for each in variables for code in each.codes
    ] + [
        [each.name, each.words, code["code"], code["label"], code["reason"]]
        for each in variables for code in each.missing if code["code"]
    ]  # fmt: skip
    if kind == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerows([heads, *([_guarded(cell) for cell in line] for line in lines)])
        return _file(stream.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{data_set.key}.csv")
    import xlsxwriter

    workbook = io.BytesIO()
    with xlsxwriter.Workbook(workbook, OPTIONS) as book:
        for title, table in ((_("Answers"), [heads, *lines]), (_("Codes"), [list(CODE_HEADS), *codes])):
            sheet = book.add_worksheet(title)
            for line, row in enumerate(table):
                for at, cell in enumerate(row):
                    sheet.write_string(line, at, cell)
            sheet.freeze_panes(1, 0)
    return _file(workbook.getvalue(), XLSX, f"{data_set.key}.xlsx")


#: Heads of the sheet of codes, as the loading reads them.
CODE_HEADS = ("variable", "question", "code", "label", "reason")
MEASURES = {Scale.NOMINAL: "nominal", Scale.ORDINAL: "ordinal", Scale.SEVERAL: "nominal"}


def as_sav(data_set: DataSet, variables: Sequence[Variable]) -> bytes:
    """The answers for SPSS: numbers where all codes are numbers, else text; labels in bokmål."""
    return sav.write(sav.SavFile(tuple(_sav_column(each) for each in variables), data_set.nb))


def _sav_column(variable: Variable) -> sav.SavColumn:
    values = columns.raw(variable.answered)
    labels = {each["code"]: each["nb"] for each in variable.codes}
    labels |= {each["code"]: each["label"] or str(wording.REASONS[Absent(each["reason"])]) for each in variable.missing}
    there = {value for value in (*variable.answered.values, *labels) if value}
    away = [each["code"] for each in variable.missing if each["code"]]
    numeric = variable.purpose != Purpose.PERSON and all(_is_number(value) for value in there)
    turn: Callable[[str], Any] = float if numeric else str
    return sav.SavColumn(
        variable.name[:64],
        [None if numeric and not value else turn(value) for value in values],
        variable.nb,
        {turn(code): label for code, label in labels.items() if code},
        tuple(turn(code) for code in away) if numeric else (),
        MEASURES[Scale(variable.scale)] if variable.codes else "scale",
    )


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
