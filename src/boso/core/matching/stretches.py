"""Homes put so that those which some needs must be among lie together: a need then looks at its own stretches alone.

Where each municipality, or each part of a town, is a place of its own, that is a small share of all homes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boso.core.matching.market import Ints

WORD = 64
ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of 64 places: whose they are, which word, and the places of it that count."""

    kind: Ints
    word: Ints
    bits: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Stretches:
    """order: the home at each place. For each stretch (none is empty) the kind of need that looks there, kinds in
    order, its first place and the place after its last. in_order: the homes a kind looks at come smallest number first.
    """

    order: Ints
    kind: Ints
    begin: Ints
    end: Ints
    in_order: bool

    @property
    def count(self) -> int:
        """How many words are to be looked at."""
        return int(self._words().sum())

    def words(self, most: int) -> Iterator[Words]:
        """The words of all stretches in order, about so many at a time."""
        until = np.cumsum(self._words())
        begin = 0
        while begin < len(until):
            before = until[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(until, before + most, side="right")))
            yield self._some(slice(begin, end))
            begin = end

    def _words(self) -> Ints:
        return (self.end - 1) // WORD - self.begin // WORD + 1

    def _some(self, which: slice) -> Words:
        begin, end, many = self.begin[which], self.end[which], self._words()[which]
        last = np.cumsum(many)
        word = np.repeat(begin // WORD - last + many, many) + np.arange(last[-1])
        bits = np.full(len(word), ALL)
        bits[last - many] &= ALL << (begin % WORD).astype(np.uint64)
        bits[last - 1] &= ALL >> (WORD - 1 - (end - 1) % WORD).astype(np.uint64)
        return Words(np.repeat(self.kind[which], many), word, bits)


def everywhere(kinds: int, homes: int) -> Stretches:
    """Every kind of need looks at every home."""
    many = kinds if homes else 0
    return Stretches(np.arange(homes), np.arange(many), np.zeros(many, np.int64), np.full(many, homes), in_order=True)


def named(wanted: Sequence[Any], want: Ints, had: Sequence[Hashable], have: Ints) -> Stretches:
    """Each kind of need looks where what homes have is among what it wants; anywhere, if it wants none.

    wanted, had: the different values; want, have: which of them each kind of need and each home has.
    """
    column = {value: place for place, value in enumerate(had)}
    columns = [None if one is None else [column[value] for value in one if value in column] for one in wanted]
    rank = _together([one for one in columns if one is not None], len(had))
    begins = [0, *np.cumsum(np.bincount(rank[have], minlength=len(had))).tolist()]
    ranks = [range(len(had)) if one is None else sorted(rank[one].tolist()) for one in columns]
    found = [_joined(one, begins) for one in ranks]
    several = np.array([len(one) for one in found], np.int64)
    ends = np.array([place for one in found for place in one], np.int64).reshape(-1, 2)
    first, many = (np.cumsum(several) - several)[want], several[want]
    which = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
    kind = np.repeat(np.arange(len(want)), many)
    return Stretches(np.argsort(rank[have], kind="stable"), kind, ends[which, 0], ends[which, 1], in_order=False)


def _together(columns: Sequence[Sequence[int]], count: int) -> Ints:
    """A rank for each column such that those named together lie together as far as may be; long lists come first."""
    rank: dict[int, int] = {}
    for one in sorted(columns, key=len, reverse=True):
        for column in sorted(one):
            rank.setdefault(column, len(rank))
    return np.array([rank.setdefault(column, len(rank)) for column in range(count)], np.int64)


def _joined(ranks: Sequence[int], begins: Sequence[int]) -> list[tuple[int, int]]:
    """First place and the place after the last of each stretch that those ranks make; neighbours are one stretch."""
    found: list[tuple[int, int]] = []
    for rank in ranks:
        if found and found[-1][1] == begins[rank]:
            found[-1] = (found[-1][0], begins[rank + 1])
        else:
            found.append((begins[rank], begins[rank + 1]))
    return found
