"""Which cells to hide: those that are small, and as few and as cheap others as keep anybody from working them out.

The attack is always the judge: a pattern is given back with what an attacker can prove about each cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy

from boso.core.tabulation import attack, exact
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.system import Flags, Floats, Ints, System, Told, system_of
from boso.core.tabulation.tables import Key, Place, Table

#: Tables with at most so many cells that may be hidden get the fewest there can be.
EXACT_UP_TO = 120
#: What hiding the sum of everything costs.
WHOLE = 10.0
#: So many cells of tables that hang apart are worked out together.
BUNDLE = 160
#: At most so many cells are tried to be shown again, one by one.
TIDY_UP_TO = 60


@dataclass(frozen=True)
class Pattern:
    """What is hidden, and what of it can be proved from outside.

    small: hidden for what they are; other hidden cells are hidden for their sake. weak: hidden cells that nothing can
    keep from being narrowed, since what left before tells them. cost and bound: what it costs, and what any safe
    pattern must cost at least.
    """

    system: System
    rule: Rule
    small: Flags
    hidden: Flags
    weak: tuple[int, ...]
    cost: float
    bound: float

    @cached_property
    def proved(self) -> tuple[Ints, Floats]:
        """What an attacker can prove of each cell: the least and the most, which may be infinite."""
        return attack.intervals(self.system, self.hidden)

    def is_hidden(self, key: Key) -> bool:
        """Whether the cell is hidden."""
        return bool(self.hidden[self.system.where[key]])

    def is_small(self, key: Key) -> bool:
        """Whether it is hidden for what it is."""
        return bool(self.small[self.system.where[key]])

    def interval(self, key: Key) -> tuple[int, int | None]:
        """What can be proved about the cell; none where there is no most."""
        at = self.system.where[key]
        low, high = self.proved
        return int(low[at]), None if np.isinf(high[at]) else int(high[at])

    @property
    def is_cheapest(self) -> bool:
        """Whether it is proved that nothing cheaper is safe."""
        return self.cost <= self.bound + 1e-6

    def hidden_in(self, table: Table) -> frozenset[Place]:
        """The places of a table that are hidden."""
        return frozenset(place for place in table.places() if self.is_hidden(table.key(place)))


def protect(
    tables: Sequence[Table], rule: Rule, before: Iterable[Told] = (), *, exact_up_to: int = EXACT_UP_TO
) -> Pattern:
    """Hide what must be hidden in tables that leave together, after others that left before.

    Same tables, same pattern. Raises ValueError where shared cells do not agree.
    """
    system, hopeless = _without_the_known(system_of(tables, rule, before), rule)
    price = costs(system)
    small = small_cells(system, rule)
    asked = system.guarded.copy()
    asked[hopeless] = False
    hidden, bound = small | system.hidden, 0.0
    tried, settled = np.zeros(len(hidden), dtype=bool), np.zeros(len(hidden), dtype=bool)
    for cells in _bundles(system, hidden, exact_up_to):
        task = exact.Task(system.of(cells), rule, price[cells], small[cells], asked[cells])
        found, least = exact.fewest(task)
        tried[cells] = True
        bound += least
        if found is not None:
            hidden[cells], settled[cells] = found, True
    bound += float(price[small & ~tried].sum())
    if np.any(hidden & ~settled):
        hidden = enough(system, rule, price, hidden, asked)
        hidden = tidied(system, rule, price, small | settled, hidden, asked)
    cost = float(price[hidden & system.open].sum())
    weak = tuple(cell for cell in hopeless if hidden[cell] and system.open[cell])
    return Pattern(system, rule, small & hidden, hidden, weak, cost, min(bound, cost))


def _bundles(system: System, hidden: Flags, most: int) -> Iterator[Ints]:
    """Parts with something to hide that are small enough to be proved, several together as long as they are few."""
    some: list[Ints] = []
    for part in np.unique(system.part[hidden]):
        cells = np.flatnonzero(system.part == part)
        if not 0 < int(system.open[cells].sum()) <= most:
            continue
        if some and sum(map(len, some)) + len(cells) > BUNDLE:
            yield np.sort(np.concatenate(some))
            some = []
        some.append(cells)
    if some:
        yield np.sort(np.concatenate(some))


def _without_the_known(system: System, rule: Rule) -> tuple[System, list[int]]:
    """The system in which what is known anyway is not hidden in vain, and the small cells that nothing can hide.

    Without tables from before, all hidden cells could be many times as large: then nothing is known anyway.
    """
    if system.open.all():
        return system, []
    everything = system.open | system.hidden
    known = [one.cell for one in attack.weaknesses(system, everything, rule.width, system.guarded)]
    vain = [cell for cell in known if not rule.is_small(int(system.values[cell]))]
    still_open = system.open.copy()
    still_open[vain] = False
    return replace(system, open=still_open), sorted(set(known) - set(vain))


def costs(system: System) -> Floats:
    """What it costs to hide each cell: one each, up to a half more the larger it is, a little more for a 0.

    A sum of everything costs as much as ten: it is what people look for first.
    """
    share = system.values / (system.values.max(initial=0) + 1)
    whole = np.array([not codes for _base, codes in system.keys], dtype=bool)
    price = 1.0 + 0.5 * share + np.where(system.values == 0, 0.25, 0.0)
    found: Floats = np.where(system.open, np.where(whole, WHOLE, price), 0.0)
    return found


def small_cells(system: System, rule: Rule) -> Flags:
    """The cells hidden for what they are: small ones, and those that hold a whole group, with a 0 beside."""
    small = np.array([rule.is_small(int(value)) for value in system.values], dtype=bool) & system.open
    if rule.groups and rule.threshold:
        counted = np.bincount([cell for line in system.lines for cell in line[1] if small[cell]], minlength=len(small))
        for _sum, children in system.lines:
            within = [cell for cell in children if system.open[cell] or system.hidden[cell]]
            holding = [cell for cell in children if system.values[cell]]
            if len(holding) != 1 or len(within) < 2 or holding[0] not in within:
                continue
            empty = [cell for cell in within if not system.values[cell]]
            small[[cell for cell in holding if system.open[cell]]] = True
            if not any(small[cell] or system.hidden[cell] for cell in empty):
                small[max(empty, key=lambda cell: (counted[cell], -cell))] = True
    return small


def enough(system: System, rule: Rule, price: Floats, hidden: Flags, asked: Flags) -> Flags:
    """Hide more, cheapest first, until the attack finds nothing. Tables that hang apart go at the same pace."""
    while weak := attack.weaknesses(system, hidden, rule.width, asked):
        worst: dict[int, attack.Weakness] = {}
        for one in sorted(weak, key=lambda one: (one.width, one.cell)):
            worst.setdefault(int(system.part[one.cell]), one)
        more = way_out(system, hidden, price, [one.cell for one in worst.values()], rule.width) & ~hidden
        stuck = [one for part, one in worst.items() if not np.any(more & (system.part == part))]
        for one in stuck:
            beside = np.flatnonzero(system.open & ~hidden & (system.part == system.part[one.cell]))
            more[beside[np.argmin(price[beside])]] = True
        hidden = hidden | more
    return hidden


def way_out(system: System, hidden: Flags, price: Floats, weak: Sequence[int], width: int) -> Flags:
    """The cheapest cells that could all be otherwise with these cells `width` higher, and every sum still right."""
    cells = np.flatnonzero(system.open | system.hidden)
    matrix = scipy.sparse.csr_matrix(system.relations[:, cells])
    matrix = scipy.sparse.csr_matrix(matrix[np.flatnonzero(np.diff(matrix.indptr))])
    cost = np.where(hidden, 1e-3, price + 1e-3)[cells]
    size, at = len(cells), np.searchsorted(cells, np.array(weak))
    bounds = np.zeros((2 * size, 2))
    bounds[:size, 1], bounds[size:, 1] = np.inf, (system.values - system.least)[cells]
    bounds[at, 0], bounds[size + at, 1] = width, 0.0
    found = scipy.optimize.linprog(
        np.concatenate((cost, cost)), A_eq=scipy.sparse.hstack((matrix, -matrix), format="csr"),
        b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs-ds",
    )  # fmt: skip
    moved = np.zeros(len(hidden), dtype=bool)
    if found.x is not None:
        moved[cells[found.x[:size] + found.x[size:] > attack.NEAR]] = True
    flags: Flags = moved & system.open
    return flags


def tidied(system: System, rule: Rule, price: Floats, small: Flags, hidden: Flags, asked: Flags) -> Flags:
    """Show again what need not be hidden, dearest first. Tables that hang apart go at the same pace."""
    extra = np.flatnonzero(hidden & system.open & ~small)
    queues: dict[int, list[int]] = {}
    for cell in sorted(extra, key=lambda cell: (-price[cell], cell)):
        queues.setdefault(int(system.part[cell]), []).append(int(cell))
    for step in range(min(TIDY_UP_TO, max(map(len, queues.values()), default=0))):
        tried = [queue[step] for queue in queues.values() if step < len(queue)]
        without = hidden.copy()
        without[tried] = False
        broken = {int(system.part[one.cell]) for one in attack.weaknesses(system, without, rule.width, asked)}
        hidden = hidden.copy()
        hidden[[cell for cell in tried if system.part[cell] not in broken]] = False
    return hidden
