"""Attack tests: an independent linear program tries to narrow each hidden cell, over tables, links and dates."""

from __future__ import annotations

import itertools
import os

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, identity, kron

from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import protect
from boso.core.tabulation.system import Told
from boso.core.tabulation.tables import Dimension, Table

pytestmark = pytest.mark.slow

LONG = bool(os.environ.get("BOSO_LONG"))
SHAPES = [(2, 3), (3, 3), (2, 4), (2, 3), (2, 2, 2)] * (10 if LONG else 1) + [(3, 4), (4, 5), (3, 3, 3)] * LONG
COUNTS = [0, 0, 0, 1, 1, 2, 3, 4, 5, 8, 12, 30]
RULE = Rule()


def a_table(chance, shape, base="b", name="t"):
    ways = tuple(Dimension(f"d{at}", tuple(f"{at}{n}" for n in range(size))) for at, size in enumerate(shape))
    if chance.random() < 0.3:
        first = ways[0]
        codes = (*first.codes, "north", "south")
        parents = {code: ("north", "south")[n % 2] for n, code in enumerate(first.codes)}
        ways = (Dimension(first.name, codes, parents), *ways[1:])
    leaves = itertools.product(*(way.leaves for way in ways))
    return Table(name, base, ways, {place: int(chance.choice(COUNTS)) for place in leaves})


def later(chance, table, base):
    """The same households some time after: most cells as they were."""
    counts = {
        place: count if chance.random() < 0.7 else max(0, count + int(chance.integers(-2, 3)))
        for place, count in table.counts.items()
    }
    return Table(table.name, base, table.dimensions, counts)


class Attacker:
    """Written apart from the engine: leaves are the unknowns, every cell is a sum of them, and all bounds are asked
    in one program. Knows that a hidden cell that is not 0 is at least 1, and that a cell two tables share is one.
    """

    def __init__(self, tables, hidden):
        """`hidden(table)` gives the hidden places of a table."""
        self.tables, self.sums = tables, {}
        self.size = sum(len(list(leaves_of(table))) for table in tables)
        self.equal, self.right, self.at_least, self.goals = [], [], [], []
        first = 0
        for table in tables:
            self._learn(table, first, hidden(table))
            first += len(list(leaves_of(table)))

    def _learn(self, table, first, hidden):
        places = list(leaves_of(table))
        for cell in table.every():
            inside = [at for at, place in enumerate(places) if under(table.dimensions, cell, place)]
            row = np.zeros(self.size)
            row[[first + at for at in inside]] = 1
            value = sum(table.counts[places[at]] for at in inside)
            shared = self.sums.setdefault(name_of(table, cell), (row, value))
            self._is(row - shared[0], 0)
            if cell not in hidden:
                self._is(row, value)
                continue
            self.goals.append(row)
            if value:
                self.at_least.append(row)

    def _is(self, row, value):
        if row.any():
            self.equal.append(row)
            self.right.append(value)

    def compare(self, one, other):
        """Of two dates, which leaves are as they were."""
        for cell in leaves_of(one):
            (row, value), (row2, value2) = self.sums[name_of(one, cell)], self.sums[name_of(other, cell)]
            if value == value2:
                self._is(row - row2, 0)

    def narrowest(self):
        """How narrow the attacker gets any hidden cell."""
        if not self.goals:
            return np.inf
        wished = np.concatenate((np.array(self.goals), -np.array(self.goals)))
        times = identity(len(wished), format="csr")
        known, least = (csr_matrix(np.array(rows).reshape(-1, self.size)) for rows in (self.equal, self.at_least))
        found = linprog(
            wished.ravel(),
            A_eq=kron(times, known, format="csr"), b_eq=np.tile(self.right, len(wished)),
            A_ub=-kron(times, least, format="csr"), b_ub=np.full(len(self.at_least) * len(wished), -1.0),
            bounds=(0, 5_000), options={"presolve": False},
        )  # fmt: skip
        assert found.success, found.message
        ends = (found.x.reshape(len(wished), self.size) * np.abs(wished)).sum(axis=1)
        low, high = ends[: len(self.goals)], ends[len(self.goals) :]
        return (np.floor(high + 1e-6) - np.ceil(low - 1e-6)).min()


def leaves_of(table):
    return itertools.product(*(way.leaves for way in table.dimensions))


def under(ways, cell, leaf):
    return all(code in way.above(inner) for way, code, inner in zip(ways, cell, leaf, strict=True))


def name_of(table, cell):
    pairs = zip((way.name for way in table.dimensions), cell, strict=True)
    return table.base, frozenset(pair for pair in pairs if pair[1])


@pytest.mark.parametrize("share", range(4))
def test_no_hidden_cell_can_be_bounded_more_narrowly_than_the_rule_allows(share):
    hiding, batches = 0, range(share, 1_000 if LONG else 20, 4)
    for batch in batches:
        numbers = range(10 * batch, 10 * batch + 10)
        tables = [a_table(np.random.default_rng(n), SHAPES[n % len(SHAPES)], base=f"b{n}") for n in numbers]
        # One batch in ten goes the way of tables too large to be proved.
        pattern = protect(tables, RULE, exact_up_to=0 if batch % 10 == 5 else 60)
        for number, table in zip(numbers, tables, strict=True):
            hidden = pattern.hidden_in(table)
            assert not any(RULE.is_small(count) for place, count in table.sums.items() if place not in hidden)
            assert Attacker([table], pattern.hidden_in).narrowest() >= RULE.width, number
            hiding += bool(hidden)
    assert hiding > 5 * len(batches)


def test_tables_that_share_cells_do_not_tell_on_each_other():
    for number in range(500 if LONG else 8):
        chance = np.random.default_rng([1, number])
        table = a_table(chance, (3, 3), name="first")
        other = linked(chance, table)
        pattern = protect([table, other], RULE)
        assert Attacker([table, other], pattern.hidden_in).narrowest() >= RULE.width, number


def linked(chance, table):
    """A table of the same households by the first dimension and another one."""
    first, more = table.dimensions[0], Dimension("more", ("x", "y", "z"))
    counts = {}
    for code in first.leaves:
        left = sum(count for place, count in table.counts.items() if place[0] == code)
        cut = sorted(chance.integers(0, left + 1, size=2))
        for name, part in zip(more.codes, np.diff([0, *cut, left]), strict=True):
            counts[code, name] = int(part)
    return Table("second", table.base, (first, more), counts)


def test_what_left_before_and_what_leaves_now_do_not_tell_on_each_other():
    for number in range(500 if LONG else 18):
        chance = np.random.default_rng([2, number])
        early = a_table(chance, (3, 3), base="then")
        now = later(chance, early, "now")
        earlier = protect([early], RULE)
        told = Told(early, frozenset(early.key(place) for place in earlier.hidden_in(early)))
        pattern = protect([now], RULE, [told])
        assert not pattern.weak
        attacker = Attacker(
            [early, now], lambda table, of={"then": earlier, "now": pattern}: of[table.base].hidden_in(table)
        )
        attacker.compare(early, now)
        assert attacker.narrowest() >= RULE.width, number
