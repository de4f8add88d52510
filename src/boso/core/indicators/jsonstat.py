"""JSON-stat 2.0: the answer of a statistics bank as cells with their codes. https://json-stat.org/full/"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import product
from math import prod
from typing import Any


class Broken(ValueError):
    """The document cannot be relied on. where: the part, or the codes of the cell; what: the fault in a few words."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its name, what it is called, and its codes in order with their labels."""

    name: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its number in the document, its code in each dimension, its value, and the sign where there is none."""

    number: int
    codes: Mapping[str, str]
    value: Decimal | None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A whole answer. table: the number of the table it came from. time, places: the dimensions said to be that."""

    label: str
    source: str
    updated: str
    table: str
    dimensions: tuple[Dimension, ...]
    time: str
    places: str
    values: Mapping[int, Any]
    status: Mapping[int, str]

    @property
    def size(self) -> int:
        """How many cells there are, also those without a value."""
        return prod(len(one.codes) for one in self.dimensions)

    def cells(self) -> Iterator[Cell]:
        """Every cell, the last dimension varying fastest.

        Raises Broken for a value that is no number.
        """
        names = [one.name for one in self.dimensions]
        for number, codes in enumerate(product(*(one.codes for one in self.dimensions))):
            at = dict(zip(names, codes, strict=True))
            yield Cell(number, at, _number(self.values.get(number), at), self.status.get(number, ""))

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name.

        Raises KeyError when there is none.
        """
        return {one.name: one for one in self.dimensions}[name]


def read(text: str | bytes) -> Dataset:
    """The dataset of a document.

    Raises Broken with the part that is wrong.
    """
    try:
        found = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Broken("document", "no JSON") from error
    if not isinstance(found, dict) or found.get("class") != "dataset" or found.get("version") != "2.0":
        raise Broken("document", "no JSON-stat 2.0 dataset")
    dimensions = _dimensions(found)
    size = prod(len(one.codes) for one in dimensions)
    label = str(found.get("label", ""))
    return Dataset(
        label=label,
        source=str(found.get("source", "")),
        updated=str(found.get("updated", "")),
        table=_table(found, label),
        dimensions=dimensions,
        time=_role(found, "time", dimensions),
        places=_role(found, "geo", dimensions),
        values=_numbered(found.get("value"), size, "value", whole=True),
        status={at: str(sign) for at, sign in _numbered(found.get("status", {}), size, "status").items()},
    )


def is_jsonstat(text: str) -> bool:
    """Whether a text looks like a dataset at all."""
    return text.lstrip().startswith("{") and '"dataset"' in text and '"dimension"' in text


def _dimensions(found: Mapping[str, Any]) -> tuple[Dimension, ...]:
    names, sizes, described = found.get("id"), found.get("size"), found.get("dimension")
    if not isinstance(names, list) or not isinstance(sizes, list) or not isinstance(described, dict):
        raise Broken("id, size, dimension", "missing")
    if len(names) != len(sizes):
        raise Broken("size", "not as many as there are dimensions")
    return tuple(_dimension(str(name), size, described.get(name)) for name, size in zip(names, sizes, strict=True))


def _dimension(name: str, size: Any, described: Any) -> Dimension:
    category = described.get("category") if isinstance(described, dict) else None
    if not isinstance(category, dict):
        raise Broken(f"dimension {name}", "no category")
    labels = {str(code): str(label) for code, label in (category.get("label") or {}).items()}
    index = category.get("index", list(labels) if len(labels) == 1 else None)
    if isinstance(index, dict):
        if sorted(index.values(), key=str) != sorted(range(len(index)), key=str):
            raise Broken(f"dimension {name}", "the index leaves out a place")
        codes = sorted(index, key=lambda code: index[code])
    elif isinstance(index, list):
        codes = index
    else:
        raise Broken(f"dimension {name}", "no index")
    if len(codes) != size:
        raise Broken(f"dimension {name}", f"{len(codes)} codes where {size} are promised")
    return Dimension(name, str(described.get("label", name)), tuple(str(code) for code in codes), labels)


def _role(found: Mapping[str, Any], role: str, dimensions: Sequence[Dimension]) -> str:
    named = (found.get("role") or {}).get(role) or [""]
    if any(one.name == named[0] for one in dimensions):
        return str(named[0])
    fallback = {"time": "Tid", "geo": "Region"}[role]
    return fallback if any(one.name == fallback for one in dimensions) else ""


def _table(found: Mapping[str, Any], label: str) -> str:
    px = (found.get("extension") or {}).get("px") or {}
    return str(px.get("tableid") or label.partition(":")[0].strip())


def _numbered(found: Any, size: int, part: str, *, whole: bool = False) -> dict[int, Any]:
    """A list of all, or a document of some by their number."""
    if isinstance(found, list):
        if len(found) != size and (whole or found):
            raise Broken(part, f"{len(found)} where the dimensions make {size}")
        return dict(enumerate(found))
    if not isinstance(found, dict):
        raise Broken(part, "missing")
    kept = {}
    for at, one in found.items():
        if not str(at).isdecimal() or int(at) >= size:
            raise Broken(f"{part} {at}", f"no cell of the {size}")
        kept[int(at)] = one
    return kept


def _number(value: Any, at: Mapping[str, str]) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, bool) and isinstance(value, int | Decimal | str):
        try:
            found = Decimal(value)
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite():
            return found
    raise Broken(", ".join(f"{name}={code}" for name, code in at.items()), f"«{value}» is no number")
