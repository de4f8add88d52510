"""The CSV files of PxWeb that name each dimension twice: `Alder_kode` and `Alder_navn`, and the value last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from boso.core.indicators.jsonstat import Broken, Dataset, Dimension
from boso.core.indicators.spans import span

CODE, NAME, VALUE = "_kode", "_navn", "verdi"
#: What stands where there is no number.
SIGNS = (".", "..", "...", ":", "-", "")


def is_pxcsv(header: Sequence[str]) -> bool:
    """Whether a header is such a file's."""
    names = [name.removesuffix(CODE) for name in header if name.endswith(CODE)]
    return bool(names) and header[-1] == VALUE and all(f"{name}{NAME}" in header for name in names)


def read(rows: Sequence[Sequence[str]]) -> Dataset:
    """The dataset of the file's rows, header first. A dimension of years goes by its names, for its codes only count.

    Raises Broken with row and column.
    """
    header = list(rows[0])
    names = [name.removesuffix(CODE) for name in header if name.endswith(CODE)]
    places = {name: (header.index(name + CODE), header.index(name + NAME)) for name in names}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise Broken(f"row {number}", f"{len(row)} cells where the header has {len(header)}")
    time = next((name for name in names if _are_times([row[places[name][1]] for row in rows[1:]])), "")
    dimensions = []
    for name in names:
        code, label = places[name]
        found = {row[label if name == time else code]: row[label] for row in rows[1:]}
        dimensions.append(Dimension(name, name, tuple(found), found))
    values: dict[int, Any] = {}
    status: dict[int, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        at = _place(dimensions, [row[places[name][name == time]] for name in names])
        if at in values or at in status:
            raise Broken(f"row {number}, {VALUE}", "the same cell stands twice")
        if row[-1] in SIGNS:
            status[at] = row[-1] or ".."
        elif row[-1].replace(".", "", 1).removeprefix("-").isdecimal():
            values[at] = Decimal(row[-1])
        else:
            raise Broken(f"row {number}, {VALUE}", f"«{row[-1]}» is no number")
    title = next((one.labels[one.codes[0]] for one in dimensions if one.name == "ContentsCode" and one.codes), "")
    return Dataset(title, "", "", title, tuple(dimensions), time, "", values, status)


def _are_times(names: Sequence[str]) -> bool:
    try:
        return bool(names) and all(span(name) for name in set(names))
    except ValueError:
        return False


def _place(dimensions: Sequence[Dimension], codes: Sequence[str]) -> int:
    found = 0
    for number, one in enumerate(dimensions):
        found = found * len(one.codes) + one.codes.index(codes[number])
    return found
