"""Check a workbook against its kind: every fault at once with its place, and the rows that can be read."""

from __future__ import annotations

from difflib import get_close_matches

from django.utils.translation import gettext as _

from boso.foundation.exchange.imports import Context, ImportKind, Problem
from boso.foundation.exchange.sheets import BadCell, Row, Sheet
from boso.foundation.exchange.workbooks import RawSheet, Workbook


def check(kind: ImportKind, workbook: Workbook, organisation_id: int | None) -> Context:
    """Parse all sheets and run their checks. What is wrong stands in `problems` of what is given back."""
    context = Context(kind, organisation_id)
    given = _named(kind, workbook)
    context.files = {name: raw.file for name, raw in given.items()}
    context.problems += _unknown_sheets(kind, workbook, given)
    for sheet in kind.sheets:
        context.sheet = sheet.name
        if sheet.name in given:
            _parse(sheet, given[sheet.name], context)
        elif sheet.required:
            context.problems.append(
                Problem(
                    workbook.name,
                    sheet.name,
                    0,
                    "",
                    _("The sheet «%(name)s» is missing.") % {"name": sheet.name},
                )
            )
    for sheet in kind.sheets:
        if sheet.check is not None and sheet.name in context.parsed:
            context.sheet = sheet.name
            sheet.check(context.parsed[sheet.name], context)
    return context


def _named(kind: ImportKind, workbook: Workbook) -> dict[str, RawSheet]:
    """The sheets by the kind's names. A lone sheet of another name is known by its columns."""
    if len(workbook.sheets) != 1:
        return workbook.sheets
    ((name, only),) = workbook.sheets.items()
    if any(sheet.name == name for sheet in kind.sheets):
        return workbook.sheets
    fitting = [sheet.name for sheet in kind.sheets if len(kind.sheets) == 1 or _fits(sheet, only)]
    return {fitting[0]: only} if len(fitting) == 1 else workbook.sheets


def _fits(sheet: Sheet, raw: RawSheet) -> bool:
    header = set(raw.header)
    required = {column.name for column in sheet.columns if column.required}
    return required <= header <= {column.name for column in sheet.columns}


def _unknown_sheets(kind: ImportKind, workbook: Workbook, given: dict[str, RawSheet]) -> list[Problem]:
    known = [sheet.name for sheet in kind.sheets]
    return [
        Problem(
            raw.file,
            name,
            0,
            "",
            _("«%(name)s» is not a sheet of this workbook.") % {"name": name},
            _("The sheets are: %(known)s.") % {"known": ", ".join(known)},
        )
        for name, raw in given.items()
        if name not in known
    ]


def _parse(sheet: Sheet, raw: RawSheet, context: Context) -> None:
    _check_header(sheet, raw, context)
    places = {name: raw.header.index(name) for name in raw.header}
    context.raw[sheet.name] = [{name: cells[place] for name, place in places.items()} for _number, cells in raw.lines]
    rows: list[Row] = []
    first_with: dict[tuple[str, ...], int] = {}
    for (number, _cells), texts in zip(raw.lines, context.raw[sheet.name], strict=True):
        row = Row(number, {})
        sound = True
        for column in sheet.columns:
            cell = texts.get(column.name, "")
            if not cell:
                row[column.name] = column.empty
                if column.required and column.name in places:
                    context.problem(row, column.name, _("The cell is empty."), _("It must be filled."))
                    sound = False
                continue
            try:
                row[column.name] = column.parse(cell)
            except BadCell as error:
                context.problem(row, column.name, error.what, error.advice)
                sound = False
        name = tuple(texts.get(part, "") for part in sheet.key)
        earlier = first_with.setdefault(name, number)
        if earlier != number:
            context.problem(
                row,
                sheet.key[-1],
                _("The row has the same %(key)s as row %(earlier)d.")
                % {"key": " + ".join(sheet.key), "earlier": earlier},
                _("Keep one of them."),
            )
        elif sound:
            rows.append(row)
    context.parsed[sheet.name] = rows


def _check_header(sheet: Sheet, raw: RawSheet, context: Context) -> None:
    known = [column.name for column in sheet.columns]
    for name in raw.header:
        if name not in known:
            near = get_close_matches(name, [column for column in known if column not in raw.header], n=1)
            advice = (
                _("Did you mean «%(near)s»?") % {"near": near[0]}
                if near
                else _("The columns are: %(known)s.") % {"known": ", ".join(known)}
            )
            context.problem(None, name, _("The sheet has a column that is not known."), advice)
    for name in sorted({name for name in raw.header if name and raw.header.count(name) > 1}):
        context.problem(None, name, _("Two columns have this name."), _("Keep one of them."))
    for column in sheet.columns:
        if column.required and column.name not in raw.header:
            context.problem(None, column.name, _("The column is missing."), str(column.help))
