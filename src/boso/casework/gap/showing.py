"""What the pages show of need against stock, ready for the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.casework.gap import wording
from boso.core.gap import cells
from boso.core.gap.cells import ANY, DIMENSIONS, Cell
from boso.core.gap.table import Line, Table, added
from boso.core.matching.homes import ADAPTATION, STAFFING
from boso.foundation.web.lists import Head

#: From how many on a shade is the next darker.
SHADES = {"missing": (1, 4, 10, 25), "free": (1, 4, 10)}

#: Ways to put the cells together, and what each is called.
WAYS: dict[str, str | Promise] = {
    "size": _("Size"),
    "type": _("Kind"),
    "area": _("Part of town"),
    "group": _("Target group"),
    "cell": _("Every cell"),
}

FIGURES: dict[str, str | Promise] = {
    "need": _("Need"),
    "fits": _("Live in one that fits"),
    "unsuitable": _("Live in one that does not"),
    "waits": _("Wait"),
    "met": _("Can be met"),
    "missing": _("Missing"),
    "free": _("Left over"),
    "out_of_use": _("Out of use"),
}
#: Figures of households; the others are of homes.
OF_HOUSEHOLDS = ("need", "fits", "unsuitable", "waits", "met", "missing")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cells are asked for; an empty word asks for all. type: a key of `wording.TYPES`."""

    size: str = ""
    type: str = ""
    adaptation: str = ""
    staffing: str = ""
    area: str = ""
    group: str = ""

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Wish:
        """From the words of an address."""
        return cls(**{name: words.get(name, "") for name in cls.__dataclass_fields__})

    def takes(self, cell: Cell) -> bool:
        """Whether the cell is asked for."""
        told = {
            "size": "unknown" if cell.size is None else str(cell.size), "type": wording.type_of(cell),
            "adaptation": cell.adaptation, "staffing": cell.staffing,
        }  # fmt: skip
        if any(getattr(self, name) not in ("", value) for name, value in told.items()):
            return False
        return _is_one_of(self.area, cell.area) and _is_one_of(self.group, cell.group)

    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != Wish()

    def words(self) -> dict[str, str]:
        """The words of an address that ask for this."""
        return {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}

    def said(self) -> str:
        """What is asked for, in words: «2 bedrooms, step-free»."""
        parts = [
            wording.size(None if self.size == "unknown" else int(self.size)) if self.size else "",
            str(wording.TYPES[self.type]) if self.type else "",
            wording.adaptation(self.adaptation) if self.adaptation else "",
            wording.staffing(self.staffing) if self.staffing else "",
            wording.area(self.area) if self.area else "",
            wording.group(self.group) if self.group else "",
        ]
        return ", ".join(part for part in parts if part)


def understood(words: Mapping[str, str]) -> Wish:
    """The same, without words that no cell could have: an address somebody typed by hand."""
    wish = Wish.read(words)
    if not (wish.size == "unknown" or (wish.size.isdecimal() and len(wish.size) < 3)):
        wish = replace(wish, size="")
    known = {"type": wording.TYPES, "adaptation": ADAPTATION, "staffing": STAFFING}
    return replace(wish, **{name: "" for name, codes in known.items() if getattr(wish, name) not in codes})


def narrowed(table: Table, wish: Wish) -> list[Line]:
    """The lines of the cells asked for."""
    return [line for line in table.lines if wish.takes(line.cell)]


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the picture. shade: the class that colours it; words: what a person hears."""

    shade: str
    missing: int
    free: int
    need: int
    homes: int
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Sizes down, kinds across."""

    heads: list[str | Promise]
    rows: list[tuple[str, list[Square]]]


def picture(lines: Iterable[Line], address: Callable[[Mapping[str, str]], str]) -> Picture:
    """What is missing and left over by size and kind of home."""
    piles: dict[tuple[int | None, str], list[Line]] = {}
    for line in lines:
        piles.setdefault((line.cell.size, wording.type_of(line.cell)), []).append(line)
    sizes = sorted({size for size, _type in piles}, key=lambda size: (size is None, size or 0))
    rows = []
    for size in sizes:
        word = "unknown" if size is None else str(size)
        squares = [
            _square(added(piles.get((size, kind), [])), address({"size": word, "type": kind})) for kind in wording.TYPES
        ]
        rows.append((wording.size(size), squares))
    return Picture(list(wording.TYPES.values()), rows)


def _square(line: Line, address: str) -> Square:
    shade = "none"
    if line.missing:
        shade = f"missing-{_step('missing', line.missing)}"
    elif line.free:
        shade = f"free-{_step('free', line.free)}"
    elif line.need:
        shade = "covered"
    there = bool(line.need or line.homes or line.taken or line.out_of_use)
    return Square(shade, line.missing, line.free, line.need, line.homes, address if there else "")


def _step(name: str, count: int) -> int:
    return sum(count >= least for least in SHADES[name])


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row. few: so few households that it must not leave the municipality."""

    name: str
    value: int
    address: str = ""
    few: bool = False

    @property
    def label(self) -> str | Promise:
        """What the figure is of."""
        return FIGURES.get(self.name, "")

    @property
    def phone(self) -> bool:
        """Whether a phone has room for it."""
        return self.name in ("need", "met", "missing", "free")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. then: how many were missing on the day it is compared with."""

    label: str
    address: str
    line: Line
    figures: list[Figure]
    then: int | None = None

    @property
    def change(self) -> int:
        """How many more are missing now."""
        return self.line.missing - (self.then or 0)


def rows(
    lines: Sequence[Line],
    way: str,
    *,
    address: Callable[[Mapping[str, str]], str],
    few_under: int,
    sees: bool,
    before: Sequence[Line] | None = None,
) -> list[Row]:
    """The cells put together in that way, in the table's order. before: the same cells on another day."""
    now, then = _together(lines, way), _together(before or [], way)
    keys = sorted({*now, *then}, key=lambda key: cells.place((now.get(key) or then[key])[1].cell))
    found = []
    for key in keys:
        label, line = now.get(key) or (then[key][0], added([]))
        where = address(_wish_of(way, key).words())
        missed = then[key][1].missing if key in then else 0
        found.append(
            Row(label, where, line, figures(line, where, few_under, sees=sees), missed if before is not None else None)
        )  # fmt: skip
    return found


def figures(line: Line, address: str, few_under: int, *, sees: bool) -> list[Figure]:
    """The figures of a line, linked to what lies behind them; those of households for who sees cases."""
    found = []
    for name in FIGURES:
        value = getattr(line, name)
        of_households = name in OF_HOUSEHOLDS
        where = _behind(name, address) if value and (sees or not of_households) else ""
        found.append(Figure(name, value, where, few=of_households and 0 < value < few_under))
    return found


def _behind(name: str, address: str) -> str:
    """What lies behind a figure."""
    more = {
        "fits": "state=fits", "unsuitable": "state=unsuitable", "waits": "state=waits",
        "free": "show=homes&use=spare", "out_of_use": "show=homes&use=out",
    }.get(name, "")  # fmt: skip
    return address + (f"{'&' if '?' in address else '?'}{more}" if more else "")


def _together(lines: Iterable[Line], way: str) -> dict[str, tuple[str, Line]]:
    """By key, what the pile is called and its sum."""
    piles: dict[str, list[Line]] = {}
    for line in lines:
        piles.setdefault(_key(line.cell, way), []).append(line)
    return {key: (_label(pile[0].cell, way), added(pile)) for key, pile in piles.items()}


def _key(cell: Cell, way: str) -> str:
    if way == "cell":
        return urlencode({name: "unknown" if value is None else value for name, value in cell._asdict().items()})
    value = wording.type_of(cell) if way == "type" else getattr(cell, way)
    return "unknown" if value is None else str(value)


def _wish_of(way: str, key: str) -> Wish:
    return Wish.read(QueryDict(key).dict()) if way == "cell" else replace(Wish(), **{way: key})


def _label(cell: Cell, way: str) -> str:
    said: dict[str, Callable[[], str]] = {
        "size": lambda: wording.size(cell.size),
        "type": lambda: str(wording.TYPES[wording.type_of(cell)]),
        "area": lambda: wording.area(cell.area),
        "group": lambda: wording.group(cell.group),
        "cell": lambda: wording.cell(cell),
    }
    return said[way]()


def in_order(found: list[Row], sort: str) -> list[Row]:
    """The rows sorted by a figure (`missing`, `-missing`); as they stand for anything else."""
    name = sort.removeprefix("-")
    if name not in FIGURES:
        return found
    return sorted(found, key=lambda row: getattr(row.line, name), reverse=sort.startswith("-"))


def heads(words: QueryDict, way: str, *, compared: str) -> list[Head]:
    """The table's head: each figure sorts, the largest first."""
    sort = words.get("sort", "")
    found = [Head(WAYS[way], False, _sorted_by(words, None), "" if sort else "ascending", "label")]
    for name, label in FIGURES.items():
        now = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        found.append(Head(label, True, _sorted_by(words, name if now == "descending" else f"-{name}"), now, name))
        if name == "missing" and compared:
            found.append(Head(compared, True, "", "", "then"))
    return found


def _sorted_by(words: QueryDict, sort: str | None) -> str:
    told = words.copy()
    told.pop("sort", None)
    if sort:
        told["sort"] = sort
    return f"?{told.urlencode()}#table"


def areas(table: Table) -> list[str]:
    """The parts of town that needs and homes name."""
    return sorted({one for line in table.lines for one in line.cell.area.split("|")} - {ANY})


def groups(table: Table) -> list[str]:
    """The main grounds of needs."""
    return sorted({line.cell.group for line in table.lines if line.need} - {ANY})


def worst(lines: Sequence[Line]) -> Line | None:
    """The size and kind that most are missing of."""
    piles: dict[tuple[Any, str], list[Line]] = {}
    for line in lines:
        piles.setdefault((line.cell.size, wording.type_of(line.cell)), []).append(line)
    found = [added(pile) for pile in piles.values()]
    most = max((line.missing for line in found), default=0)
    return next((line for line in found if line.missing == most), None) if most else None


def wish_of_square(cell: Cell) -> dict[str, str]:
    """The words that ask for the square of the picture a cell lies in."""
    return Wish(size="unknown" if cell.size is None else str(cell.size), type=wording.type_of(cell)).words()


def _is_one_of(asked: str, there: str) -> bool:
    return not asked or asked in (there, *there.split("|"))


def flat(table: Table) -> Iterator[dict[str, Any]]:
    """Each cell as a flat record, with whether a figure of households is so small that it must not leave."""
    for line in table.lines:
        told = [getattr(line, name) for name in OF_HOUSEHOLDS]
        yield {
            **{name: getattr(line.cell, name) for name in DIMENSIONS},
            **{name: getattr(line, name) for name in FIGURES},
            "homes": line.homes,
            "taken": line.taken,
            "few": any(0 < value < table.rules.small_under for value in told),
        }
