"""A bound on the moves in a chain, kept by giving every tenant a place in chains beforehand.

A tenant of level 1 moves to vacant dwellings only, one of level 2 also to the homes of level 1, and so on. Whatever is
then placed, no chain has more moves than there are levels, and there is no cycle; and within given levels the best
placing is found exactly. Which levels are best is not known: from each answer new levels are made that allow the same
answer again, so that no round is worse than the one before.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from boso.core.matching.chains import chains
from boso.core.matching.market import NOBODY, Flags, Ints, Market

#: The level of a tenant who cannot be part of any chain.
NEVER = 2**31


def nearest(market: Market, bound: int | None) -> Ints:
    """Each agent's level when every tenant is as near to a vacant dwelling as can be; NEVER beyond the bound."""
    level = np.full(market.size, NEVER)
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    tenants = market.home != NOBODY
    at, reached = 1, market.vacant.copy()
    while bound is None or at <= bound:
        near = np.zeros(market.size, np.bool_)
        near[who[reached[market.dwelling]]] = True
        near &= tenants & (level == NEVER)
        if not near.any():
            break
        level[near] = at
        reached[market.home[near]] = True
        at += 1
    return level


def kept(market: Market, place: Ints, otherwise: Ints) -> Ints:
    """Levels that allow the placing: who moves has the level of that move, the others what is said."""
    level = otherwise.copy()
    for chain in chains(market, place):
        for number, agent in enumerate(chain.agents, start=1):
            level[agent] = number
    return level


def spread(level: Ints, bound: int, turn: int) -> Ints:
    """The same, with tenants lifted by turns, each no higher than the bound, as if by chance but always alike."""
    higher = level + (np.arange(len(level)) * 7 + turn) % bound
    return np.where(level == NEVER, NEVER, np.minimum(higher, bound))


def narrowed(market: Market, use: Flags) -> Market:
    """The market with only some of its pairs."""
    before = np.concatenate(([0], np.cumsum(use)))
    return replace(market, first=before[market.first], dwelling=market.dwelling[use], fit=market.fit[use])


def within(market: Market, level: Ints) -> Market:
    """The market in which tenants move to lower levels only, and the homes of those who never move stay theirs."""
    of_dwelling = np.zeros(len(market.vacant), np.int64)
    tenants = np.flatnonzero(market.home != NOBODY)
    of_dwelling[market.home[tenants]] = level[tenants]
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    limit = np.where(market.home == NOBODY, NEVER, level)
    limit[tenants[level[tenants] == NEVER]] = 0
    return narrowed(market, of_dwelling[market.dwelling] < limit[who])
