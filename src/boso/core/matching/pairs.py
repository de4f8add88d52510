"""Which households can be proposed which homes, and how well each suits: all pairs at once.

Equal needs and equal homes are asked about once. Each rule answers for the few values that needs and homes have of it;
the answers become a mask of bits over the homes for each value, and the masks of a need are laid on each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from boso.core.matching.homes import Home, Need
from boso.core.matching.market import Ints
from boso.core.matching.rules import Rule, RuleSet

T = TypeVar("T", bound=Hashable)

Masks = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

WORD = 64
#: Bits laid on each other at a time.
AT_A_TIME = 1 << 27


@dataclass(frozen=True, slots=True)
class Pairs:
    """Need n can be proposed home[first[n]:first[n+1]], smallest number first, with that fit (0 to 100)."""

    first: Ints
    home: Ints
    fit: Ints

    @property
    def need(self) -> Ints:
        """The need of each pair."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def rows(self) -> Ints:
        """(need, home, fit) of each pair, in order."""
        return np.stack([self.need, self.home, self.fit], axis=1)

    def of(self, need: int) -> Ints:
        """The homes of one need."""
        return self.home[self.first[need] : self.first[need + 1]]


@dataclass(frozen=True, slots=True)
class _Sorts:
    """Needs or homes by their values: which different values a rule sees, and which of them each has."""

    values: list[Hashable]
    of: Ints


def pairs(needs: Sequence[Need], homes: Sequence[Home], rules: RuleSet) -> Pairs:
    """Every pair the rules allow: exactly those for which `rules.allows` holds, with `rules.fit`."""
    asked = [*rules.rules, *(one.rule for one in rules.criteria)]
    different, need_of = _different(needs)
    there, home_of = _different(homes)
    wants = _seen_by([rule.needed for rule in asked], different)
    haves = _seen_by([rule.has for rule in asked], there)
    kinds, kind_of = _alike(wants, len(different))
    wants = [_Sorts(sort.values, sort.of[kinds]) for sort in wants]
    haves = [_Sorts(sort.values, sort.of[home_of]) for sort in haves]
    count = len(rules.rules)
    kind, home = _allowed(rules.rules, wants[:count], haves[:count], len(kinds), len(homes))
    fit = np.zeros(len(kind), np.int64)
    for one, want, have in zip(rules.criteria, wants[count:], haves[count:], strict=True):
        fit += one.points * one.rule.table(want.values, have.values)[want.of[kind], have.of[home]]
    first = np.searchsorted(kind, np.arange(len(kinds) + 1))
    return _told_for_each(first, home, fit, kind_of[need_of])


def _different(things: Iterable[T]) -> tuple[list[T], Ints]:
    """The different things, and which of them each is."""
    whole = list(things)
    numbers = {one: number for number, one in enumerate(dict.fromkeys(whole))}
    return list(numbers), np.fromiter(map(numbers.__getitem__, whole), np.int64, len(whole))


def _seen_by(looks: Sequence[Callable[[T], Hashable]], things: Sequence[T]) -> list[_Sorts]:
    """What each way of looking sees of the things; ways that are the same look once."""
    found = {look: _Sorts(*_different(map(look, things))) for look in dict.fromkeys(looks)}
    return [found[look] for look in looks]


def _alike(wants: Sequence[_Sorts], count: int) -> tuple[Ints, Ints]:
    """One need of each kind that the rules tell apart, and which kind each need is."""
    kind_of = np.zeros(count, np.int64)
    for want in wants:
        _seen, kind_of = np.unique(kind_of * max(1, len(want.values)) + want.of, return_inverse=True)
    _seen, kinds = np.unique(kind_of, return_index=True)
    return kinds, kind_of


def _allowed(
    rules: Sequence[Rule], wants: Sequence[_Sorts], haves: Sequence[_Sorts], kinds: int, homes: int
) -> tuple[Ints, Ints]:
    """The kinds of needs and the homes of all pairs that every rule allows, in order."""
    words = -(-homes // WORD)
    everybody = _packed(np.ones((1, homes), np.bool_), words)
    masks = [
        _packed(rule.table(want.values, have.values)[:, have.of], words)
        for rule, want, have in zip(rules, wants, haves, strict=True)
    ]
    found = [
        _unpacked(_laid(everybody, masks, [want.of[begin:end] for want in wants], end - begin), begin)
        for begin, end in _stretches(kinds, max(1, AT_A_TIME // (WORD * max(1, words))))
    ]
    return _joined(one for one, _other in found), _joined(other for _one, other in found)


def _stretches(count: int, most: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, count, most):
        yield begin, min(count, begin + most)


def _joined(parts: Iterator[Ints]) -> Ints:
    return np.concatenate(list(chain([np.zeros(0, np.int64)], parts)))


def _packed(table: NDArray[np.bool_], words: int) -> Masks:
    """Each row as bits, in words of 64."""
    padded = np.zeros((len(table), words * WORD), np.bool_)
    padded[:, : table.shape[1]] = table
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def _laid(everybody: Masks, masks: Sequence[Masks], rows: Sequence[Ints], count: int) -> Masks:
    """For each need the homes that every rule allows."""
    found = np.repeat(everybody, count, axis=0)
    for mask, row in zip(masks, rows, strict=True):
        found &= mask[row]
    return found


def _unpacked(found: Masks, begin: int) -> tuple[Ints, Ints]:
    """Row and column of each bit that is set, in order."""
    words = found.shape[1]
    some = np.flatnonzero(found.ravel() != 0)
    bits = np.unpackbits(found.ravel()[some].view(np.uint8), bitorder="little")
    at = np.flatnonzero(bits)
    word = some[at // WORD]
    return word // words + begin, word % words * WORD + at % WORD


def _told_for_each(first: Ints, home: Ints, fit: Ints, kind_of: Ints) -> Pairs:
    """The pairs of each need from the pairs of its kind."""
    many = np.diff(first)[kind_of]
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(many)])
    source = np.repeat(first[kind_of] - begins[:-1], many)
    source += np.arange(begins[-1])
    return Pairs(begins, home[source], fit[source])
