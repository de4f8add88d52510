"""Figures that tell on nobody: small ones are hidden, and none of them can be worked out from the rest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def hidden(counts: Mapping[K, int], under: int) -> frozenset[K]:
    """Which figures of one row must be hidden when their sum is shown.

    Those from 1 to `under` less 1; and as long as what is hidden adds up to so little that it tells, or stands alone,
    the smallest other that is not 0 (0 where nothing else is left).
    """
    return frozenset(_enough(counts, {key for key, count in counts.items() if 0 < count < under}, under))


def hides_sum(counts: Mapping[K, int], under: int) -> bool:
    """Whether the sum itself must be hidden: it is small, or would tell what one figure is."""
    total = sum(counts.values())
    out = hidden(counts, under)
    return 0 < total < under or (bool(out) and len(out) < 2)


def shown(counts: Mapping[K, int], under: int) -> dict[K, int | None]:
    """The figures, with none for those that are hidden."""
    out = hidden(counts, under)
    return {key: None if key in out else count for key, count in counts.items()}


def hidden_cells(
    table: Mapping[tuple[K, K], int], under: int, also: Iterable[tuple[K, K]] = ()
) -> frozenset[tuple[K, K]]:
    """Which cells of a table of two ways must be hidden when the sums of its rows and columns are shown.

    No row and no column has exactly one hidden cell; more cells are hidden until that is so and nothing changes.
    also: cells to hide in any case, such as those of a row whose sum is hidden.
    """
    out: set[tuple[K, K]] = set(also)
    lines = [*_lines(table, 0), *_lines(table, 1)]
    while True:
        before = len(out)
        for line in lines:
            counts = {cell: table[cell] for cell in line}
            here = {cell for cell in line if cell in out} | {cell for cell in line if 0 < table[cell] < under}
            out |= _enough(counts, here, under)
        if len(out) == before:
            return frozenset(out)


def _enough(counts: Mapping[K, int], out: set[K], under: int) -> set[K]:
    """What is hidden of a line, with as much more as it takes."""
    if not out:
        return out
    rest = sorted((key for key in counts if key not in out), key=lambda key: (counts[key] == 0, counts[key]))
    while rest and (len(out) < 2 or sum(counts[key] for key in out) < under):
        out.add(rest.pop(0))
    return out


def _lines(table: Iterable[tuple[K, K]], way: int) -> list[list[tuple[K, K]]]:
    found: dict[K, list[tuple[K, K]]] = {}
    for cell in table:
        found.setdefault(cell[way], []).append(cell)
    return list(found.values())
