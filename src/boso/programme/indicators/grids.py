"""A package of figures as tables to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.packages.models import Received
from boso.programme.partnership.wording import current

Document = Mapping[str, Any]
#: What the figures are called where only their name is at hand.
TITLES = {
    "needs": gettext_lazy("Needs for homes"),
    "kostra13_stock": gettext_lazy("Stock at the end of the year (KOSTRA form 13)"),
    "gap": gettext_lazy("Needs against homes"),
    "homeless": gettext_lazy("Count of the homeless"),
    "stays": gettext_lazy("Temporary stays"),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the last dimension across. rows: label, cells (None: hidden), whether it is the row of all."""

    name: str
    title: str
    base: str
    down: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...], bool], ...]
    hidden: int


def title(package: Received) -> str:
    """What the figures are called."""
    return str(TITLES.get(package.definition, package.definition))


def said(words: Mapping[str, str]) -> str:
    """Words of the package in the page's language, else in bokmål."""
    return str(words.get(current()) or words.get("nb", ""))


def grids(document: Document) -> list[Grid]:
    """Every table of a package."""
    return [_grid(table) for table in document["tables"]]


def _grid(table: Mapping[str, Any]) -> Grid:
    told = {tuple(cell["at"]): cell.get("count") for cell in table["cells"]}
    first, *others = table["dimensions"]
    across = others[-1] if others else None
    columns = [*(code["code"] for code in across["codes"]), None] if across is not None else [None]
    rows = []
    for code in [*(one["code"] for one in first["codes"]), None]:
        places = [(code, column) if across is not None else (code,) for column in columns]
        cells = tuple(told.get(place) for place in places)
        rows.append((_label(first, code), cells, code is None))
    return Grid(
        name=table["name"],
        title=said(table["label"]),
        base=said(table["base"]),
        down=said(first["label"]),
        heads=tuple(_label(across, column) for column in columns) if across is not None else (_("All"),),
        rows=tuple(rows),
        hidden=sum(count is None for count in told.values()),
    )


def _label(dimension: Mapping[str, Any], code: str | None) -> str:
    if code is None:
        return _("All")
    return next(said(one["label"]) for one in dimension["codes"] if one["code"] == code)


def rule(document: Document) -> str:
    """How small counts are protected, in a sentence."""
    given = document.get("rule", {})
    if given.get("method") == "round":
        return _("Counts of 1 and 2 are rounded to 0 or 3, and all sums are made of what is shown.")
    return _("Counts from 1 to %(threshold)s are hidden, and others so that those cannot be worked out.") % {
        "threshold": given.get("threshold", "?"),
    }  # fmt: skip
