"""Files of statistics (JSON-stat 2, PxWeb's CSV with codes and names) as the sheet of values that the import knows."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from boso.core.indicators import jsonstat, pxcsv
from boso.core.indicators.jsonstat import Broken, Cell, Dataset
from boso.core.indicators.spans import span
from boso.foundation.exchange.imports import Problem, Unreadable
from boso.foundation.exchange.reading import decoded, separator_of
from boso.foundation.exchange.workbooks import RawSheet, Workbook
from boso.programme.indicators import queries
from boso.programme.indicators.recipes import Recipe, recipe_for, tables

SHEET = "values"
HEADER = ("indicator", "place", "period", "group", "numerator", "mark", "origin", "note")
#: The signs of statistics banks, and what stands in their place with us.
MARKS = {":": "hidden", "..": "missing", "...": "not_run", ".": "", "": "missing"}


def statistics(name: str, content: bytes) -> Workbook | None:
    """The workbook of a file of statistics; None for any other file.

    Raises Unreadable with the cell.
    """
    if content.startswith(b"PK") or b"\0" in content[:200]:
        return None
    text, _encoding = decoded(name, content)
    try:
        dataset = _dataset(text)
        if dataset is None:
            return None
        lines = rows_of(dataset)
    except Broken as fault:
        raise Unreadable(Problem(name, "", 0, fault.where, _said(fault), _("Fetch the file anew."))) from fault
    sheet = RawSheet(SHEET, name, HEADER, tuple(lines))
    return Workbook(name, hashlib.sha256(content).hexdigest(), {SHEET: sheet})


def _dataset(text: str) -> Dataset | None:
    if jsonstat.is_jsonstat(text):
        return jsonstat.read(text)
    first = text.partition("\n")[0].strip("\ufeff\r")
    separator = separator_of(text)
    if pxcsv.is_pxcsv([cell.strip('"') for cell in first.split(separator)]):
        return pxcsv.read([row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row])
    return None


def rows_of(dataset: Dataset) -> list[tuple[int, tuple[str, ...]]]:
    """The cells that an indicator is made of, each with its number in the file. A place of nobody's is left out.

    Raises Broken where there is no recipe, or the table holds more than one figure for a cell.
    """
    recipe = recipe_for(dataset.table, dataset.label)
    if recipe is None:
        raise Broken(_("table %(table)s") % {"table": dataset.table or dataset.label}, "unknown")
    _require_one_figure(dataset, recipe)
    place_of = _Places(recipe)
    origin = _origin(dataset)
    found = []
    for cell in dataset.cells():
        if any(name in cell.codes and cell.codes[name] != code for name, code in recipe.cells.items()):
            continue
        row = _row(cell, dataset, recipe, place_of, origin)
        if row is not None:
            found.append((cell.number + 1, row))
    if not found:
        raise Broken(_("places"), "none here")
    return found


def _row(cell: Cell, dataset: Dataset, recipe: Recipe, place_of: _Places, origin: str) -> tuple[str, ...] | None:
    period = recipe.period(cell.codes[dataset.time]) if dataset.time else ""
    mark = "" if cell.value is not None else MARKS.get(cell.status, "missing")
    if not period or (cell.value is None and not mark):
        return None
    code = recipe.fixed or cell.codes.get(recipe.places or dataset.places, "")
    place = place_of(code, period, cell.value)
    if not place:
        return None
    group = ""
    if recipe.groups in cell.codes:
        one = cell.codes[recipe.groups]
        group = recipe.group(one, dataset.dimension(recipe.groups).labels.get(one, one))
    number = "" if cell.value is None else f"{cell.value:f}"
    return (recipe.indicator, place, period, group, number, mark, origin, "")


class _Places:
    """Codes of places as slugs: the recipe's own, else by the register, as of the period."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.table = queries.code_table()

    def __call__(self, code: str, period: str, value: Decimal | None) -> str:
        """Empty for a place that is not ours. Raises Broken where a number stands under a code nobody had then."""
        if self.recipe.fixed or self.recipe.known:
            return self.recipe.fixed or self.recipe.known.get(code, "")
        if code.startswith("K-"):
            raise Broken(f"Region={code}", "today's borders")
        holders = self.table.get(code)
        if holders is None:
            return ""
        on = span(period).starts
        held = next((slug for slug, had in holders if had.holds(on)), "")
        if not held and value:
            raise Broken(f"Region={code}, Tid={period}", "nobody's code")
        return held


def _require_one_figure(dataset: Dataset, recipe: Recipe) -> None:
    free = {dataset.time, recipe.places or dataset.places, recipe.groups, *recipe.cells}
    for one in dataset.dimensions:
        if one.name in recipe.cells and recipe.cells[one.name] not in one.codes:
            raise Broken(one.name, "not that code")
        if one.name not in free and len(one.codes) > 1:
            raise Broken(one.name, "more than one")
    if not dataset.time:
        raise Broken("Tid", "missing")


def _origin(dataset: Dataset) -> str:
    who = dataset.source or "Oslo kommune"
    parts = [who, dataset.table[:90], dataset.updated[:10]]
    return ", ".join(part for part in parts if part)[:200]


def _said(fault: Broken) -> str:
    words: Mapping[str, str] = {
        "unknown": _("No indicator is read from this table. Those that can be read: %(tables)s.")
        % {"tables": tables()},
        "none here": _("No place of the register stands in the file."),
        "more than one": _("There are several codes, so one cannot know which figure is meant. Fetch one of them."),
        "not that code": _("The code that the indicator is made of is not in the file."),
        "nobody's code": _("Nobody had that code then, and yet there is a figure."),
        "today's borders": _("The file is reckoned in today's borders. Fetch the table without grouping."),
    }
    return words.get(fault.what, fault.what)
