"""Read JSON that other systems give out: a list of records becomes a table, a field within a field its own column.

`{"adresse": {"gatenavn": "Prøvegata"}}` is a cell below «adresse.gatenavn». Several values in one field stand in one
cell with a semicolon between. The list may lie in the only field of an object that holds a list (a page of an API).
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.exchange import cells

#: Fields within fields so deep at most.
DEEPEST = 5


class NoRecords(Exception):
    """The text is JSON and no list of records: the record's number (0 for the file), what is wrong, what to do."""

    def __init__(self, record: int, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.record, self.what, self.advice = record, what, advice


class TooLarge(Exception):
    """More records or fields than can be read."""


def rows_of(text: str) -> list[list[str]] | None:
    """The header and a row for each record; None when the text is no JSON at all.

    Raises NoRecords, TooLarge.
    """
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    records = _list(found)
    if len(records) > cells.ROW_LIMIT:
        raise TooLarge
    flat: list[dict[str, str]] = []
    header: dict[str, None] = {}
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise NoRecords(number, _("This is no record with fields."), _("Each must be within { and }."))
        row: dict[str, str] = {}
        _flatten(record, "", row, number, DEEPEST)
        header |= dict.fromkeys(row)
        if len(header) > cells.COLUMN_LIMIT:
            raise TooLarge
        flat.append(row)
    return [list(header), *([row.get(name, "") for name in header] for row in flat)]


def _list(found: Any) -> list[Any]:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        others = [value for value in found.values() if isinstance(value, dict)]
        records = [value for value in lists if all(isinstance(one, dict) for one in value)]
        return records[0] if len(records) == 1 and len(lists) == 1 and not others else [found]
    raise NoRecords(0, _("The file holds no list of records."), _("It must be a list within [ and ]."))


def _flatten(record: dict[str, Any], above: str, row: dict[str, str], number: int, deep: int) -> None:
    for name, value in record.items():
        whole = f"{above}{name}".strip()[:200]
        if isinstance(value, dict) and deep:
            _flatten(value, f"{whole}.", row, number, deep - 1)
        elif isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
            row[whole] = "; ".join(_cell(one) for one in value)
        elif isinstance(value, (dict, list)):
            raise NoRecords(
                number,
                _("The field «%(name)s» holds a list of its own.") % {"name": whole[:60]},
                _("Leave it out, or give each of it a record."),
            )
        else:
            row[whole] = _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value).strip()
