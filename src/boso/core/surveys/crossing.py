"""A question against another: what may be seen of the crossing, and of either question by itself, judged as one.

Counts are by groups and the answers to both, so that the attack knows that the same persons stand in all of it. Each
question alone is shown by groups as any other; the crossing is shown of everybody only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from boso.core.surveys.answers import Absent
from boso.core.surveys.cells import (
    ASKED,
    DEAR,
    EVERYBODY,
    LEAST,
    LET_ON,
    NEUTRAL,
    SAID_SOMETHING,
    Axis,
    Name,
    Question,
    narrowing,
)
from boso.core.tabulation.system import Flags, Floats, Ints

_AWAY = (Absent.NOT_ANSWERED.value, Absent.NOT_ASKED.value)


@dataclass(frozen=True)
class Crossing(Question):
    """Two questions at one opening. axes: groups, then the answers to the first, then those to the second.

    Nobody is told what anybody answered to either, so both are hidden from the attacker, unlike groups.
    """

    answers: ClassVar[int] = 2

    def along(self, name: Name) -> tuple[Any, ...]:
        """The cells of one of the two questions, everybody along the other."""
        which, words = name if isinstance(name, tuple) else (1, name)
        place = self.axes[which - 2].place[words]
        return (..., place, -1) if which == 0 else (..., -1, place)

    @cached_property
    def known(self) -> Flags:
        """Who is in which groups, and who left which of the two open; who was not asked, where that follows from the
        groups.
        """
        return self._where_both([self._known_along(which) for which in (0, 1)])

    def _known_along(self, which: int) -> list[str]:
        axis = self.axes[which - 2]
        names = [EVERYBODY, Absent.NOT_ANSWERED.value]
        counts = self.counts.sum(axis=(-1, -2)[which])
        not_asked = counts[..., axis.place[Absent.NOT_ASKED]]
        if bool(np.all((not_asked == 0) | (not_asked == counts.sum(axis=-1)))):
            names += [Absent.NOT_ASKED.value, ASKED, SAID_SOMETHING]
        return names

    def _where_both(self, names: Sequence[Sequence[str]]) -> Flags:
        """Cells that stand at one of these names along both."""
        first, second = (_at(axis, wanted) for axis, wanted in zip(self.axes[-2:], names, strict=True))
        return np.asarray(np.broadcast_to(first[:, None] & second, self.full.shape))

    @cached_property
    def single(self) -> Flags:
        """Cells of one of the questions, everybody along the other."""
        first, second = (_at(axis, [EVERYBODY]) for axis in self.axes[-2:])
        return np.asarray(np.broadcast_to(first[:, None] | second, self.full.shape))

    @cached_property
    def base(self) -> Ints:
        """How many of the groups of each cell can have answered what it is of, for all the attacker knows: who left the
        one question open is a group too, as to what they answered to the other.
        """
        found = np.broadcast_to(self.full[..., -1:, -1:], self.full.shape).copy()
        for which, axis in enumerate(self.axes[-2:]):
            line = np.moveaxis(self.full, which - 2, -1)
            known, others = self._known_along(which), self._known_along(1 - which)
            away = [axis.place[name] for name in _AWAY if name in known]
            left = line[..., -1] - line[..., away].sum(axis=-1)
            left = np.where(_at(self.axes[-1 - which], others), left, left[..., -1:])
            cells = np.moveaxis(found, which - 2, -1)
            cells[..., :-1] = np.minimum(cells[..., :-1], left[..., None])
        return found

    @cached_property
    def narrowed(self) -> Ints:
        """By how many groups each cell is narrowed down; answers are no groups."""
        return narrowing(self.axes[:-2], self.full.shape)

    @cached_property
    def secret(self) -> Flags:
        """Crossings of any group, either question of too many groups or too few persons, and what is only reckoned
        with.
        """
        found = (self.narrowed > np.where(self.single, self.depth, 0)) | (self.base < LEAST)
        first, second = (
            np.array([name == ASKED or name.startswith(LET_ON) for name in axis.names]) for axis in self.axes[-2:]
        )
        return np.asarray(found | first[:, None] | second | self.never)

    @cached_property
    def neutral(self) -> Flags:
        """Cells that say nothing of what anybody answered to either."""
        return self._where_both([NEUTRAL, NEUTRAL])

    @cached_property
    def whole(self) -> Flags:
        """Answers to the one that everybody gave who gave some answer to the other: who knows that, knows this."""
        found = np.zeros(self.full.shape, dtype=bool)
        for which, axis in enumerate(self.axes[-2:]):
            line = np.swapaxes(self.full, -1, -2) if which == 0 else self.full
            left = line[..., -1] - line[..., [axis.place[name] for name in _AWAY]].sum(axis=-1)
            all_of = (line >= left[..., None]) & ~_at(axis, NEUTRAL)
            found |= np.swapaxes(all_of, -1, -2) if which == 0 else all_of
        return np.asarray(found & (self.full > 0))

    @cached_property
    def apart(self) -> Flags:
        """Sums in crossings of a group: of those their parts are asked about."""
        first, second = (np.array([name not in axis.leaves for name in axis.names]) for axis in self.axes[-2:])
        return np.asarray((self.narrowed > 0) & ~self.single & (first[:, None] | second))

    @cached_property
    def impossible(self) -> Flags:
        """Where who is asked the one follows from the answer to the other: the form says so to everybody."""
        joint = self.counts.sum(axis=tuple(range(self.counts.ndim - 2)))
        found = np.zeros(joint.shape, dtype=bool)
        for which, axis in enumerate(self.axes[-2:]):
            table, flags = (joint.T, found.T) if which == 0 else (joint, found)
            at = axis.place[Absent.NOT_ASKED]
            away, everybody = table[:, at], table.sum(axis=1)
            if away.any() and bool(np.all((away == 0) | (away == everybody))):
                flags[away > 0, :at] = True
                flags[(away == 0) & (everybody > 0), at] = True
        return np.asarray(np.broadcast_to(found, self.counts.shape))

    @cached_property
    def price(self) -> Floats:
        """Crossings go before either question by itself; sums, and numbers of everybody, last."""
        found = 1.0 + self.full / (self.full.max(initial=0) + 1)
        first, second = self.axes[-2:]
        found[..., len(first.leaves) : -1, :] += 2.0
        found[..., len(second.leaves) : -1] += 2.0
        rows = DEAR * (self.narrowed == 0) + 4.0 * ((self.narrowed == 1) & (self.depth > 1))
        return np.asarray(found + rows * self.single)


def _at(axis: Axis, names: Sequence[str]) -> Flags:
    return np.array([name in names for name in axis.names])
