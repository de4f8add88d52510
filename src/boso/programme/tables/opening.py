"""Opening a data set for tables: which questions hang together, their counts, and what of them is hidden.

Nothing here writes. Questions are judged apart, for whoever attacks is taken to know all groups of everybody; only
where the answers to one question say who is asked the next are they judged together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boso.core.surveys.answers import ABSENT, Absent, Answers, Column
from boso.core.surveys.cells import ASKED, HIDDEN, LEAST, LET_ON, Axis, Family, Name, Question, answers_axis
from boso.core.surveys.crossing import Crossing
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


#: The names of two questions that are crossed: rows, then columns.
Pair: TypeAlias = tuple[str, str]


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


def crossed(asked: Sequence[Asking], groups: Mapping[str, Column], pairs: Iterable[Pair]) -> dict[Pair, Ints]:
    """Counts of each pair of questions by all groups and the answers to both."""
    columns = {**groups, **{f"?{each.name}": each.column for each in asked}}
    found = {}
    for pair in pairs:
        first, second = (f"?{name}" for name in pair)
        whole = cubes(Answers(columns), [second], [*groups, first])[second].counts
        for at, column in enumerate(groups.values()):
            whole = whole.take(_places(column), axis=at)
        found[pair] = whole
    return found


def _places(column: Column) -> list[int]:
    there = np.bincount(column.data, minlength=column.size)
    return [at for at in range(column.size) if at < len(column.codes) or there[at]]


def protected(
    asked: Sequence[Asking], groups: Mapping[str, Column], depth: int, crossings: Sequence[Crossed] = (),
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str | Pair, Ints]:  # fmt: skip
    """For each question, and each two that are crossed, what may be seen. tell: how many questions are done.

    Raises `core.surveys.protected.Cannot`, and ValueError for too many groups.
    """
    axes = tuple(Axis(name, leaves(column)) for name, column in groups.items())
    counts: dict[str | Pair, Ints] = dict(counted(asked, groups).items())
    counts |= dict(crossed(asked, groups, [each.pair for each in crossings]).items())
    found: dict[str | Pair, Ints] = {}
    for family in families(asked, groups, crossings):
        found.update(_Opening(family, axes, counts, depth).shown())
        tell(sum(isinstance(name, str) for name in found), len(asked))
    return found


@dataclass(frozen=True)
class Crossed:
    """Two questions to be crossed. earlier: as of a question, and what of the crossing has been shown."""

    pair: Pair
    earlier: tuple[Ints, Ints] | None = None


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
    crossings: tuple[Crossed, ...] = ()

    def sets(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The sets of answers to a question that let on to others."""
        return tuple(dict.fromkeys(link.codes for link in self.links if link.by == name))


def families(
    asked: Sequence[Asking], groups: Mapping[str, Column], crossings: Sequence[Crossed] = ()
) -> list[Together]:
    """Each question with those that its answers let on to, and on from those; with those that are made of it; and with
    the one it is crossed with. A question is let on to by the first whose answers tell exactly who was asked.

    Raises ValueError where a question is to be crossed with one that is made of it.
    """
    recodes = list(_recodes(asked))
    links = [*_links(asked, list(groups.values())), *recodes]
    if {frozenset((link.by, link.asked)) for link in recodes} & {frozenset(each.pair) for each in crossings}:
        raise ValueError("one of the two is made of the other")
    head = {each.name: each.name for each in asked}
    for pair in [*((link.by, link.asked) for link in links), *(each.pair for each in crossings)]:
        one, other = head[pair[0]], head[pair[1]]
        head = {name: one if of == other else of for name, of in head.items()}
    return [
        Together(
            tuple(each for each in asked if head[each.name] == first),
            tuple(link for link in links if head[link.by] == first),
            tuple(each for each in crossings if head[each.pair[0]] == first),
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


class _Opening:
    """A family as the core judges it. now, before: where each question stands, at this opening and at the earlier one;
    of two crossed also which of them.
    """

    def __init__(
        self, family: Together, groups: tuple[Axis, ...], counts: Mapping[str | Pair, Ints], depth: int
    ) -> None:
        self.family, self.groups, self.counts, self.depth = family, groups, counts, depth
        self.questions: list[Question] = []
        self.adds: list[tuple[int, int, int]] = []
        self.now: dict[str, tuple[int, int | None]] = {}
        self.before: dict[str, tuple[int, int | None]] = {}
        self.by_name = {each.name: each for each in family.asked}
        for each in family.crossings:
            self._cross(each)
        for one in family.asked:
            if one.name not in self.now:
                self._ask(one)

    def _answers(self, name: str) -> Axis:
        each = self.by_name[name]
        return answers_axis(name, each.column.codes, each.merged, self.family.sets(name))

    def _ask(self, each: Asking) -> None:
        axes = (*self.groups, self._answers(each.name))
        told = None
        if each.earlier is not None:
            told = np.full(Question(axes, each.earlier[0]).full.shape, HIDDEN, dtype=np.int64)
            told[..., _shown(axes[-1])] = each.earlier[1]
        self._add(Question(axes, self.counts[each.name], self.depth), each.earlier, told, {each.name: None})

    def _cross(self, each: Crossed) -> None:
        axes = (*self.groups, *(self._answers(name) for name in each.pair))
        told = None
        if each.earlier is not None:
            told = np.full(Crossing(axes, each.earlier[0]).full.shape, HIDDEN, dtype=np.int64)
            first, second = (_shown(axis) for axis in axes[-2:])
            everybody = told[(-1,) * len(self.groups)]
            everybody[np.ix_(first, second)] = each.earlier[1]
            earlier = [self.by_name[name].earlier for name in each.pair]
            for line, one, kept in zip((told[..., -1], told[..., -1, :]), earlier, (first, second), strict=True):
                line[..., kept] = HIDDEN if one is None else one[1]
        named: dict[str, int | None] = {name: which for which, name in enumerate(each.pair)}
        self._add(Crossing(axes, self.counts[each.pair], self.depth), each.earlier, told, named)

    def _add(
        self, question: Question, earlier: tuple[Ints, Ints] | None, told: Ints | None, names: Mapping[str, int | None]
    ) -> None:
        now = len(self.questions)
        self.questions.append(question)
        self.now |= {name: (now, which) for name, which in names.items()}
        if earlier is None:
            return
        self.before |= {name: (now + 1, which) for name, which in names.items()}
        self.questions.append(replace(question, counts=earlier[0], told=told))
        self.questions.append(replace(question, counts=question.counts - earlier[0], never=True))
        self.adds.append((now + 1, now + 2, now))

    def _same(self) -> Iterator[tuple[tuple[int, Name], tuple[int, Name]]]:
        for place in (self.now, self.before):
            for link in self.family.links:
                if link.by in place and link.asked in place:
                    let_on = f"{LET_ON}{self.family.sets(link.by).index(link.codes)}"
                    yield _named(place[link.by], let_on), _named(place[link.asked], link.name)

    def shown(self) -> dict[str | Pair, Ints]:
        """What may be seen of each question by groups, and of each crossing of everybody."""
        shown = protect(Family(tuple(self.questions), tuple(self._same()), tuple(self.adds)))
        found: dict[str | Pair, Ints] = {}
        for name, (at, which) in self.now.items():
            line = shown[at] if which is None else shown[at][..., -1] if which == 0 else shown[at][..., -1, :]
            found[name] = line[..., _shown(self._answers(name))]
        for each in self.family.crossings:
            whole = shown[self.now[each.pair[0]][0]][(-1,) * len(self.groups)]
            found[each.pair] = whole[np.ix_(*(_shown(self._answers(name)) for name in each.pair))]
        return found


def _named(place: tuple[int, int | None], name: str) -> tuple[int, Name]:
    at, which = place
    return at, name if which is None else (which, name)


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
