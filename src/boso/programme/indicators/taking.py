"""What indicators read in a package of figures: cells named as `definition/table/dimension=code`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from boso.core.indicators.measured import Measured, State
from boso.core.tabulation.marks import Mark
from boso.foundation.packages.models import Received
from boso.programme.indicators.models import Indicator

Cell = Mapping[str, Any]


def from_package(package: Received, passports: Iterable[Indicator]) -> list[tuple[Indicator, Measured]]:
    """Each indicator that is counted from this package, with its value; a hidden cell hides it."""
    found = []
    for passport in passports:
        numerator, _bar, denominator = (part.strip() for part in passport.package.partition("|"))
        if numerator.split("/", 1)[0] == package.definition:
            found.append((passport, _measured(package.document, numerator, denominator)))
    return found


def _measured(document: Mapping[str, Any], numerator: str, denominator: str) -> Measured:
    above = _cell(document, numerator)
    below = _cell(document, denominator) if denominator else None
    if _is_hidden(above) or _is_hidden(below):
        return Measured(state=State.HIDDEN)
    if above is None or (denominator and below is None):
        return Measured(state=State.MISSING)
    return Measured(Decimal(above["count"]), Decimal(below["count"]) if below is not None else None)


def _is_hidden(cell: Cell | None) -> bool:
    return cell is not None and cell.get("mark") == Mark.HIDDEN.value


def _cell(document: Mapping[str, Any], address: str) -> Cell | None:
    """The cell at an address; None where the package has no such table or cell."""
    _definition, table_name, *codes = address.split("/")
    wanted = dict(code.split("=", 1) for code in codes if code)
    for table in document["tables"]:
        if table["name"] != table_name:
            continue
        names = [way["name"] for way in table["dimensions"]]
        place = [wanted.get(name) for name in names]
        return next((cell for cell in table["cells"] if list(cell["at"]) == place), None)
    return None
