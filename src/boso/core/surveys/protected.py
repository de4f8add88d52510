"""What of a question may be seen at all, decided once: every table is then made of the same protected counts.

A cube holds counts by groups and answers with every sum. Some of its cells are shown, the others never. Whoever knows
which groups each person is in and who left the question open, and sees all that is shown, at this opening and at
earlier ones, must not be able to work out what one person answered, nor any count of fewer than five answers. The
attack is the judge: for each hidden count it looks for other whole counts, far enough away, that agree with all that is
shown; cells are hidden until there are such for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import scipy
from numpy.random import RandomState
from numpy.typing import NDArray

from boso.core.surveys.cells import HIDDEN, LEAST, Family, Question
from boso.core.surveys.swaps import Swapped, swaps
from boso.core.tabulation.system import Flags, Floats, Ints

Number = TypeVar("Number", bound=np.generic)

#: A small count may not be narrowed to fewer than so many values and one.
WIDTH = 2
#: More cells than this are too many to be judged.
MOST_CELLS = 60_000
#: So many weak cells are seen to at a time; so many attempts without a gain before cells are asked one by one.
FEW, IDLE = 8, 4
#: So many branches of one program at most.
NODES = 500
NEAR = 1e-6


class Cannot(ValueError):
    """Whatever is hidden now, what was shown before tells what somebody answered."""


def protect(family: Family) -> tuple[Ints, ...]:
    """For each question its counts with every sum, HIDDEN where they are not shown; those told before as they were.

    Raises Cannot, and ValueError for too many cells.
    """
    if sum(each.full.size for each in family.questions) > MOST_CELLS:
        raise ValueError("so many groups have too many cells")
    judge = _Judge(family)
    judge.settle()
    found = []
    for each, hidden in zip(family.questions, judge.by_question(judge.hidden), strict=True):
        shown = np.where(hidden | each.secret, HIDDEN, each.full)
        found.append(shown if each.told is None else each.told)
    return tuple(found)


def weak(family: Family) -> int:
    """How many cells of what was told can be narrowed too far: 0 for what `protect` has made."""
    return len(_Judge(family).weak())


class _Judge:
    """All cells of a family in one row, what is hidden of them so far, and how far each may be narrowed.

    wide: small counts, and answers that everybody gave, of groups large enough to be shown. narrow: all answers given
    in groups too small, or hidden whole: of those no count may be known for certain. low, high: of each cell values it
    has been seen to have in some whole counts that agree with all that is shown; they stand when more is hidden.
    """

    def __init__(self, family: Family) -> None:
        self.family = family
        questions = family.questions
        known = _joined([each.known for each in questions])
        secret = _joined([each.secret for each in questions])
        self.values = _joined([each.full for each in questions])
        values, base = self.values, _joined([each.base for each in questions])
        before = _joined([np.full(each.full.shape, each.told is not None) for each in questions])
        shown = _joined(
            [np.zeros(each.full.shape, dtype=bool) if each.told is None else each.told != HIDDEN for each in questions]
        )
        self.fixed: Flags = known | shown
        self.price = _joined([each.price for each in questions])
        self.rows = _rows(questions)
        self.sums = _sums(family)
        self.leaves = np.concatenate([each.counts.ravel() for each in questions]).astype(np.float64)
        self.impossible = _joined([each.impossible for each in questions])
        self.ties = _ties(family, self.sums)
        self.hidden: Flags = (secret | before) & ~self.fixed
        self.open: Flags = ~self.fixed & ~self.hidden
        some = (values > 0) & ~self.fixed & ~_joined([each.apart for each in questions])
        told = some & ~_joined([each.neutral for each in questions])
        self.narrow: Flags = told & (base < LEAST)
        small = some & (values < LEAST)
        self.wide: Flags = (small | (told & _joined([each.whole for each in questions]))) & (base >= LEAST)
        self.hidden = self.hidden | (self.wide & self.open)
        self.least = np.where((values > 0) & ~secret, 1, 0)
        self.low, self.high = values.astype(np.float64), values.astype(np.float64)
        self._whole_rows()
        self.swaps = _swaps(questions, self.sums, self.ties)

    def _whole_rows(self) -> None:
        """Where all of a row is hidden nobody knows which answers were given in it at all."""
        hidden = np.bincount(self.rows, (self.hidden | self.fixed).astype(float)) == np.bincount(self.rows)
        told = np.bincount(
            self.rows, (self.fixed & ~_joined([each.known for each in self.family.questions])).astype(float)
        )
        whole = (hidden & (told == 0))[self.rows]
        self.least[whole] = 0
        self.narrow = self.narrow | (whole & self.wide)
        self.wide = self.wide & ~whole

    def settle(self) -> None:
        """Hide until the attack finds nothing.

        Raises Cannot.
        """
        while weak := self.weak(FEW):
            before = int(self.hidden.sum())
            for cell, width in weak:
                self.hidden = self.hidden | self._way_out(cell, width)
            self._whole_rows()
            if int(self.hidden.sum()) == before:
                self.hidden = self.hidden | self._around([cell for cell, _width in weak])
                self._whole_rows()

    def weak(self, most: int = 1_000_000) -> list[tuple[int, int]]:
        """Hidden cells that an attacker can narrow too far, each with how far it must not be; at most so many."""
        self._swapped()
        polyhedron = _Known(self)
        left = self._left()
        chance, idle = RandomState(len(self.values)), 0
        while left.any() and idle < IDLE:
            self._seen(polyhedron.far(self.sums[left].T @ chance.choice((-1.0, 1.0), int(left.sum()))))
            rest = self._left()
            idle, left = (0 if rest.sum() < left.sum() else idle + 1), rest
        weak: list[tuple[int, int]] = []
        for cell in np.flatnonzero(left):
            width = WIDTH if self.wide[cell] else 1
            for sign in (1.0, -1.0):
                if self.high[cell] - self.low[cell] < width:
                    self._seen(polyhedron.far(sign * self.sums[[cell]].toarray()[0], whole=True))
            if self.high[cell] - self.low[cell] < width:
                weak.append((int(cell), width))
            if len(weak) >= most:
                break
        return weak

    def _left(self) -> Flags:
        """Hidden cells not yet seen to be free enough."""
        width = np.where(self.wide, WIDTH, 1)
        return np.asarray(self.hidden & (self.wide | self.narrow) & (self.high - self.low < width))

    def _swapped(self) -> None:
        """Other whole counts that need no search."""
        shown = (~self.hidden).astype(np.float64)
        cells, values = self.swaps.seen(self.values, shown, np.where(self.hidden, self.least, 0))
        np.minimum.at(self.low, cells, values)
        np.maximum.at(self.high, cells, values)

    def _seen(self, leaves: Floats) -> None:
        cells = self.sums @ leaves
        self.low, self.high = np.minimum(self.low, cells), np.maximum(self.high, cells)

    def _way_out(self, cell: int, width: int) -> Flags:
        """The cheapest cells to hide so that the cell could be otherwise by so much; none where there is no way."""
        none = np.zeros(len(self.values), dtype=bool)
        shown = np.flatnonzero(self.open & ~self.hidden)
        moved = self.sums[shown]
        stay = scipy.sparse.vstack([self.sums[np.flatnonzero(self.fixed)], self.ties], format="csr")
        size, much = len(self.leaves), len(shown)
        at_least = np.flatnonzero(self.least > 0)
        held, room = self.sums[at_least], self.values[at_least] - 1.0
        rest = scipy.sparse.csr_matrix((len(at_least), much))
        for sign in (-1, 1):
            goal = scipy.sparse.vstack([stay, self.sums[[cell]]], format="csr")
            equal = scipy.sparse.hstack([goal, scipy.sparse.csr_matrix((goal.shape[0], much))], format="csr")
            right = np.zeros(goal.shape[0])
            right[-1] = sign * width
            eye = scipy.sparse.identity(much, format="csr")
            above = scipy.sparse.vstack(
                [
                    scipy.sparse.hstack([moved, -eye]),
                    scipy.sparse.hstack([-moved, -eye]),
                    scipy.sparse.hstack([-held, rest]),
                ],
                format="csr",
            )
            found = scipy.optimize.linprog(
                np.concatenate((np.zeros(size), self.price[shown])), A_ub=above,
                b_ub=np.concatenate((np.zeros(2 * much), room)), A_eq=equal, b_eq=right,
                bounds=np.column_stack((
                    np.concatenate((-self.leaves, np.zeros(much))),
                    np.concatenate((np.where(self.impossible, 0.0, np.inf), np.full(much, np.inf))),
                )), method="highs",
            )  # fmt: skip
            if found.x is not None:
                none[shown[found.x[size:] > NEAR]] = True
                return none
        return none

    def _around(self, cells: Sequence[int]) -> Flags:
        """For each cell the cheapest other that it can be reckoned from; where there is none, anything.

        Raises Cannot where all is hidden.
        """
        more = np.zeros(len(self.values), dtype=bool)
        for cell in cells:
            near = np.asarray((self.sums @ self.sums[[cell]].T).todense()).ravel() > 0
            for where in (near, self.open):
                left = np.flatnonzero(where & self.open & ~self.hidden & ~more)
                if len(left):
                    more[left[np.argmin(self.price[left])]] = True
                    break
        if not more.any():
            raise Cannot("nothing more can be hidden")
        return more

    def by_question(self, flags: Flags) -> list[Flags]:
        """Flags of all cells in the shape of each question."""
        sizes = np.cumsum([each.full.size for each in self.family.questions])[:-1]
        parts = np.split(flags, sizes)
        return [part.reshape(each.full.shape) for part, each in zip(parts, self.family.questions, strict=True)]


class _Known:
    """All whole counts that agree with what an attacker knows."""

    def __init__(self, judge: _Judge) -> None:
        shown = np.flatnonzero(~judge.hidden)
        held = np.flatnonzero(judge.hidden & (judge.least > 0))
        self.equal = scipy.sparse.vstack([judge.sums[shown], judge.ties], format="csr")
        self.right = self.equal @ judge.leaves
        self.above = judge.sums[held]
        self.most = np.where(judge.impossible, 0.0, float(judge.values.max(initial=0)) + WIDTH)
        self.true, self.size = judge.leaves, len(judge.leaves)

    def far(self, goal: Floats, *, whole: bool = False) -> Floats:
        """Counts as far as can be along the goal; the true ones where none were found, or they are not whole. whole:
        only whole ones are looked for, which takes longer.
        """
        constraints = [scipy.optimize.LinearConstraint(self.equal, self.right, self.right)]
        if self.above.shape[0]:
            constraints.append(scipy.optimize.LinearConstraint(self.above, lb=1.0))
        found = scipy.optimize.milp(
            -np.asarray(goal), integrality=np.full(self.size, int(whole)), bounds=scipy.optimize.Bounds(0.0, self.most),
            constraints=constraints, options={"node_limit": NODES},
        )  # fmt: skip
        near = np.round(self.true if found.x is None else found.x)
        fits = np.abs(self.equal @ near - self.right).max(initial=0) < NEAR and not np.any(self.above @ near < 1)
        return near if fits else self.true


def _joined(parts: Sequence[NDArray[Number]]) -> NDArray[Number]:
    return np.concatenate([part.ravel() for part in parts])


def _rows(questions: Sequence[Question]) -> Ints:
    """The row of each cell: the answers of the same groups to the same question."""
    found, start = [], 0
    for each in questions:
        width = each.full.shape[-1]
        rows = each.full.size // width
        found.append(np.repeat(np.arange(start, start + rows), width))
        start += rows
    return np.concatenate(found)


def _swaps(questions: Sequence[Question], sums: scipy.sparse.csr_matrix, ties: scipy.sparse.csr_matrix) -> Swapped:
    """Changes of a few persons in each question that leave the ties as they are."""
    chance = RandomState(sums.shape[0])
    moves = scipy.sparse.csr_matrix(
        scipy.sparse.block_diag([swaps(each.counts, each.answers, chance) for each in questions], format="csr")
    )
    tied = np.asarray(abs(ties @ moves).sum(axis=0)).ravel() == 0
    return Swapped(sums @ moves[:, tied])


def _sums(family: Family) -> scipy.sparse.csr_matrix:
    """Every cell as a sum of leaves: cells by leaves."""
    blocks = []
    for each in family.questions:
        found = scipy.sparse.csr_matrix(np.ones((1, 1)))
        for axis in each.axes:
            places = [(at,) for at in range(len(axis.leaves))] + list(axis.members)
            rows = np.repeat(np.arange(len(places)), [len(some) for some in places])
            columns = np.concatenate([np.array(some, dtype=np.int64) for some in places])
            found = scipy.sparse.kron(
                found,
                scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(places), len(axis.leaves))),
            )
        blocks.append(found)
    return scipy.sparse.csr_matrix(scipy.sparse.block_diag(blocks, format="csr"))


def _ties(family: Family, sums: scipy.sparse.csr_matrix) -> scipy.sparse.csr_matrix:
    """What must come to nothing between questions: pairs that are the same, and openings that add up."""
    numbers, start = [], 0
    for each in family.questions:
        numbers.append(np.arange(start, start + each.full.size).reshape(each.full.shape))
        start += each.full.size
    found = [scipy.sparse.csr_matrix((0, sums.shape[1]))]
    for (one, name), (other, another) in family.same:
        here = numbers[one][family.questions[one].along(name)].ravel()
        there = numbers[other][family.questions[other].along(another)].ravel()
        found.append(sums[here] - sums[there])
    for earlier, since, later in family.adds:
        leaf = np.ix_(*(np.arange(len(axis.leaves)) for axis in family.questions[earlier].axes))
        parts = [sums[numbers[at][leaf].ravel()] for at in (earlier, since, later)]
        found.append(parts[0] + parts[1] - parts[2])
    return scipy.sparse.csr_matrix(scipy.sparse.vstack(found, format="csr"))
