"""Hiding small counts in tables: how many cells, how long it takes, and how many of them an attacker still narrows.

Baselines: `lines-only` hides until no row or column has exactly one hidden cell, which is what one writes first;
`rank-greedy` hides until no hidden small count is determined by the sums (the idea of Gaussian elimination, in our own
words), the largest counts shown first; `boso-fast` is our own way for large tables. Each pattern is attacked alike.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from boso.config.benchmarks import Row
from boso.core.tabulation import attack, suppression
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import protect
from boso.core.tabulation.system import Flags, System, Told, system_of
from boso.core.tabulation.tables import Dimension, Table

SHAPES: tuple[tuple[int, ...], ...] = ((4, 7), (6, 8), (8, 12), (4, 4, 4), (20, 30), (40, 60))
TABLES = 5
#: Cells up to which a baseline that looks at every cell alone is patient enough.
RANK_UP_TO = 250
RULE = Rule()


def rows() -> Iterator[Row]:
    """Each shape, several tables of each; the median time of one."""
    for shape in SHAPES:
        tables = [_table(shape, number) for number in range(TABLES)]
        case = f"{'x'.join(map(str, shape))}"
        engines: list[tuple[str, Callable[[System, Table], Flags]]] = [
            ("boso", lambda _system, table: protect([table], RULE).hidden),
            ("boso-fast", lambda _system, table: protect([table], RULE, exact_up_to=0).hidden),
            ("lines-only", lambda system, _table: _lines_only(system)),
        ]
        if np.prod([size + 1 for size in shape]) <= RANK_UP_TO:
            engines.append(("rank-greedy", lambda system, _table: _rank_greedy(system)))
        for engine, way in engines:
            yield _measured(case, engine, way, tables)
    yield from _over_time()


def _measured(case: str, engine: str, way: Callable[[System, Table], Flags], tables: Sequence[Table]) -> Row:
    seconds, hidden, broken = [], 0, 0
    for table in tables:
        system = system_of([table], RULE)
        began = time.perf_counter()
        found = way(system, table)
        seconds.append(time.perf_counter() - began)
        hidden += int(found.sum())
        broken += len(attack.weaknesses(system, found, RULE.width))
    result = {"hidden": hidden / len(tables), "narrowed": broken / len(tables)}
    return Row(case, engine, sorted(seconds)[len(seconds) // 2], None, result)


def _over_time() -> Iterator[Row]:
    """A quarter after another: with and without looking at what has left."""
    first = _table((6, 8), 0)
    earlier = protect([first], RULE)
    told = Told(first, frozenset(first.key(place) for place in earlier.hidden_in(first)))
    counts = {
        place: count + (1 if _chance(f"later{place}") < 0.15 else 0) for place, count in first.counts.items()
    }  # fmt: skip
    now = Table(first.name, "now", first.dimensions, counts)
    both = system_of([now], RULE, [told])
    for engine, before in (("boso", [told]), ("each-day-alone", [])):
        began = time.perf_counter()
        pattern = protect([now], RULE, before)
        seconds = time.perf_counter() - began
        hidden = both.hidden.copy()
        for place in pattern.hidden_in(now):
            hidden[both.where[now.key(place)]] = True
        broken = len(attack.weaknesses(both, hidden, RULE.width, both.guarded))
        yield Row("6x8 a quarter later", engine, seconds, None,
                  {"hidden": float(len(pattern.hidden_in(now))), "narrowed": float(broken)})  # fmt: skip


def _table(shape: tuple[int, ...], number: int) -> Table:
    ways = tuple(Dimension(f"d{at}", tuple(f"{at}-{n}" for n in range(size))) for at, size in enumerate(shape))
    leaves = itertools.product(*(way.codes for way in ways))
    return Table("t", f"b{number}", ways, {leaf: _count(f"{number}{leaf}") for leaf in leaves})


def _count(word: str) -> int:
    """Mostly a dozen, sometimes small, sometimes nothing: the same for the same word."""
    chance = _chance(word)
    return 0 if chance < 0.1 else 1 + int(_chance(f"{word}s") * 3) if chance < 0.25 else 4 + int(chance**3 * 60)


def _chance(word: str) -> float:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:6], "big") / 2**48


def _lines_only(system: System) -> Flags:
    hidden = suppression.small_cells(system, RULE)
    changed = True
    while changed:
        changed = False
        for parent, children in system.lines:
            line = np.array((parent, *children))
            if hidden[line].sum() == 1:
                rest = line[~hidden[line]]
                hidden[rest[np.argmin(system.values[rest] + 1e6 * (system.values[rest] == 0))]] = True
                changed = True
    return hidden


def _rank_greedy(system: System) -> Flags:
    small = suppression.small_cells(system, RULE)
    hidden = np.ones(len(small), dtype=bool)
    relations = system.relations.toarray()
    for cell in np.argsort(-system.values, kind="stable"):
        if small[cell]:
            continue
        hidden[cell] = False
        if _determined(relations, hidden, small):
            hidden[cell] = True
    return hidden


def _determined(relations: np.ndarray, hidden: Flags, small: Flags) -> bool:
    """Whether some hidden small count follows from the sums: its unit vector lies in the space of the rows."""
    cells = np.flatnonzero(hidden)
    _left, sizes, right = np.linalg.svd(relations[:, cells], full_matrices=False)
    basis = right[sizes > 1e-9]
    return bool(np.any((basis**2).sum(axis=0)[small[cells]] > 1 - 1e-9))
