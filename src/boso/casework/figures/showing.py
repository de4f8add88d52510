"""What the pages of packages show: tables with their marks, and why a count is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from boso.casework.figures.definitions import TableOf
from boso.casework.figures.making import hidden_of
from boso.casework.figures.models import Method, Package, State
from boso.casework.figures.queries import definition_of
from boso.core.tabulation.tables import TOTAL, Place

COLOURS = {State.MADE: "rav", State.LEFT: "success", State.SET_ASIDE: "neutral"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One count on a page. count: none where it is hidden; small: hidden for what it is. address: what lies behind."""

    count: int | None
    small: bool
    address: str
    why: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on a page: the last dimension across."""

    name: str
    title: str
    base: str
    down: str
    heads: list[str]
    rows: list[tuple[str, list[Cell], bool]]
    hidden: int


def grids(package: Package, *, behind: bool) -> list[Grid]:
    """Every table of a package as it leaves. behind: shown counts lead to their cases too."""
    hidden = hidden_of(package)
    definition = definition_of(package)
    return [
        _grid(package, definition.table(table["name"]), table, hidden.get(table["name"], {}), behind=behind)
        for table in package.document["tables"]
    ]


def _grid(
    package: Package, one: TableOf, table: Mapping[str, Any], hidden: Mapping[Place, Any], *, behind: bool
) -> Grid:
    told = {tuple(code or TOTAL for code in cell["at"]): cell for cell in table["cells"]}
    across = one.ways[-1] if len(one.ways) > 1 else None
    heads = [*across.codes, TOTAL] if across is not None else [TOTAL]
    rows = []
    for code in (*one.ways[0].codes, TOTAL):
        places = [(code, head) if across is not None else (code,) for head in heads]
        cells = [_cell(package, one, place, told[place], hidden.get(place), behind=behind) for place in places]
        rows.append((_label(one, 0, code), cells, code == TOTAL))
    return Grid(
        name=one.name,
        title=str(one.label),
        base=said(table["base"]),
        down=str(one.ways[0].label),
        heads=[_label(one, len(one.ways) - 1, head) for head in heads] if across is not None else [_("All")],
        rows=rows,
        hidden=len(hidden),
    )


def _cell(
    package: Package, one: TableOf, place: Place, cell: Mapping[str, Any], hidden: Mapping[str, Any] | None,
    *, behind: bool,
) -> Cell:  # fmt: skip
    small = bool(hidden and hidden["small"])
    leads = hidden is not None or (behind and cell["count"])
    return Cell(
        count=cell.get("count"),
        small=small,
        address=cell_address(package, one.name, place) if leads else "",
        why=(_("A small count") if small else _("Hidden for the sake of others")) if hidden is not None else "",
        whole=TOTAL in place,
    )


def cell_address(package: Package, table: str, place: Place) -> str:
    """The page of one cell."""
    words = urlencode([("table", table), *(("at", code) for code in place)])
    return f"{reverse('figures:cell', args=[package.pk])}?{words}"


def _label(one: TableOf, at: int, code: str) -> str:
    return _("All") if code == TOTAL else str(one.ways[at].codes[code])


def place_of(package: Package, table: str, codes: Sequence[str]) -> tuple[TableOf, Place] | None:
    """The table and cell an address asks for; none where there is no such."""
    known = {one.name: one for one in definition_of(package).tables}
    one = known.get(table)
    if one is None or len(codes) != len(one.ways):
        return None
    if any(code != TOTAL and code not in way.codes for way, code in zip(one.ways, codes, strict=True)):
        return None
    return one, tuple(codes)


def words_of(one: TableOf, place: Place) -> str:
    """«Situation: without a home of its own, bedrooms needed: 2»."""
    told = [
        f"{way.label}: {way.codes[code]}" for way, code in zip(one.ways, place, strict=True) if code != TOTAL
    ]  # fmt: skip
    return ", ".join(told) or _("All")


def why(package: Package, hidden: Mapping[str, Any]) -> list[str]:
    """Why a count is hidden, and what somebody outside can make of it: sentences."""
    told = []
    if not hidden["small"]:
        told.append(_("It is hidden so that nobody can work out the small ones beside it from the sums."))
    elif hidden["high"] is not None and hidden["low"] == 0:
        told.append(_("It is a zero that would tell where everybody in the group is."))
    else:
        told.append(
            _("It is hidden for what it is: from 1 to %(threshold)s, or a whole group in one place.")
            % {"threshold": package.threshold}
        )
    if hidden["high"] is None:
        told.append(_("From what leaves, nobody can say how large it is."))
    else:
        told.append(
            _("From what leaves, nobody can say more than that it lies from %(low)s to %(high)s.")
            % {"low": hidden["low"], "high": hidden["high"]}
        )
    return told


def sentence(package: Package) -> str:
    """How much is hidden, in one sentence."""
    if package.method == Method.ROUND:
        return _("Counts of 1 and 2 are rounded to 0 or 3, and all sums are made of what is shown.")
    hidden = [cell for cells in hidden_of(package).values() for cell in cells.values()]
    if not hidden:
        return _("Nothing had to be hidden.")
    return ngettext(
        "%(count)d of %(all)d counts is hidden: %(small)d tells on somebody, %(others)d so it cannot be worked out.",
        "%(count)d of %(all)d counts are hidden: %(small)d tell on somebody, %(others)d so those cannot be worked out.",
        len(hidden),
    ) % {
        "count": len(hidden),
        "all": sum(len(table["cells"]) for table in package.document["tables"]),
        "small": (small := sum(bool(cell["small"]) for cell in hidden)),
        "others": len(hidden) - small,
    }


def said(words: Mapping[str, str]) -> str:
    """The words in the language of the page."""
    language = (get_language() or "nb")[:2]
    return words.get(language, words["nb"])
