"""Every set of households that could move, with the best way to do it: exact for any bound, for small instances.

A set is built up chain by chain, one vacant dwelling after the other, and then cycle by cycle. How a set came about
is of no account to what can be added: only the best way to each set is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import numpy as np

from boso.core.matching.instance import Terms
from boso.core.matching.market import NOBODY, Ints, Market

#: With more movers there are too many sets.
FEW = 12

K = TypeVar("K")
Movers = frozenset[int]
#: The smaller the better: the fit turned round, and every agent's dwelling.
Worth = tuple[int, tuple[int, ...]]
Ways = dict[Movers, Worth]


def few(market: Market) -> bool:
    """Whether few enough could move."""
    return int(np.count_nonzero(np.diff(market.first))) <= FEW


def best_of_all(market: Market, terms: Terms) -> Ints:
    """Every agent's dwelling in the best placing within the terms."""
    stock = _Stock(market, terms)
    ways: Ways = {frozenset(): (0, tuple(market.home.tolist()))}
    for vacancy in np.flatnonzero(market.vacant).tolist():
        _keep(ways, stock.filled(ways, vacancy))
    if terms.cycles:
        for tenant in stock.tenants:
            _keep(ways, stock.changed(ways, tenant))
    best = min(ways, key=lambda movers: (stock.value(movers), ways[movers]))
    return np.array(ways[best][1], np.int64)


class _Stock:
    """What the sets are built from: who could take each dwelling, and with what fit."""

    def __init__(self, market: Market, terms: Terms) -> None:
        self.bound = market.size if terms.max_moves is None else terms.max_moves
        self.queue, self.home = market.queue, market.home.tolist()
        self.tenants = [agent for agent, home in enumerate(self.home) if home != NOBODY]
        self.takers: dict[int, list[tuple[int, int]]] = {there: [] for there in range(len(market.vacant))}
        who = np.repeat(np.arange(market.size), np.diff(market.first))
        for agent, there, fit in zip(who.tolist(), market.dwelling.tolist(), market.fit.tolist(), strict=True):
            self.takers[there].append((agent, fit))

    def value(self, movers: Movers) -> tuple[list[bool], int]:
        """Who of the order is not served, and how many move who do not stand in it: the smaller the better."""
        return [agent not in movers for agent in range(self.queue)], sum(agent >= self.queue for agent in movers)

    def filled(self, ways: Ways, vacancy: int) -> Iterator[tuple[Movers, Worth]]:
        """Every set with a chain added that begins at the vacant dwelling."""
        open_ways = {(movers, vacancy): worth for movers, worth in ways.items()}
        for moves in range(self.bound + 1):
            after: dict[tuple[Movers, int], Worth] = {}
            for (movers, there), worth in open_ways.items():
                for agent, more, better in self._taken(movers, there, worth):
                    home = self.home[agent]
                    if home == NOBODY:
                        yield more, better
                    elif moves < self.bound:
                        yield more, better
                        _keep(after, [((more, home), better)])
            open_ways = after

    def changed(self, ways: Ways, first: int) -> Iterator[tuple[Movers, Worth]]:
        """Every set with a cycle added of which this tenant is the first by number."""
        open_ways = {(movers, self.home[first]): worth for movers, worth in ways.items() if first not in movers}
        for _move in range(min(self.bound, len(self.tenants))):
            after: dict[tuple[Movers, int], Worth] = {}
            for (movers, there), worth in open_ways.items():
                for agent, more, better in self._taken(movers, there, worth):
                    if agent == first:
                        yield more, better
                    elif agent > first and self.home[agent] != NOBODY:
                        _keep(after, [((more, self.home[agent]), better)])
            open_ways = after

    def _taken(self, movers: Movers, there: int, worth: Worth) -> Iterator[tuple[int, Movers, Worth]]:
        """Who could take the dwelling next, the set it makes, and what it is then worth."""
        turned, place = worth
        for agent, fit in self.takers[there]:
            if agent not in movers:
                yield agent, movers | {agent}, (turned - fit, (*place[:agent], there, *place[agent + 1 :]))


def _keep(ways: dict[K, Worth], found: Iterable[tuple[K, Worth]]) -> None:
    """Put in what is new or better."""
    for key, worth in list(found):
        ways[key] = min(worth, ways.get(key, worth))
