"""The fewest cells there can be: guess the cheapest pattern, attack it, learn from what was found, guess again.

Each attack that succeeds proves an inequality every safe pattern must keep; the guess is an integer program over all
that was learnt. When the attack finds nothing, nothing cheaper is safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy

from boso.core.tabulation import attack
from boso.core.tabulation.attack import Weakness
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.system import Flags, Floats, System

#: So many guesses at most; then the pattern known so far stands, with the bound that was reached.
GUESSES = 40
#: So many branches of one guess at most.
NODES = 2_000

Cut = tuple[dict[int, float], float]
"""Coefficients by cell, and what they must come to at least."""


@dataclass(frozen=True)
class Task:
    """Cells that hang together, what hiding each costs, which must be hidden, and which must be safe when hidden."""

    system: System
    rule: Rule
    price: Floats
    small: Flags
    asked: Flags


def fewest(task: Task) -> tuple[Flags | None, float]:
    """The cheapest safe pattern, none where it was not found in time, and the bound below which none is."""
    system, price = task.system, task.price
    cells = np.flatnonzero(system.open)
    place = {int(cell): at for at, cell in enumerate(cells)}
    cuts, bound = list(_lines(system)), 0.0
    for _guess in range(GUESSES):
        found, least = _guessed(price[cells], task.small[cells], cuts, place)
        bound = max(bound, least)
        if found is None:
            break
        hidden = system.hidden.copy()
        hidden[cells[found]] = True
        weak = attack.weaknesses(system, hidden, task.rule.width, task.asked, why=True)
        if not weak:
            return hidden, bound
        cuts.extend(_learnt(system, hidden, one, task.rule.width) for one in weak)
    return None, bound


def _guessed(price: Floats, small: Flags, cuts: list[Cut], place: dict[int, int]) -> tuple[Flags | None, float]:
    """The cheapest that keeps what was learnt, if it was found in time, and what it must cost at least."""
    rows, columns, values = [], [], []
    for row, (weights, _least) in enumerate(cuts):
        for cell, weight in weights.items():
            rows.append(row)
            columns.append(place[cell])
            values.append(weight)
    constraints = []
    if cuts:
        matrix = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(cuts), len(price)))
        constraints.append(scipy.optimize.LinearConstraint(matrix, lb=np.array([least for _weights, least in cuts])))
    found = scipy.optimize.milp(
        price,
        integrality=np.ones(len(price)),
        bounds=scipy.optimize.Bounds(small.astype(float), 1.0),
        constraints=constraints,
        options={"mip_rel_gap": 0.0, "node_limit": NODES},
    )
    return None if found.status or found.x is None else found.x > 0.5, float(found.mip_dual_bound or 0.0)


def _lines(system: System) -> Iterable[Cut]:
    """No line has exactly one hidden cell: it would be what the others leave."""
    for parent, children in system.lines:
        line = (parent, *children)
        if any(system.hidden[cell] for cell in line):
            continue
        within = [cell for cell in line if system.open[cell]]
        for cell in within:
            yield {**{other: 1.0 for other in within if other != cell}, cell: -1.0}, 0.0


def _learnt(system: System, hidden: Flags, weak: Weakness, width: int) -> Cut:
    """To widen that cell's interval, something must be hidden that its proof leans on."""
    need = max(width - weak.width, 1e-3)
    weights = {
        int(cell): min(1.0, float(weak.gains[cell]) / need)
        for cell in np.flatnonzero((weak.gains > attack.NEAR) & system.open & ~hidden)
    }
    if system.open[weak.cell]:
        return {**weights, weak.cell: -1.0}, 0.0
    return weights, 1.0
