"""What stands in the way: the home that is nearest to a need, what a rule keeps from whom, what a rule costs a home.

All of it is asked of the same needs, homes and rules as the run, so that what is told is what was reckoned with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from boso.core.matching.homes import Home, Need
from boso.core.matching.market import Flags, Ints
from boso.core.matching.pairs import Pairs, pairs
from boso.core.matching.rules import Reason, Rule, RuleSet

#: Gives the needs that are served when these pairs are the possible ones.
Solve = Callable[[Pairs], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Miss:
    """The home nearest to a need that no rule lets it have. reasons: each rule in the way, one where it is near."""

    home: int
    reasons: tuple[Reason, ...]
    fit: int

    @property
    def only(self) -> Reason | None:
        """The one rule in the way; none where there are several."""
        return self.reasons[0] if len(self.reasons) == 1 else None


@dataclass(frozen=True, slots=True)
class Effect:
    """Who would be served too, and who no more, if a rule were off. Needs by number."""

    added: frozenset[int]
    removed: frozenset[int]


class Misses:
    """Needs, homes and rules made ready to be asked about one by one."""

    def __init__(self, needs: Sequence[Need], homes: Sequence[Home], rules: RuleSet) -> None:
        self.needs, self.homes, self.rules = needs, homes, rules
        self._homes = [_values([rule.has(home) for home in homes]) for rule in rules.rules]
        self._needs = [_values([rule.needed(need) for need in needs]) for rule in rules.rules]

    def nearest(self, need: int, among: Flags | None = None) -> Miss | None:
        """The home that the fewest rules keep from the need, the best fit of those, the smallest number of those.

        among: the homes that count (all). None where each of them is allowed, or there is none.
        """
        asked = self.needs[need]
        fails = np.zeros(len(self.homes), np.int64)
        for rule, (values, of) in zip(self.rules.rules, self._homes, strict=True):
            fails += ~rule.table([rule.needed(asked)], values)[0, of]
        counts = fails > 0 if among is None else (fails > 0) & among
        if not counts.any():
            return None
        least = fails[counts].min()
        near = np.flatnonzero(counts & (fails == least)).tolist()
        fits = {home: self.rules.fit(asked, self.homes[home]) for home in near}
        home = min(near, key=lambda one: (-fits[one], one))
        return Miss(home, self.rules.reasons(asked, self.homes[home]), fits[home])

    def opened(self, home: int, among: Flags | None = None) -> dict[str, Ints]:
        """For each rule that alone keeps somebody from the home, whom. among: the needs that count (all)."""
        there = self.homes[home]
        rows = [
            ~rule.table(values, [rule.has(there)])[of, 0]
            for rule, (values, of) in zip(self.rules.rules, self._needs, strict=True)
        ]
        fails = np.array(rows, np.bool_).reshape(len(rows), len(self.needs))
        alone = fails & (fails.sum(axis=0) == 1)
        if among is not None:
            alone &= among
        found = {rule.key: np.flatnonzero(row) for rule, row in zip(self.rules.rules, alone, strict=True)}
        return {key: whom for key, whom in found.items() if len(whom)}

    def effects(self, solve: Solve, served: frozenset[int]) -> dict[str, Effect]:
        """For each rule, whom it would add and remove to have it off: the whole run again without it."""
        return {rule.key: self.effect(rule, solve, served) for rule in self.rules.rules}

    def effect(self, rule: Rule, solve: Solve, served: frozenset[int]) -> Effect:
        """The same for one rule."""
        then = solve(pairs(self.needs, self.homes, self.rules.without(rule.key)))
        return Effect(then - served, served - then)


def _values(found: Sequence[object]) -> tuple[list[object], Ints]:
    """The different values, and which of them each has."""
    numbers: dict[object, int] = {}
    of = np.fromiter((numbers.setdefault(one, len(numbers)) for one in found), np.int64, len(found))
    return list(numbers), of
