"""Equal needs and equal homes put together. Two are alike when they stand in one cell and no rule tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boso.core.gap import cells
from boso.core.gap.cells import ANY, Cell
from boso.core.gap.most import Most, most
from boso.core.matching.homes import ADAPTATION, STAFFING, Home, Need
from boso.core.matching.market import Flags
from boso.core.matching.rules import Rule


class Kind(NamedTuple):
    """Needs, or homes, that are the same to the table. sees: for each rule the value it compares.

    floor: of a need. lived_in: of a home, whether by somebody whose need is counted.
    """

    cell: Cell
    sees: tuple[Any, ...]
    sheltered: bool
    floor: str = ""
    lived_in: bool = False


def kind_of_need(need: Need, rules: Sequence[Rule]) -> Kind:
    """What is the same as this need."""
    return Kind(cells.of_need(need), tuple([rule.needed(need) for rule in rules]), need.sheltered, need.floor)


def kind_of_home(home: Home, rules: Sequence[Rule], *, lived_in: bool) -> Kind:
    """What is the same as this home."""
    sees = tuple([rule.has(home) for rule in rules])
    return Kind(cells.of_home(home), sees, "sheltered" in home.adaptations, "", lived_in)


@dataclass(frozen=True, slots=True)
class Heaps:
    """How many needs and homes are in each heap, in the declared order; as bits which heaps of homes serve each heap
    of needs; by heap of homes whether somebody whose need is counted lives in them; and where each kind lies.
    """

    needs: tuple[int, ...]
    homes: tuple[int, ...]
    fits: tuple[int, ...]
    need_cells: tuple[Cell, ...]
    home_cells: tuple[Cell, ...]
    lived_in: tuple[bool, ...]
    need_at: Mapping[Kind, int]
    home_at: Mapping[Kind, int]

    def matched(self) -> Most:
        """The most needs that can be met, and the homes they take."""
        return most(self.needs, self.homes, self.fits)

    def without(self, needs: Iterable[Kind], homes: Iterable[Kind]) -> Heaps:
        """The same heaps, one less for each of these."""
        fewer = list(self.needs), list(self.homes)
        for kind in needs:
            fewer[0][self.need_at[kind]] -= 1
        for kind in homes:
            fewer[1][self.home_at[kind]] -= 1
        return replace(self, needs=tuple(fewer[0]), homes=tuple(fewer[1]))


@dataclass(frozen=True, slots=True)
class Order:
    """What decides, thing by thing, which heap comes first: words of `NEED_ORDERS` and `HOME_ORDERS`."""

    needs: tuple[str, ...]
    homes: tuple[str, ...]


#: Who asks for most comes first.
NEED_ORDERS: dict[str, Callable[[Kind], Any]] = {
    "staffing": lambda kind: -STAFFING.index(kind.cell.staffing),
    "adaptation": lambda kind: -ADAPTATION.index(kind.cell.adaptation),
    "sheltered": lambda kind: not kind.sheltered,
    "size": lambda kind: -(kind.cell.size or 0),
    "floor": lambda kind: ("ground", "lift", "").index(kind.floor),
    "area": lambda kind: (kind.cell.area == ANY, kind.cell.area),
    "group": lambda kind: kind.cell.group,
}

#: The plainest comes first.
HOME_ORDERS: dict[str, Callable[[Kind], Any]] = {
    "staffing": lambda kind: STAFFING.index(kind.cell.staffing),
    "adaptation": lambda kind: ADAPTATION.index(kind.cell.adaptation),
    "sheltered": lambda kind: kind.sheltered,
    "size": lambda kind: kind.cell.size or 0,
    "lived_in": lambda kind: not kind.lived_in,
    "area": lambda kind: kind.cell.area,
    "group": lambda kind: kind.cell.group,
}


def heaps(needs: Mapping[Kind, int], homes: Mapping[Kind, int], rules: Sequence[Rule], order: Order) -> Heaps:
    """Put together what is alike; the same for the same needs and homes, in whatever order they come.

    Raises KeyError for an order of something else than `NEED_ORDERS` and `HOME_ORDERS` know.
    """
    tables = [_Table.of(rule, place, needs, homes) for place, rule in enumerate(rules)]
    need_piles = _piled(needs, [NEED_ORDERS[name] for name in order.needs], [table.row for table in tables])
    home_piles = _piled(homes, [HOME_ORDERS[name] for name in order.homes], [table.column for table in tables])
    allowed = np.ones((len(need_piles), len(home_piles)), np.bool_)
    for table in tables:
        allowed &= table.between([pile[0] for pile in need_piles], [pile[0] for pile in home_piles])
    return Heaps(
        tuple(sum(needs[kind] for kind in pile) for pile in need_piles),
        tuple(sum(homes[kind] for kind in pile) for pile in home_piles),
        _bits(allowed),
        tuple(pile[0].cell for pile in need_piles),
        tuple(pile[0].cell for pile in home_piles),
        tuple(pile[0].lived_in for pile in home_piles),
        {kind: place for place, pile in enumerate(need_piles) for kind in pile},
        {kind: place for place, pile in enumerate(home_piles) for kind in pile},
    )


def _piled(
    counted: Iterable[Kind], order: Sequence[Callable[[Kind], Any]], told: Sequence[Callable[[Kind], bytes]]
) -> list[list[Kind]]:
    """Kinds of one cell, lived in or not, that every rule answers alike for, together. The piles stand in the declared
    order, each by the first of its kinds; where that does not tell two apart, by their cell and the rules' answers.
    """
    piles: dict[tuple[Any, ...], list[Kind]] = {}
    for kind in counted:
        key = (cells.place(kind.cell), kind.lived_in, *[answers(kind) for answers in told])
        piles.setdefault(key, []).append(kind)
    ranked = sorted((min([by(kind) for by in order] for kind in pile), key) for key, pile in piles.items())
    return [piles[key] for _rank, key in ranked]


@dataclass(frozen=True, slots=True)
class _Table:
    """One rule asked of each value that is needed (rows) and each that homes have (columns)."""

    place: int
    rows: dict[Hashable, int]
    columns: dict[Hashable, int]
    holds: Flags
    by_row: list[bytes]
    by_column: list[bytes]

    @classmethod
    def of(cls, rule: Rule, place: int, needs: Iterable[Kind], homes: Iterable[Kind]) -> _Table:
        rows = _numbered(kind.sees[place] for kind in needs)
        columns = _numbered(kind.sees[place] for kind in homes)
        holds = rule.table(list(rows), list(columns))
        return cls(place, rows, columns, holds, [row.tobytes() for row in holds], [row.tobytes() for row in holds.T])

    def row(self, need: Kind) -> bytes:
        """What the rule answers for a need: equal for needs it does not tell apart."""
        return self.by_row[self.rows[need.sees[self.place]]]

    def column(self, home: Kind) -> bytes:
        """What the rule answers for a home."""
        return self.by_column[self.columns[home.sees[self.place]]]

    def between(self, needs: Sequence[Kind], homes: Sequence[Kind]) -> Flags:
        """The rule asked of each of the needs (rows) and homes (columns)."""
        rows = np.array([self.rows[kind.sees[self.place]] for kind in needs], np.int64)
        columns = np.array([self.columns[kind.sees[self.place]] for kind in homes], np.int64)
        found: Flags = self.holds[rows][:, columns]
        return found


def _numbered(values: Iterable[Hashable]) -> dict[Hashable, int]:
    """Each value once, with its place in an order that does not depend on the order they come in."""
    return {value: number for number, value in enumerate(sorted(set(values), key=said))}


def said(value: Any) -> str:
    """A value as words, the same for the same value."""
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(value))}}}"
    return f"({','.join(said(part) for part in value)})" if isinstance(value, tuple) else str(value)


def _bits(allowed: NDArray[np.bool_]) -> tuple[int, ...]:
    packed = np.packbits(allowed, axis=1, bitorder="little")
    return tuple(int.from_bytes(row.tobytes(), "little") for row in packed)
