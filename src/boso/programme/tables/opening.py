"""Opening a data set for tables: which questions hang together, their counts, and what of them is hidden.

Nothing here writes. Questions are judged apart, for whoever attacks is taken to know all groups of everybody; only
where the answers to one question say who is asked the next are they judged together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boso.core.surveys.answers import ABSENT, Absent, Answers, Column
from boso.core.surveys.cells import ASKED, HIDDEN, LEAST, LET_ON, Axis, Family, Question, answers_axis
from boso.core.surveys.cube import cubes
from boso.core.surveys.protected import protect
from boso.core.tabulation.system import Floats, Ints

NOT_ASKED = Absent.NOT_ASKED


@dataclass(frozen=True)
class Asking:
    """One question to be opened. merged: answers put together. earlier: its counts of leaves at the opening before, and
    what of them has been shown.
    """

    name: str
    column: Column
    merged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    earlier: tuple[Ints, Ints] | None = None


def leaves(column: Column) -> tuple[str, ...]:
    """The codes of a group, and the reasons that somebody in it has for none."""
    there = np.bincount(column.data, minlength=column.size)
    size = len(column.codes)
    return (*column.codes, *(reason.value for at, reason in enumerate(ABSENT) if there[size + at]))


def counted(asked: Sequence[Asking], groups: Mapping[str, Column]) -> dict[str, Ints]:
    """Counts of each question by all groups at once."""
    columns = {**groups, **{f"?{each.name}": each.column for each in asked}}
    found = cubes(Answers(columns), [f"?{each.name}" for each in asked], list(groups))
    kept = [_places(column) for column in groups.values()]
    counts = {}
    for each in asked:
        whole = found[f"?{each.name}"].counts
        for at, places in enumerate(kept):
            whole = whole.take(places, axis=at)
        counts[each.name] = whole
    return counts


def _places(column: Column) -> list[int]:
    there = np.bincount(column.data, minlength=column.size)
    return [at for at in range(column.size) if at < len(column.codes) or there[at]]


def protected(asked: Sequence[Asking], groups: Mapping[str, Column], depth: int) -> dict[str, Ints]:
    """For each question what may be seen of it.

    Raises `core.surveys.protected.Cannot`, and ValueError for too many groups.
    """
    axes = tuple(Axis(name, leaves(column)) for name, column in groups.items())
    counts = counted(asked, groups)
    found: dict[str, Ints] = {}
    for family in families(asked, groups):
        found.update(_family(family, axes, counts, depth))
    return found


@dataclass(frozen=True)
class Link:
    """The answers (codes) to the question `by` say exactly who stands at `name` along the answers to `asked`: who was
    asked it at all, or who gave one answer to it (one of them is made of the other).
    """

    by: str
    codes: tuple[str, ...]
    asked: str
    name: str = ASKED


@dataclass(frozen=True)
class Together:
    """Questions judged together, and why."""

    asked: tuple[Asking, ...]
    links: tuple[Link, ...] = ()

    def sets(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The sets of answers to a question that let on to others."""
        return tuple(dict.fromkeys(link.codes for link in self.links if link.by == name))


def families(asked: Sequence[Asking], groups: Mapping[str, Column]) -> list[Together]:
    """Each question with those that its answers let on to, and on from those; and with those that are made of it. A
    question is let on to by the first whose answers tell exactly who was asked.
    """
    links = [*_links(asked, list(groups.values())), *_recodes(asked)]
    head = {each.name: each.name for each in asked}
    for link in links:
        one, other = head[link.by], head[link.asked]
        head = {name: one if of == other else of for name, of in head.items()}
    return [
        Together(
            tuple(each for each in asked if head[each.name] == first),
            tuple(link for link in links if head[link.by] == first),
        )
        for first in dict.fromkeys(head.values())
    ]


def _links(asked: Sequence[Asking], groups: Sequence[Column]) -> Iterator[Link]:
    """Who decides about whom. Questions asked of the same persons have the same."""
    known: dict[bytes, tuple[str, tuple[str, ...]] | None] = {}
    for each in asked:
        let = each.column.data != len(each.column.codes) + ABSENT.index(NOT_ASKED)
        if let.all() or not let.any() or _follows(let, groups):
            continue
        mark = hashlib.sha256(np.packbits(let).tobytes()).digest()
        if mark not in known:
            others = (other for other in asked if other is not each)
            known[mark] = next(((other.name, codes) for other in others if (codes := _lets_on(other, let))), None)
        found = known[mark]
        if found is not None and found[0] != each.name:
            yield Link(*found, each.name)


def _recodes(asked: Sequence[Asking]) -> Iterator[Link]:
    """Answers to one question that stand for certain answers to another, of enough persons that it is no chance."""
    for number, one in enumerate(asked):
        for other in asked[number + 1 :]:
            links = list(_made_of(one, other)) or list(_made_of(other, one))
            yield from links


def _made_of(first: Asking, second: Asking) -> Iterator[Link]:
    wide, high = second.column.size, len(first.column.codes)
    place = first.column.data.astype(np.int64) * wide + second.column.data
    both = np.bincount(place, minlength=first.column.size * wide).reshape(-1, wide)
    whole = both.sum(axis=1)
    for at, code in enumerate(second.column.codes):
        line = both[:, at]
        if LEAST <= line.sum() < whole.sum() and not line[high:].any() and np.all((line == 0) | (line == whole)):
            yield Link(first.name, tuple(first.column.codes[each] for each in np.flatnonzero(line)), second.name, code)


def _follows(let: NDArray[np.bool_], groups: Sequence[Column]) -> bool:
    """Whether who was asked follows from the groups."""
    place = np.zeros(len(let), dtype=np.int64)
    for each in groups:
        place = place * each.size + each.data
    most = np.bincount(place, let)
    return bool(np.all((most == 0) | (most == np.bincount(place))))


def _lets_on(question: Asking, let: NDArray[np.bool_]) -> tuple[str, ...]:
    """The answers to the question that tell exactly who was let on; nothing where none do."""
    data, size = question.column.data, question.column.size
    yes, no = np.bincount(data[let], minlength=size), np.bincount(data[~let], minlength=size)
    if np.any((yes > 0) & (no > 0)) or len(question.column.codes) < np.flatnonzero(yes)[-1] + 1:
        return ()
    return tuple(question.column.codes[at] for at in np.flatnonzero(yes))


def _family(family: Together, groups: tuple[Axis, ...], counts: Mapping[str, Ints], depth: int) -> dict[str, Ints]:
    questions: list[Question] = []
    adds: list[tuple[int, int, int]] = []
    now: dict[str, int] = {}
    before: dict[str, int] = {}
    for each in family.asked:
        axes = (*groups, answers_axis(each.name, each.column.codes, each.merged, family.sets(each.name)))
        now[each.name] = len(questions)
        questions.append(Question(axes, counts[each.name], depth))
        if each.earlier is not None:
            first, told = each.earlier
            before[each.name] = len(questions)
            earlier = Question(axes, first, depth)
            seen = np.full(earlier.full.shape, HIDDEN, dtype=np.int64)
            seen[..., _shown(axes[-1])] = told
            questions.append(Question(axes, first, depth, told=seen))
            questions.append(Question(axes, counts[each.name] - first, depth, never=True))
            adds.append((len(questions) - 2, len(questions) - 1, now[each.name]))
    same = [
        ((place[link.by], f"{LET_ON}{family.sets(link.by).index(link.codes)}"), (place[link.asked], link.name))
        for place in (now, before)
        for link in family.links
        if link.by in place and link.asked in place
    ]
    shown = protect(Family(tuple(questions), tuple(same), tuple(adds)))
    return {name: shown[at][..., _shown(questions[at].axes[-1])] for name, at in now.items()}


def _shown(axis: Axis) -> list[int]:
    """The places of all that is kept: not who is let on to what."""
    return [at for at, name in enumerate(axis.names) if not name.startswith(LET_ON)]


def weights_by_group(groups: Mapping[str, Column], weight: Floats) -> Floats | None:
    """What each crossing of the groups counts for; none where persons in the same groups count differently. Crossings
    of nobody count for 0.
    """
    place = np.zeros(len(weight), dtype=np.int64)
    shape = []
    for column in groups.values():
        kept = _places(column)
        turned = np.zeros(column.size, dtype=np.int64)
        turned[kept] = np.arange(len(kept))
        place = place * len(kept) + turned[column.data]
        shape.append(len(kept))
    size = int(np.prod(shape, dtype=np.int64))
    found = np.zeros(size)
    found[place] = weight
    return found.reshape(shape) if np.array_equal(found[place], weight) else None
