"""The most needs that can be met when no home is counted twice: a flow from heaps of needs to heaps of homes.

Which heap carries a shortage is no accident of the search. Heaps come in a declared order, and of all ways to meet
the most needs that one counts which meets more of an earlier heap: as many of the first as can be met, then as many
of the second as can be met besides, and so on. Such sets are the independent sets of a transversal matroid, so taking
each heap in turn as far as paths lead is exact and meets the most there can be. For homes the same from the other
side: as many of the first heap are used as can be without meeting a need less, and so on; a matching with the best
needs and the best homes at once always exists (Mendelsohn and Dulmage). Both answers depend on the order alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Most:
    """How many of each heap of needs are met, and how many of each heap of homes they take."""

    met: tuple[int, ...]
    used: tuple[int, ...]


def most(needs: Sequence[int], homes: Sequence[int], fits: Sequence[int]) -> Most:
    """needs, homes: how many in each heap, in the declared order. fits: for each heap of needs the heaps of homes that
    serve it, as bits (bit 0 is the first heap).
    """
    flow = _Flow(list(homes), list(fits), [{} for _heap in homes], [{} for _heap in needs])
    flow.meet(needs)
    flow.prefer()
    return Most(
        tuple(sum(taken.values()) for taken in flow.taken),
        tuple(size - free for size, free in zip(homes, flow.free, strict=True)),
    )


@dataclass(slots=True)
class _Flow:
    """free: homes of each heap that nobody has. held: by heap of homes, how many each heap of needs has there;
    taken: the same by heap of needs.
    """

    free: list[int]
    fits: list[int]
    held: list[dict[int, int]]
    taken: list[dict[int, int]]
    closed: int = 0
    came: dict[int, int] = field(default_factory=dict)

    def meet(self, needs: Sequence[int]) -> None:
        """Each heap of needs in turn as far as paths lead, without taking anything from those before it."""
        for need, size in enumerate(needs):
            left = size
            while left and (step := self._way_to_a_free_home(need)) is not None:
                left -= self._move_up(need, step, left)

    def prefer(self) -> None:
        """Each heap of homes in turn takes needs over from later ones, as far as the earlier keep what they have."""
        self.closed = 0
        wanting = _turned(self.fits, len(self.free))
        for home in range(len(self.free)):
            while self.free[home] and (later := self._way_from_a_later_home(home, wanting)) is not None:
                self._take_over(home, later)

    def _way_to_a_free_home(self, need: int) -> int | None:
        """The heap of homes at the end of a shortest path. `came` tells for each heap of homes who asked for it, and
        (with a sign) for each of needs which home it would leave. None closes what the search has seen for good.
        """
        self.came = {}
        seen, line = self.closed, [need]
        for asking in line:
            fresh = self.fits[asking] & ~seen
            seen |= fresh
            for home in _bits(fresh):
                self.came[home] = asking
                if self.free[home]:
                    return home
                for holder in self.held[home]:
                    if ~holder not in self.came and holder != need:
                        self.came[~holder] = home
                        line.append(holder)
        self.closed = seen
        return None

    def _move_up(self, need: int, last: int, most_of_all: int) -> int:
        """Everybody on the path takes the next home; gives how many could."""
        steps = []
        home = last
        while True:
            mover = self.came[home]
            left = -1 if mover == need else self.came[~mover]
            steps.append((mover, left, home))
            if mover == need:
                break
            home = left
        count = min(most_of_all, self.free[last], *(self.held[left][mover] for mover, left, _to in steps[:-1]))
        self.free[last] -= count
        for mover, left, to in steps:
            self._shift(mover, left, to, count)
        return count

    def _way_from_a_later_home(self, first: int, wanting: Sequence[int]) -> int | None:
        """A later heap of homes from which a need can come, perhaps by a chain; `came` tells the way there."""
        self.came = {}
        seen, asked, line = self.closed | 1 << first, 0, [first]
        for home in line:
            fresh = wanting[home] & ~asked
            asked |= fresh
            for need in _bits(fresh):
                for other in self.taken[need]:
                    if seen >> other & 1:
                        continue
                    seen |= 1 << other
                    self.came[other], self.came[~other] = home, need
                    if other > first:
                        return other
                    line.append(other)
        self.closed = seen
        return None

    def _take_over(self, first: int, last: int) -> None:
        """Each need on the path moves to the home before it; the first heap is used more, the last less."""
        steps = []
        home = last
        while home != first:
            steps.append((self.came[~home], home, self.came[home]))
            home = self.came[home]
        count = min(self.free[first], *(self.taken[need][left] for need, left, _to in steps))
        self.free[first] -= count
        self.free[last] += count
        for need, left, to in steps:
            self._shift(need, left, to, count)

    def _shift(self, need: int, left: int, to: int, count: int) -> None:
        """So many of a heap of needs leave one heap of homes (-1: none) for another."""
        if left >= 0:
            for book, page, line in ((self.held, left, need), (self.taken, need, left)):
                book[page][line] -= count
                if not book[page][line]:
                    del book[page][line]
        self.held[to][need] = self.held[to].get(need, 0) + count
        self.taken[need][to] = self.taken[need].get(to, 0) + count


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _turned(fits: Sequence[int], homes: int) -> list[int]:
    """For each heap of homes the heaps of needs it serves, as bits."""
    wanting = [0] * homes
    for need, mask in enumerate(fits):
        for home in _bits(mask):
            wanting[home] |= 1 << need
    return wanting
