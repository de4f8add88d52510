"""Equal needs and equal homes put together. Two are alike when they stand in one cell and the rules see the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boso.core.gap import cells
from boso.core.gap.cells import ANY, Cell
from boso.core.gap.most import Most, most
from boso.core.matching.homes import ADAPTATION, STAFFING, Home, Need
from boso.core.matching.market import Ints
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

    def said(self) -> str:
        """All of it as words."""
        return said((*self.cell, *self.sees, self.sheltered, self.floor, self.lived_in))


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
    of needs; by heap of homes whether somebody whose need is counted lives in them; where each kind lies; and as
    words the heaps of needs, then those of homes.
    """

    needs: tuple[int, ...]
    homes: tuple[int, ...]
    fits: tuple[int, ...]
    need_cells: tuple[Cell, ...]
    home_cells: tuple[Cell, ...]
    lived_in: tuple[bool, ...]
    need_at: Mapping[Kind, int]
    home_at: Mapping[Kind, int]
    words: tuple[str, ...]

    def matched(self) -> Most:
        """The most needs that can be met, and the homes they take."""
        return most(self.needs, self.homes, self.fits)

    def without(self, needs: Iterable[tuple[Kind, int]], homes: Iterable[tuple[Kind, int]]) -> Heaps:
        """The same heaps, so many less of these kinds."""
        fewer = list(self.needs), list(self.homes)
        for kind, count in needs:
            fewer[0][self.need_at[kind]] -= count
        for kind, count in homes:
            fewer[1][self.home_at[kind]] -= count
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
    """Each kind a heap, in the declared order; where that does not tell two apart, by their cell and what rules see.
    The same for the same needs and homes, in whatever order they come.

    Raises KeyError for an order of something else than `NEED_ORDERS` and `HOME_ORDERS` know.
    """
    need_words, need_heaps = _in_order(needs, [NEED_ORDERS[name] for name in order.needs])
    home_words, home_heaps = _in_order(homes, [HOME_ORDERS[name] for name in order.homes])
    allowed = np.ones((len(need_heaps), len(home_heaps)), np.bool_)
    for place, rule in enumerate(rules):
        asked, rows = _numbered([kind.sees[place] for kind in need_heaps])
        there, columns = _numbered([kind.sees[place] for kind in home_heaps])
        allowed &= rule.table(asked, there)[rows][:, columns]
    return Heaps(
        tuple(needs[kind] for kind in need_heaps),
        tuple(homes[kind] for kind in home_heaps),
        _bits(allowed),
        tuple(kind.cell for kind in need_heaps),
        tuple(kind.cell for kind in home_heaps),
        tuple(kind.lived_in for kind in home_heaps),
        {kind: place for place, kind in enumerate(need_heaps)},
        {kind: place for place, kind in enumerate(home_heaps)},
        (*need_words, *home_words),
    )


def _in_order(kinds: Iterable[Kind], order: Sequence[Callable[[Kind], Any]]) -> tuple[list[str], list[Kind]]:
    """The kinds in order, and each as words."""
    ranked = sorted(
        ([by(kind) for by in order], cells.place(kind.cell), kind.said(), place, kind)
        for place, kind in enumerate(kinds)
    )
    return [words for _rank, _cell, words, _place, _kind in ranked], [kind for *_rank, kind in ranked]


def _numbered(values: Sequence[Hashable]) -> tuple[list[Hashable], Ints]:
    """The different values, and which of them each is."""
    numbers: dict[Hashable, int] = {}
    of = np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), np.int64, len(values))
    return list(numbers), of


def said(value: Any) -> str:
    """A value as words, the same for the same value in whatever order its parts come."""
    return f"({','.join(map(_word, value))})" if isinstance(value, tuple) else _word(value)


@lru_cache(maxsize=4096, typed=True)
def _word(value: Any) -> str:
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(value))}}}"
    return said(value) if isinstance(value, tuple) else str(value)


def _bits(allowed: NDArray[np.bool_]) -> tuple[int, ...]:
    packed = np.packbits(allowed, axis=1, bitorder="little")
    return tuple(int.from_bytes(row.tobytes(), "little") for row in packed)
