"""Axes and questions of a cube of answers, and what somebody who attacks it is taken to know anyway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

import numpy as np

from boso.core.surveys.answers import ABSENT, SAID, Absent
from boso.core.tabulation.system import Flags, Floats, Ints

#: A count of fewer than so many answers is hidden, and so is every answer of a group of fewer.
LEAST = 5
#: Stand along the answers besides them: all with a substantive one, all who said something, everybody.
ANSWERED, SAID_SOMETHING, EVERYBODY = "=answered", "=said", ""
#: Reckoned with and never shown: those who met the question, those whom an answer lets on to another (with a number).
ASKED, LET_ON = "=asked", "=let_on"
#: Say nothing of what anybody answered.
NEUTRAL = (ANSWERED, SAID_SOMETHING, ASKED, EVERYBODY, Absent.NOT_ANSWERED.value)
#: Stands where a count is hidden.
HIDDEN = -1
#: From here on a cell is a number of everybody, which goes last.
DEAR = 20.0


@dataclass(frozen=True)
class Axis:
    """What is counted by. leaves: the codes; each person has one. sums: other names that stand along it, each with its
    leaves. Everybody stands last.
    """

    name: str
    leaves: tuple[str, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that stands along it, in order."""
        return (*self.leaves, *(name for name, _codes in self.sums), EVERYBODY)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each name stands."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """For each name that is no leaf, from the first such on, the places of its leaves."""
        named = tuple(tuple(self.place[code] for code in codes) for _name, codes in self.sums)
        return (*named, tuple(range(len(self.leaves))))


def answers_axis(
    name: str,
    codes: Sequence[str],
    merged: Iterable[tuple[str, Sequence[str]]] = (),
    let_on: Iterable[Sequence[str]] = (),
) -> Axis:
    """Along the answers to a question. merged: answers put together. let_on: the answers that let on to another, each
    such set after LET_ON with its number.
    """
    said = (*codes, *(reason.value for reason in SAID))
    sums = [
        *((new, tuple(old)) for new, old in merged),
        (ANSWERED, tuple(codes)),
        (SAID_SOMETHING, said),
        (ASKED, (*said, Absent.NOT_ANSWERED.value)),
        *((f"{LET_ON}{number}", tuple(some)) for number, some in enumerate(let_on)),
    ]
    return Axis(name, (*codes, *(reason.value for reason in ABSENT)), tuple(sums))


def with_sums(counts: Ints, axes: Sequence[Axis]) -> Ints:
    """Counts of leaves with every sum along every axis."""
    found = np.asarray(counts, dtype=np.int64)
    for at, axis in enumerate(axes):
        line = np.moveaxis(found, at, 0)
        sums = [line[list(places)].sum(axis=0)[None] for places in axis.members]
        found = np.moveaxis(np.concatenate([line, *sums]), 0, at)
    return np.ascontiguousarray(found)


#: A name along the answers to a question; of two questions crossed which of them (0 or 1), and the name.
Name: TypeAlias = str | tuple[int, str]


def narrowing(axes: Sequence[Axis], shape: tuple[int, ...]) -> Ints:
    """By how many of the first axes each cell of a table of that shape is narrowed down: not where it is their sum."""
    found = np.zeros(shape, dtype=np.int64)
    for at, axis in enumerate(axes):
        line = np.ones(len(axis.names), dtype=np.int64)
        line[-1] = 0
        found += line.reshape([-1 if here == at else 1 for here in range(found.ndim)])
    return found


@dataclass(frozen=True)
class Question:
    """A question at one opening. axes: groups, then its answers (`answers_axis`). counts: of leaves. depth: by so many
    groups at a time it is shown. told: what has been shown of it before, HIDDEN where it was not; nothing of it is
    decided any more. never: it is only reckoned with.
    """

    axes: tuple[Axis, ...]
    counts: Ints
    depth: int = 1
    told: Ints | None = None
    never: bool = False

    #: So many of the last axes are answers.
    answers: ClassVar[int] = 1

    def along(self, name: Name) -> tuple[Any, ...]:
        """The cells that stand at a name along its answers. name: of a crossing also which of its two questions."""
        return (..., self.axes[-1].place[str(name)])

    @cached_property
    def full(self) -> Ints:
        """The counts with every sum."""
        return with_sums(self.counts, self.axes)

    @cached_property
    def known(self) -> Flags:
        """What the attacker knows without a table: who is in which groups and who left it open; also who was not asked,
        where that follows from the groups.
        """
        answers = self.axes[-1]
        found = np.zeros(self.full.shape, dtype=bool)
        found[..., [answers.place[EVERYBODY], answers.place[Absent.NOT_ANSWERED]]] = True
        not_asked, everybody = self.counts[..., answers.place[Absent.NOT_ASKED]], self.counts.sum(axis=-1)
        if bool(np.all((not_asked == 0) | (not_asked == everybody))):
            found[..., [answers.place[Absent.NOT_ASKED], answers.place[ASKED], answers.place[SAID_SOMETHING]]] = True
        return found

    @cached_property
    def base(self) -> Ints:
        """How many of the groups of each cell can have answered, for all the attacker knows."""
        answers = self.axes[-1]
        away = [answers.place[reason] for reason in (Absent.NOT_ANSWERED, Absent.NOT_ASKED)]
        left = self.full[..., -1] - (self.full * self.known)[..., away].sum(axis=-1)
        return np.asarray(np.broadcast_to(left[..., None], self.full.shape))

    @cached_property
    def narrowed(self) -> Ints:
        """By how many groups each cell is narrowed down."""
        return narrowing(self.axes[:-1], self.full.shape)

    @cached_property
    def secret(self) -> Flags:
        """Cells that are never shown: of too many groups or too few persons, and those that are only reckoned with."""
        answers = self.axes[-1]
        found = (self.narrowed > self.depth) | (self.base < LEAST)
        found[..., [at for name, at in answers.place.items() if name == ASKED or name.startswith(LET_ON)]] = True
        return np.asarray(found | self.never)

    @cached_property
    def neutral(self) -> Flags:
        """Cells that say nothing of what anybody answered."""
        answers = self.axes[-1]
        found = np.zeros(self.full.shape, dtype=bool)
        found[..., [answers.place[name] for name in NEUTRAL]] = True
        return found

    @cached_property
    def whole(self) -> Flags:
        """Answers that everybody gave who can have answered."""
        return np.asarray(self.full == self.base)

    @cached_property
    def apart(self) -> Flags:
        """Cells that are not asked about, for others say as much."""
        return np.zeros(self.full.shape, dtype=bool)

    @cached_property
    def impossible(self) -> Flags:
        """Leaves where, for all anybody knows of how the form goes on, nobody can be."""
        return np.zeros(self.counts.shape, dtype=bool)

    @cached_property
    def price(self) -> Floats:
        """What it costs to hide a cell: more for sums, and most for those of everybody."""
        found = 1.0 + self.full / (self.full.max(initial=0) + 1)
        found[..., len(self.axes[-1].leaves) :] += 2.0
        rows = DEAR * (self.narrowed == 0) + 4.0 * ((self.narrowed == 1) & (self.depth > 1))
        return np.asarray(found + rows)


@dataclass(frozen=True)
class Family:
    """Questions judged together. same: two of them by place, each with a name along its answers: as many stand in the
    one as in the other, in every group. adds: by place an earlier opening, what has come since, and a later opening.
    """

    questions: tuple[Question, ...]
    same: tuple[tuple[tuple[int, Name], tuple[int, Name]], ...] = ()
    adds: tuple[tuple[int, int, int], ...] = ()
