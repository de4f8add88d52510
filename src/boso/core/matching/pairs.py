"""Which households can be proposed which homes, and how well each suits: all pairs at once.

Equal needs and equal homes are asked about once. Each rule answers for the few values that needs and homes have of it;
the answers become a mask of bits over the homes for each value, and the masks of a need are laid on each other. Homes
are put so that those a need must be among lie together (`core/matching/stretches.py`), and masks are laid there alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from boso.core.matching.homes import Home, Need
from boso.core.matching.market import Ints
from boso.core.matching.rules import Rule, RuleSet
from boso.core.matching.stretches import WORD, Stretches, Words, everywhere, named

T = TypeVar("T", bound=Hashable)

Masks = NDArray[np.uint64]

#: Words of bits laid on each other at a time: few enough to stay near the processor.
AT_A_TIME = 1 << 17
#: So many kinds as can be told apart by one whole number.
COUNTABLE = 1 << 62


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
class _Asked:
    """A rule, the different values that needs and homes have of it, and which of them each kind of need and each home
    has.
    """

    rule: Rule
    wanted: list[Hashable]
    want: Ints
    had: list[Hashable]
    have: Ints


def pairs(needs: Sequence[Need], homes: Sequence[Home], rules: RuleSet) -> Pairs:
    """Every pair the rules allow: exactly those for which `rules.allows` holds, with `rules.fit`."""
    whole = [*rules.rules, *(one.rule for one in rules.criteria)]
    different, need_of = _different(needs)
    there, home_of = _different(homes)
    wants = _seen_by([rule.needed for rule in whole], different)
    haves = _seen_by([rule.has for rule in whole], there)
    kinds, kind_of = _alike(wants, len(different))
    asked = [
        _Asked(rule, wanted, want[kinds], had, have[home_of])
        for rule, (wanted, want), (had, have) in zip(whole, wants, haves, strict=True)
    ]
    hard, soft = asked[: len(rules.rules)], asked[len(rules.rules) :]
    kind, home = _allowed(hard, len(kinds), len(homes))
    fit = np.zeros(len(kind), np.int64)
    for criterion, one in zip(rules.criteria, soft, strict=True):
        fit += criterion.points * _holds(one, hard, kind, home)
    first = np.searchsorted(kind, np.arange(len(kinds) + 1))
    return _told_for_each(first, home, fit, kind_of[need_of])


def _different(things: Iterable[T]) -> tuple[list[T], Ints]:
    """The different things, and which of them each is."""
    numbers: dict[T, int] = {}
    of = np.array([numbers.setdefault(one, len(numbers)) for one in things], np.int64)
    return list(numbers), of


def _seen_by(looks: Sequence[Callable[[T], Hashable]], things: Sequence[T]) -> list[tuple[list[Hashable], Ints]]:
    """What each way of looking sees of the things; ways that are the same look once."""
    found = {look: _different(map(look, things)) for look in dict.fromkeys(looks)}
    return [found[look] for look in looks]


def _alike(wants: Sequence[tuple[list[Hashable], Ints]], count: int) -> tuple[Ints, Ints]:
    """One need of each kind that the rules tell apart, and which kind each need is."""
    kind_of, told_apart = np.zeros(count, np.int64), 1
    for wanted, want in wants:
        if told_apart * len(wanted) >= COUNTABLE:
            seen, kind_of = np.unique(kind_of, return_inverse=True)
            told_apart = len(seen)
        kind_of = kind_of * len(wanted) + want
        told_apart *= len(wanted)
    _seen, kinds, kind_of = np.unique(kind_of, return_index=True, return_inverse=True)
    return kinds, kind_of


def _holds(one: _Asked, hard: Sequence[_Asked], kind: Ints, home: Ints) -> NDArray[np.bool_] | bool:
    """For which of the allowed pairs a rule holds: for all, where it is one of those that allowed them."""
    rule = one.rule
    if any(
        (rule.needed, rule.has, rule.sense) == (other.rule.needed, other.rule.has, other.rule.sense) for other in hard
    ):
        return True
    held: NDArray[np.bool_] = rule.table(one.wanted, one.had)[one.want[kind], one.have[home]]
    return held


def _allowed(hard: Sequence[_Asked], kinds: int, homes: int) -> tuple[Ints, Ints]:
    """The kinds of needs and the homes of all pairs that every rule allows, in order."""
    stretches, others = _narrowest(hard, kinds, homes)
    words = -(-homes // WORD)
    masks = [
        (one.want, _packed(one.rule.table(one.wanted, one.had), one.have[stretches.order], words)) for one in others
    ]
    found = [_laid(masks, words, some) for some in stretches.words(AT_A_TIME)]
    kind = np.concatenate([np.zeros(0, np.int64), *(one for one, _place in found)])
    home = stretches.order[np.concatenate([np.zeros(0, np.int64), *(place for _one, place in found)])]
    if stretches.in_order:
        return kind, home
    together = np.sort(kind * max(1, homes) + home)
    return together // max(1, homes), together % max(1, homes)


def _narrowest(hard: Sequence[_Asked], kinds: int, homes: int) -> tuple[Stretches, list[_Asked]]:
    """The stretches by that rule which leaves the fewest homes to look at, and the rules that are still to be asked."""
    ways = [(everywhere(kinds, homes), list(hard))]
    for one in hard:
        if one.rule.sense == "among":
            others = [other for other in hard if other is not one]
            ways.append((named(one.wanted, one.want, one.had, one.have), others))
    return min(ways, key=lambda way: way[0].count)


def _packed(table: NDArray[np.bool_], have: Ints, words: int) -> Masks:
    """Each row over the homes as bits, in words of 64."""
    packed = np.zeros((len(table), words * WORD // 8), np.uint8)
    for row, bits in zip(table, packed, strict=True):
        some = np.packbits(row[have], bitorder="little")
        bits[: len(some)] = some
    return packed.view(np.uint64).ravel()


def _laid(masks: Sequence[tuple[Ints, Masks]], words: int, some: Words) -> tuple[Ints, Ints]:
    """Kind and place of each home in those words that every rule allows."""
    found = some.bits
    for want, mask in masks:
        found &= mask[want[some.kind] * words + some.word]
    filled = np.flatnonzero(found)
    at = np.flatnonzero(np.unpackbits(found[filled].view(np.uint8), bitorder="little"))
    which = filled[at // WORD]
    return some.kind[which], some.word[which] * WORD + at % WORD


def _told_for_each(first: Ints, home: Ints, fit: Ints, kind_of: Ints) -> Pairs:
    """The pairs of each need from the pairs of its kind."""
    many = np.diff(first)[kind_of]
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(many)])
    source = np.repeat(first[kind_of] - begins[:-1], many)
    source += np.arange(begins[-1])
    return Pairs(begins, home[source], fit[source])
