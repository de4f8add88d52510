"""The chains of moves in a placing.

A chain begins at a vacant dwelling: somebody takes it, the next takes the home that was left, and so on until a
household without a home has come in, or a home stays empty. A cycle has no vacant dwelling: tenants change homes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from boso.core.matching.market import NOBODY, Ints, Market


@dataclass(frozen=True, slots=True)
class Chain:
    """agents: in the order in which they move, from the vacant dwelling on; a cycle begins with its first agent.

    moves: how many of them are sitting tenants.
    """

    agents: tuple[int, ...]
    moves: int
    cycle: bool


def chains(market: Market, place: Ints) -> list[Chain]:
    """Every chain of the placing, by the agent in it who stands first."""
    home = market.home.tolist()
    moved = np.flatnonzero((place != market.home) & (place != NOBODY)).tolist()
    taker = dict(zip(place[moved].tolist(), moved, strict=True))
    found = [_followed(agent, taker, home) for there, agent in taker.items() if market.vacant[there]]
    in_chains = {agent for chain in found for agent in chain.agents}
    for agent in moved:
        if agent not in in_chains:
            cycle = _followed(agent, taker, home)
            in_chains.update(cycle.agents)
            found.append(cycle)
    return sorted(found, key=lambda chain: min(chain.agents))


def _followed(first: int, taker: dict[int, int], home: list[int]) -> Chain:
    """The chain of those who each take what the one before has left."""
    agents = [first]
    while (after := taker.get(home[agents[-1]], NOBODY)) not in (NOBODY, first):
        agents.append(after)
    return Chain(tuple(agents), sum(home[agent] != NOBODY for agent in agents), cycle=after == first)


def too_long(market: Market, place: Ints, bound: int | None, cycles: bool) -> Iterator[list[tuple[int, int]]]:
    """For each chain that breaks the bound, or cycle that may not be: moves (agent, dwelling) that cannot all stand.

    The shortest that will do: one move more than the bound, or the whole cycle.
    """
    for chain in chains(market, place):
        movers = [agent for agent in chain.agents if market.home[agent] != NOBODY]
        if bound is not None and chain.moves > bound:
            movers = movers[: bound + 1]
        elif not chain.cycle or cycles:
            continue
        yield [(agent, int(place[agent])) for agent in movers]
