"""Why a household is not served, and why a dwelling goes to whom it goes: read out of the search, not told afterwards.

A household that is not served could use some dwellings; who holds them could use others, and so on. All that is
reached so is a closed set: it has as many dwellings as households that must have one of them, and whoever of these
stands in the order stands before. So nobody can be let in without somebody before going out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from boso.core.matching.answering import Allocation
from boso.core.matching.closed import closed_sets
from boso.core.matching.compiling import compiled
from boso.core.matching.instance import NO_TENANT
from boso.core.matching.market import NOBODY, Flags, Ints, Market
from boso.core.matching.order import in_order

#: Steps of the search for closed sets in one answer; what they do not suffice for is said of the dwellings the
#: household could use itself.
STEPS = 30_000_000


class Because(StrEnum):
    """Why a household is not served."""

    NOTHING_SUITABLE = "nothing_suitable"
    NONE_IN_PLAY = "none_in_play"
    TENANTS_STAY = "tenants_stay"
    HELD = "held"
    TOO_MANY_MOVES = "too_many_moves"


@dataclass(frozen=True, slots=True)
class NotServed:
    """Why a household is not served.

    dwellings: those it could use, and those the holders of these could use, and so on. holders: who has them, in the
    order. whole: the set is closed; otherwise it is only what the household could use itself.
    """

    household: str
    because: Because
    dwellings: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class WhyHere:
    """Why the dwelling goes to the household.

    frees_for: who takes the home that the household leaves. before: who stands before it and could use the dwelling,
    each with the dwelling it has instead. after: who could use it and stands after, in the order.
    """

    dwelling: str
    household: str
    frees_for: str | None
    before: tuple[tuple[str, str], ...]
    after: tuple[str, ...]


def not_served(allocation: Allocation) -> list[NotServed]:
    """Everybody who stands in the order and is not served, with the reason, in the order."""
    market = allocation.market
    agents = np.flatnonzero(~allocation.done)
    first, dwelling, ends = _closed_sets(market, allocation.place, agents)
    suits = _suits(allocation)
    rows = []
    for number, agent in enumerate(agents.tolist()):
        there = dwelling[first[number] : first[number + 1]]
        rows.append(_reason(allocation, agent, there, int(ends[number]), suits))
    return [*rows, *_outside(allocation, suits)]


def why_not(allocation: Allocation, household: str) -> NotServed:
    """Why one household is not served. Raises KeyError when it is served, or does not stand in the order."""
    agent = {allocation.market.agents[one]: one for one in np.flatnonzero(~allocation.done).tolist()}.get(household)
    suits = _suits(allocation)
    if agent is None:
        return {row.household: row for row in _outside(allocation, suits)}[household]
    _first, there, ends = _closed_sets(allocation.market, allocation.place, np.array([agent]))
    return _reason(allocation, agent, there, int(ends[0]), suits)


def why_here(allocation: Allocation, dwelling: str) -> WhyHere:
    """Why the dwelling goes to whom it goes. Raises KeyError when nobody is to move in."""
    market = allocation.market
    there = {market.dwellings[allocation.place[one]]: one for one in allocation.moved.tolist()}
    agent, number = there[dwelling], market.dwellings.index(dwelling)
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    could = [one for one in who[market.dwelling == number].tolist() if one < market.queue and one != agent]
    chain = next(chain for chain in allocation.chains if agent in chain.agents)
    at = chain.agents.index(agent)
    frees = chain.agents[(at + 1) % len(chain.agents)] if chain.cycle else (*chain.agents, NOBODY)[at + 1]
    has = {one: market.dwellings[allocation.place[one]] for one in could if allocation.place[one] != NOBODY}
    return WhyHere(
        dwelling=dwelling,
        household=market.agents[agent],
        frees_for=None if frees == NOBODY else market.agents[frees],
        before=tuple((market.agents[one], has[one]) for one in could if one < agent and one in has),
        after=tuple(market.agents[one] for one in could if one > agent),
    )


def _closed_sets(market: Market, place: Ints, agents: Ints) -> tuple[Ints, Ints, Ints]:
    work = min(STEPS, len(agents) * len(market.dwelling) // 4)
    search = compiled(closed_sets, work // 10)
    words = (market.queue, market.home, market.first, market.dwelling, place, len(market.vacant))
    return search(agents, *words, STEPS)


def _reason(allocation: Allocation, agent: int, there: Ints, end: int, suits: Flags) -> NotServed:
    market, household = allocation.market, allocation.market.agents[agent]
    if not len(there):
        number = allocation.instance.columns.households.index(household)
        return NotServed(household, Because.NONE_IN_PLAY if suits[number] else Because.NOTHING_SUITABLE)
    at = np.isin(allocation.place, there)
    return NotServed(
        household=household,
        because=Because.TOO_MANY_MOVES if end == 0 else Because.HELD,
        dwellings=tuple(market.dwellings[one] for one in np.sort(there).tolist()),
        holders=tuple(market.agents[one] for one in np.flatnonzero(at).tolist()),
        whole=end == 1,
    )


def _suits(allocation: Allocation) -> Flags:
    """By household, whether anything suits it at all."""
    columns = allocation.instance.columns
    return np.bincount(columns.pair_household, minlength=len(columns.households)) > 0


def _outside(allocation: Allocation, suits: Flags) -> Iterator[NotServed]:
    """Tenants who want to move, where no tenant moves."""
    if allocation.instance.terms.max_moves != 0:
        return
    columns = allocation.instance.columns
    for number in in_order(allocation.instance):
        if columns.tenant[number] != NO_TENANT:
            because = Because.TENANTS_STAY if suits[number] else Because.NOTHING_SUITABLE
            yield NotServed(columns.households[number], because)
