"""What leaves BoSo as a file: flat records as JSON, CSV or a workbook, with the same keys in each.

rows gives plain values (text, whole number, Decimal, date, yes/no or none), one dict for each record; keys
not among the columns are an error, columns that a row lacks are empty.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision, require
from boso.foundation.audit.actions import log_look
from boso.foundation.exchange import registry

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: A spreadsheet takes text that begins so for a formula, and would run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Record = dict[str, Any]
Plain = Iterator[list[Any]]


@dataclass(frozen=True, slots=True)
class Export:
    """One list that can leave BoSo.

    rows: (actor, **filters) -> records that the actor may see.
    policy: actor -> may they take the list at all.
    filters: the names `rows` takes; typed: those of them that a person writes freely, of which the log keeps a digest
    only. filename: without suffix; the name when not given. separator, encoding: of CSV, where another system wants
    its own; formats: those it comes in.
    """

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    rows: Callable[..., Iterable[Record]]
    policy: Callable[[Actor], Decision]
    filters: tuple[str, ...] = ()
    filename: str = ""
    typed: tuple[str, ...] = ()
    separator: str = ","
    encoding: str = "utf-8"
    formats: tuple[str, ...] = tuple(FORMATS)

    @property
    def stem(self) -> str:
        """What the file is called, without suffix."""
        return self.filename or f"boso-{self.name}"


class UnknownFormat(LookupError):
    """Neither json, csv nor xlsx."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("There is no format «%(name)s». There are: %(known)s.") % {"name": name, "known": ", ".join(FORMATS)}
        )


class UnknownFilter(LookupError):
    """The export does not take that filter."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            _("The list has no filter «%(name)s». There are: %(known)s.")
            % {"name": name, "known": ", ".join(known) or _("none")}
        )


def write_export(actor: Actor, name: str, format_name: str, stream: IO[bytes], **filters: Any) -> int:
    """Write the list to a binary stream, row by row; gives the number of rows. The look is logged.

    Raises registry.UnknownName, UnknownFormat, UnknownFilter, or Refused when the policy says no.
    """
    export = registry.export_named(name)
    if format_name not in export.formats:
        raise UnknownFormat(format_name)
    for given in filters:
        if given not in export.filters:
            raise UnknownFilter(given, export.filters)
    require(export.policy(actor))
    rows = _plain(export, export.rows(actor, **filters))
    count = {"json": _write_json, "csv": _write_csv, "xlsx": _write_xlsx}[format_name](export, rows, stream)
    log_look(
        actor,
        f"export.{name}",
        query=" ".join(f"{key}={value}" for key, value in filters.items() if key not in export.typed),
        words=" ".join(str(filters[key]) for key in export.typed if key in filters),
        count=count,
    )
    return count


def export(actor: Actor, name: str, format_name: str, path: Path, **filters: Any) -> int:
    """Write the list to a file, which appears only when it is whole; gives the number of rows.

    Raises as write_export.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            count = write_export(actor, name, format_name, stream, **filters)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _plain(export: Export, records: Iterable[Record]) -> Plain:
    known = set(export.columns)
    for record in records:
        if extra := record.keys() - known:
            raise ValueError(f"{export.name} gives {sorted(extra)} without a column")
        yield [_value(record.get(column)) for column in export.columns]


def _value(value: Any) -> Any:
    """Lazy words as text; everything else must be plain."""
    if isinstance(value, Promise):
        return str(value)
    if value is None or isinstance(value, str | bool | int | float | Decimal | dt.date | dt.datetime):
        return value
    raise ValueError(f"{type(value).__name__} is not a plain value")


def _write_json(export: Export, rows: Plain, stream: IO[bytes]) -> int:
    count = 0
    stream.write(b"[")
    for row in rows:
        pairs = (f"{_json(column)}: {_json(value)}" for column, value in zip(export.columns, row, strict=True))
        stream.write(("," if count else "").encode() + b"\n  {" + ", ".join(pairs).encode() + b"}")
        count += 1
    stream.write(b"\n]\n" if count else b"]\n")
    return count


def _json(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _write_csv(export: Export, rows: Plain, stream: IO[bytes]) -> int:
    text = TextIOWrapper(stream, encoding=export.encoding, errors="replace", newline="", write_through=True)
    writer = csv.writer(text, delimiter=export.separator)
    writer.writerow(export.columns)
    count = 0
    for row in rows:
        writer.writerow([_csv(value) for value in row])
        count += 1
    text.detach()
    return count


def _csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return str(value)


def _write_xlsx(export: Export, rows: Plain, stream: IO[bytes]) -> int:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    count = 0
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(export.name[:31])
        bold = book.add_format({"bold": True})
        formats = {
            "text": book.add_format({"quote_prefix": True}),
            "day": book.add_format({"num_format": "dd.mm.yyyy"}),
            "number": book.add_format({"num_format": "#,##0.##"}),
        }
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(export.columns) - 1, 18)
        for place, column in enumerate(export.columns):
            sheet.write_string(0, place, column, bold)
        for count, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _cell(sheet, count, place, value, formats)
    return count


def _cell(sheet: Any, line: int, place: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(line, place, value, formats["number"] if isinstance(value, Decimal) else None)
    elif isinstance(value, dt.datetime):
        sheet.write_string(line, place, value.isoformat())
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, place, value, formats["day"])
    else:
        # Text is never worked out, and with this mark not even when somebody edits the cell.
        sheet.write_string(line, place, value, formats["text"] if value.startswith(FORMULA_STARTS) else None)
