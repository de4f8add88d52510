"""Cells of tables that hang together, and the sums that hold between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from boso.core.tabulation.rule import Rule
from boso.core.tabulation.tables import Key, Table

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class System:
    """All cells, each once, and every sum between them: `relations @ values == 0`.

    open: may be hidden or shown. Others stand as they are: told before, hidden before (`hidden`), or where nothing
    can be. The attacker knows each that is not hidden. least: what a cell is known to be at least. guarded: cells
    that must not be narrowed when hidden: all that may be, those hidden before, and small ones that no table shows.
    """

    keys: tuple[Key, ...]
    values: Ints
    relations: scipy.sparse.csr_matrix
    open: Flags
    hidden: Flags
    least: Ints
    guarded: Flags
    lines: tuple[tuple[int, tuple[int, ...]], ...] = ()
    where: Mapping[Key, int] = field(default_factory=dict)

    @cached_property
    def part(self) -> Ints:
        """The part of each cell: no sum ties two parts together."""
        links = abs(self.relations)
        return np.asarray(scipy.sparse.csgraph.connected_components(links.T @ links, directed=False)[1])

    def of(self, cells: Ints) -> System:
        """One part for itself."""
        place = {int(cell): at for at, cell in enumerate(cells)}
        relations = scipy.sparse.csr_matrix(self.relations[:, cells])
        return System(
            keys=tuple(self.keys[cell] for cell in cells),
            values=self.values[cells],
            relations=scipy.sparse.csr_matrix(relations[np.flatnonzero(np.diff(relations.indptr))]),
            open=self.open[cells],
            hidden=self.hidden[cells],
            least=self.least[cells],
            guarded=self.guarded[cells],
            lines=tuple(
                (place[parent], tuple(place[child] for child in children))
                for parent, children in self.lines
                if parent in place
            ),
        )

    @cached_property
    def columns(self) -> scipy.sparse.csr_matrix:
        """The relations by cell."""
        return scipy.sparse.csr_matrix(self.relations.T)


@dataclass(frozen=True)
class Told:
    """A table that left before: what was hidden in it."""

    table: Table
    hidden: frozenset[Key]


def system_of(tables: Sequence[Table], rule: Rule, before: Iterable[Told] = ()) -> System:
    """The system of tables to be protected together with those that left before.

    Cells of equal key are one cell. The attacker is taken to know which leaves are as they were at another date in a
    table of the same name, so what is told of one date tells of the other.
    """
    told = list(before)
    maker = _Maker()
    for table in (*tables, *(one.table for one in told)):
        maker.add(table)
    shown = {table.key(place) for table in tables for place in table.places()}
    void = {table.key(place) for table in (*tables, *(one.table for one in told)) for place in table.void}
    past_hidden = {key for one in told for key in one.hidden}
    past_shown = {one.table.key(place) for one in told for place in one.table.places()} - past_hidden
    keys = tuple(maker.where)
    known = [key in past_shown for key in keys]
    unseen = [key not in shown and key not in past_shown and key not in past_hidden for key in keys]
    maker.link(tables, told)
    values = np.array([maker.values[key] for key in keys], dtype=np.int64)
    is_void = np.array([key in void for key in keys], dtype=bool)
    is_unseen, was_hidden = np.array(unseen, dtype=bool), np.array([key in past_hidden for key in keys], dtype=bool)
    fixed = np.array(known, dtype=bool) | is_void
    hidden = (is_unseen | was_hidden) & ~fixed
    small = np.array([rule.is_small(int(value)) for value in values], dtype=bool)
    least = np.array([rule.least(int(value)) for value in values], dtype=np.int64)
    return System(
        keys=keys,
        values=values,
        relations=maker.relations(),
        open=~fixed & ~hidden,
        hidden=hidden,
        least=np.where(is_unseen, 0, least),
        guarded=~fixed & (~hidden | was_hidden | small),
        lines=tuple(maker.lines),
        where=maker.where,
    )


class _Maker:
    """Gathers cells and sums, each once."""

    def __init__(self) -> None:
        self.where: dict[Key, int] = {}
        self.values: dict[Key, int] = {}
        self.lines: list[tuple[int, tuple[int, ...]]] = []
        self._seen: set[tuple[int, frozenset[int]]] = set()
        self._links: set[tuple[int, int]] = set()

    def add(self, table: Table) -> None:
        """The cells and lines of one table.

        Raises ValueError where a shared cell has another count than in a table before.
        """
        sums = table.sums
        place_of: dict[tuple[str, ...], int] = {}
        for place in table.every():
            key, value = table.key(place), sums.get(place, 0)
            if self.values.setdefault(key, value) != value:
                raise ValueError(f"{table.name}: a shared cell has two counts")
            place_of[place] = self.where.setdefault(key, len(self.where))
        for parent, children in table.lines():
            line = (place_of[parent], tuple(place_of[child] for child in children))
            mark = (line[0], frozenset(line[1]))
            if mark not in self._seen:
                self._seen.add(mark)
                self.lines.append(line)

    def link(self, tables: Iterable[Table], told: Iterable[Told]) -> None:
        """Leaves of another date that are as they were."""
        now = {table.name: table for table in tables}
        for one in told:
            table = now.get(one.table.name)
            if table is None or table.base == one.table.base:
                continue
            if [way.name for way in table.dimensions] != [way.name for way in one.table.dimensions]:
                continue
            for place in sorted(set(table.leaves()) & set(one.table.leaves())):
                here, there = table.key(place), one.table.key(place)
                if self.values[here] == self.values[there]:
                    self._links.add((self.where[here], self.where[there]))

    def relations(self) -> scipy.sparse.csr_matrix:
        """Each line as children less their sum, each link as one less the other."""
        rows: list[int] = []
        columns: list[int] = []
        signs: list[float] = []
        links = [(here, (there,)) for here, there in sorted(self._links)]
        whole: list[tuple[int, tuple[int, ...]]] = [*self.lines, *links]
        for row, (parent, children) in enumerate(whole):
            for column, sign in ((parent, -1.0), *((child, 1.0) for child in children)):
                rows.append(row)
                columns.append(column)
                signs.append(sign)
        return scipy.sparse.csr_matrix((signs, (rows, columns)), shape=(len(whole), len(self.where)))
