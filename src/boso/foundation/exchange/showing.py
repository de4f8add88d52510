"""What the pages of imports show, ready for the templates."""

from __future__ import annotations

from boso.foundation.audit.actions import digest_of
from boso.foundation.exchange.imports import Context, SheetResult
from boso.foundation.exchange.sheets import Counts, Row

#: How many rows of a sheet the preview shows.
SHOWN = 20
HIDDEN = "•••"


def first_rows(context: Context, counts: Counts) -> SheetResult:
    """The counts of a table and its first rows that are new or changed, with what changes."""
    (sheet,) = context.kind.sheets
    columns = [column for column in sheet.columns if column.name in context.headers]
    rows = context.parsed[sheet.name]
    first: list[Row] = [row for row in rows if counts.marks.get(row.number) == "changed"][: SHOWN // 2]
    first += [row for row in rows if counts.marks.get(row.number) == "new"][: SHOWN - len(first)]
    lines: dict[int, list[str]] = {}
    if context.table is not None:
        grid, indexes = context.table
        wanted = {row.number for row in first}
        lines = {grid.line(index): grid.rows[index] for index in indexes if grid.line(index) in wanted}
    places = context.places
    return SheetResult(
        context.shown_sheet,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.missing,
        marks=digest_of({str(number): mark for number, mark in counts.marks.items()}),
        columns=tuple(str(column.label or column.name) for column in columns),
        first=tuple(
            {
                "row": row.number,
                "mark": counts.marks[row.number],
                "cells": [
                    HIDDEN
                    if column.private or row.number in counts.hidden
                    else _cell(lines.get(row.number, []), places[column.name])
                    for column in columns
                ],
                "differs": [] if row.number in counts.hidden else counts.differs.get(row.number, []),
            }
            for row in first
        ),
    )


def _cell(cells: list[str], place: int) -> str:
    return cells[place][:80] if place < len(cells) else ""
