"""Other whole counts that are found without a search: a few persons change answers with each other.

Whoever changes stays in the same groups. Most such changes alter something that is shown and are of no use; those that
do not are proof that a hidden count could be another.
"""

from __future__ import annotations

import itertools

import numpy as np
import scipy
from numpy.random import RandomState

from boso.core.tabulation.system import Floats, Ints

#: So many changes are tried of each question.
MOST = 12_000


def swaps(counts: Ints, answers: int, chance: RandomState) -> scipy.sparse.csr_matrix:
    """Changes that take nobody from where nobody is: by leaves, a column each. answers: so many of the last axes are
    answers, the others groups.

    Half are of two persons who change answers with each other, half of four, where one change undoes the other's sums.
    """
    places = np.argwhere(counts > 0)
    one, other = (places[chance.randint(len(places), size=MOST)] if len(places) else places for _person in range(2))
    blocks = _blocks(len(one), counts.ndim, answers, chance)
    leaves, signs = [], []
    for corner in itertools.product((0, 1), repeat=3):
        theirs = np.take_along_axis(np.array(corner)[None].repeat(len(one), 0), blocks, axis=1) == 1
        place = np.where(theirs, other, one)
        leaves.append(np.ravel_multi_index(tuple(place.T), counts.shape))
        sign = np.full(len(one), -1.0 if sum(corner) % 2 == 0 else 1.0)
        sign[: len(one) // 2] *= 1 - corner[1]
        signs.append(sign)
    moves = np.tile(np.arange(len(one)), len(leaves))
    found = scipy.sparse.csr_matrix(
        (np.concatenate(signs), (np.concatenate(leaves), moves)), shape=(counts.size, len(one))
    )
    return _possible(found, counts.ravel())


def _blocks(many: int, axes: int, answers: int, chance: RandomState) -> Ints:
    """For each change which of three blocks each axis is in: an answer is the last, the middle empty for pairs."""
    found = chance.randint(2, size=(many, axes))
    found[: many // 2] = 0
    mine = axes - 1 - chance.randint(answers, size=many)
    found[np.arange(many), mine] = 2
    return np.asarray(found)


def _possible(found: scipy.sparse.csr_matrix, counts: Ints) -> scipy.sparse.csr_matrix:
    found.eliminate_zeros()
    coo = found.tocoo()
    short = coo.data + counts[coo.row] < 0
    bad = np.bincount(coo.col[short], minlength=found.shape[1]) + (np.bincount(coo.col, minlength=found.shape[1]) == 0)
    return scipy.sparse.csr_matrix(found[:, bad == 0])


class Swapped:
    """Changes seen from the cells. cells, change, by: of each change the cells it alters, and by how much."""

    def __init__(self, moved: scipy.sparse.csr_matrix) -> None:
        coo = moved.tocoo()
        altered = coo.data != 0
        self.cells, self.by, self.change = coo.row[altered], coo.data[altered], coo.col[altered]
        self.many = moved.shape[1]

    def seen(self, values: Ints, shown: Floats, least: Ints) -> tuple[Ints, Floats]:
        """Cells with other values they can have: of the changes that alter nothing shown and leave each cell its least.

        shown: 1 for cells that must stay. least: what each must keep.
        """
        after = values[self.cells] + self.by
        bad = (shown[self.cells] > 0) | (after < least[self.cells])
        fits = np.bincount(self.change, bad, minlength=self.many) == 0
        kept = fits[self.change]
        return self.cells[kept], after[kept]
