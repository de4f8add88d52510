"""Workbooks that BoSo writes by the way: the faults of a file, and made-up files to try with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _

from boso.foundation.exchange.imports import Problem

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(problems: Sequence[Problem], total: int, stream: IO[bytes]) -> None:
    """Sheet, row, column, what is wrong and what to do, one line each; sorted and filtered in the spreadsheet."""
    import xlsxwriter

    heads = (_("Sheet"), _("Row"), _("Column"), _("What is wrong"), _("What to do"))
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        sheet = book.add_worksheet(_("Faults"))
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for place, (head, width) in enumerate(zip(heads, (18, 8, 22, 60, 60), strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, bold)
        sheet.freeze_panes(1, 0)
        for line, problem in enumerate(problems, start=1):
            sheet.write_string(line, 0, problem.sheet or problem.file)
            if problem.row:
                sheet.write_number(line, 1, problem.row)
            for place, words in ((2, problem.column), (3, problem.what), (4, problem.advice)):
                sheet.write_string(line, place, words, wrapped)
        sheet.autofilter(0, 0, max(1, len(problems)), len(heads) - 1)
        if total > len(problems):
            more = _("And %(count)d more. Mend these first.") % {"count": total - len(problems)}
            sheet.write_string(len(problems) + 1, 0, more)


def write_rows(rows: Iterable[Sequence[Any]], stream: IO[bytes]) -> None:
    """Rows of plain values as they come."""
    import xlsxwriter

    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 20, 16)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(line, place, value, day)
                elif isinstance(value, str):
                    if value:
                        sheet.write_string(line, place, value)
                elif value is not None:
                    sheet.write_number(line, place, value)
