"""Rows of a file as fields of dwellings: column by column, for there may be a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from boso.core.values import folding
from boso.foundation.exchange.sheets import Row

#: Columns that are fields of a dwelling just as they are.
PLAIN = (
    "municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference", "street", "letter",
    "postcode", "place", "area", "kind", "sub_kind", "disposal", "ownership", "owner_name", "owner_number",
    "owner_phone", "leased_in_until", "area_m2", "rooms", "bedrooms", "floor", "has_lift", "has_staff_base",
    "is_group_home", "rent", "deposit", "condition", "rent_to_own", "vat_compensation", "primary_school",
    "lower_secondary_school", "power_meter", "water_meter", "other_information", "empty_reason", "fdv_id", "kobo_id",
)  # fmt: skip
#: Fields that other columns fill too.
FROM_ADDRESS = ("street", "number", "letter")
FROM_MATRIKKEL = ("gnr", "bnr", "fnr", "snr")
ADDRESS_KEY = ("street", "number", "letter", "postcode", "unit_number", "extra_reference")
MATRIKKEL_KEY = ("municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference")

fold = lru_cache(maxsize=300_000)(folding.fold)
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of its dwellings. fields: name -> a value for each row; None is «the file does not say»."""

    rows: Sequence[Row]
    fields: dict[str, list[Any]]

    def at(self, place: int, names: Sequence[str]) -> Key:
        """Some fields of one row."""
        return tuple(self.fields[name][place] for name in names)


def told(rows: Sequence[Row], given: set[str], municipality_number: str) -> Told:
    """The rows as fields. given: the columns the file has."""
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in PLAIN if name in given}
    _add_parts(columns, rows, given)
    if "gnr" in columns and "bnr" in columns:
        numbers = columns.get("municipality_number") or [None] * len(rows)
        columns["municipality_number"] = [
            number or (municipality_number if gnr else None)
            for number, gnr in zip(numbers, columns["gnr"], strict=True)
        ]
    if "letter" in columns:
        columns["letter"] = [letter.upper() if letter else letter for letter in columns["letter"]]
    return Told(rows, columns)


def _add_parts(columns: dict[str, list[Any]], rows: Sequence[Row], given: set[str]) -> None:
    """What stands in cells that hold several things; a column of its own counts before."""
    if "number" in given:
        _fill(columns, "number", [_part(row["number"], 0) for row in rows])
        _fill(columns, "letter", [_part(row["number"], 1) or None for row in rows])
    if "address" in given:
        for place, name in enumerate(FROM_ADDRESS):
            _fill(columns, name, [_part(row["address"], place) for row in rows])
    if "matrikkel" in given:
        for place, name in enumerate(FROM_MATRIKKEL):
            _fill(columns, name, [_part(row["matrikkel"], place) for row in rows])
    if "postal" in given:
        _fill(columns, "postcode", [_part(row["postal"], 0) for row in rows])
        _fill(columns, "place", [_part(row["postal"], 1) or None for row in rows])
    if "staffed" in given:
        words = {True: "all_day", False: "none", None: None}
        columns["staffing"] = [words[row["staffed"]] for row in rows]


def _part(value: Any, place: int) -> Any:
    return value[place] if value is not None else None


def _fill(columns: dict[str, list[Any]], name: str, values: list[Any]) -> None:
    standing = columns.get(name)
    if standing is None:
        columns[name] = values
    else:
        columns[name] = [own if own not in (None, "") else other for own, other in zip(standing, values, strict=True)]


def address_key(street: str, number: Any, letter: str, postcode: str, unit: str, extra: str) -> Key | None:
    """What tells a dwelling by its address; none without a street."""
    if not street:
        return None
    return (fold(street), number, (letter or "").upper(), postcode or "", unit or "", fold(extra) if extra else "")


def matrikkel_key(municipality: str, gnr: Any, bnr: Any, fnr: Any, snr: Any, unit: str, extra: str) -> Key | None:
    """What tells a dwelling in the land registry; none where the unit is not said."""
    if not gnr or not unit:
        return None
    return (municipality or "", gnr, bnr or 0, fnr or 0, snr or 0, unit, extra or "")


def keyed(rows: Told, names: Sequence[str], make: Callable[..., Key | None]) -> list[Key | None]:
    """The key of each row."""
    nothing = [None] * len(rows.rows)
    return [make(*values) for values in zip(*(rows.fields.get(name, nothing) for name in names), strict=True)]
