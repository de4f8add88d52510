"""Tables of counts as data: dimensions, codes, groups of codes, and a sum for everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

#: Stands for all codes of a dimension together.
TOTAL = ""

Place = tuple[str, ...]
"""One code for each dimension of a table, in their order."""

Key = tuple[str, frozenset[tuple[str, str]]]
"""A cell whatever table it stands in: what is counted, and the codes that narrow it. Equal keys are equal counts."""


@dataclass(frozen=True)
class Dimension:
    """What is counted by. codes: as they are shown, groups among them. parents: code -> the group it is in."""

    name: str
    codes: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes that are not groups."""
        groups = set(self.parents.values())
        return tuple(code for code in self.codes if code not in groups)

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """For the sum and each group, the codes right beneath it."""
        found: dict[str, list[str]] = {TOTAL: []}
        for code in self.codes:
            found.setdefault(self.parents.get(code, TOTAL), []).append(code)
        return {parent: tuple(codes) for parent, codes in found.items()}

    def above(self, leaf: str) -> Iterator[str]:
        """The leaf, the groups it is in, and the sum."""
        code = leaf
        while code != TOTAL:
            yield code
            code = self.parents.get(code, TOTAL)
        yield TOTAL


@dataclass(frozen=True)
class Table:
    """Counts of one base by its dimensions. counts: of leaves only; what is not there is 0.

    base: what is counted and when; tables of one base are about the same ones, so cells narrowed alike are shared.
    impossible: places of leaves where nothing can be. only: the places that are shown, where not all are.
    """

    name: str
    base: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Place, int]
    impossible: frozenset[Place] = frozenset()
    only: frozenset[Place] | None = None

    @cached_property
    def sums(self) -> Counter[Place]:
        """Every cell with its count, the sums and groups too."""
        found: Counter[Place] = Counter()
        for place, count in self.counts.items():
            for cell in product(*(d.above(code) for d, code in zip(self.dimensions, place, strict=True))):
                found[cell] += count
        return found

    @cached_property
    def void(self) -> frozenset[Place]:
        """The cells, sums too, in which nothing can be."""
        if not self.impossible:
            return frozenset()
        possible: set[Place] = set()
        for leaf in self.leaves():
            if leaf not in self.impossible:
                possible.update(product(*(d.above(code) for d, code in zip(self.dimensions, leaf, strict=True))))
        return frozenset(set(self.every()) - possible)

    def every(self) -> Iterator[Place]:
        """All cells there could be, the whole sum last."""
        return product(*((*dimension.codes, TOTAL) for dimension in self.dimensions))

    def leaves(self) -> Iterator[Place]:
        """The cells that are no sums."""
        return product(*(dimension.leaves for dimension in self.dimensions))

    def places(self) -> Iterator[Place]:
        """The cells that are shown."""
        return (place for place in self.every() if self.only is None or place in self.only)

    def key(self, place: Place) -> Key:
        """What the cell is, whatever table it stands in."""
        named = zip(self.dimensions, place, strict=True)
        return self.base, frozenset((dimension.name, code) for dimension, code in named if code != TOTAL)

    def lines(self) -> Iterator[tuple[Place, tuple[Place, ...]]]:
        """Each sum or group with the cells it is the sum of."""
        for place in self.every():
            for at, dimension in enumerate(self.dimensions):
                beneath = dimension.children.get(place[at], ()) if place[at] in dimension.children else ()
                if beneath:
                    yield place, tuple((*place[:at], code, *place[at + 1 :]) for code in beneath)


def tabulate(records: Iterable[Mapping[str, str]], name: str, base: str, dimensions: Iterable[Dimension]) -> Table:
    """Count records by the codes they have in each dimension.

    Raises ValueError for a code that no leaf of the dimension has.
    """
    ways = tuple(dimensions)
    counts = Counter(tuple(record[way.name] for way in ways) for record in records)
    for place in counts:
        for way, code in zip(ways, place, strict=True):
            if code not in way.leaves:
                raise ValueError(f"{way.name} has no code {code!r}")
    return Table(name, base, ways, counts)
