"""Who is served: the best set in the declared order, by augmenting paths.

Everybody with a home begins at home. Each in turn is served if a path of moves leads to a free dwelling without
taking a home from anybody: the households that can be housed together are the independent sets of a transversal
matroid, so taking each whenever it can be done gives the best set in the order, and (where nobody has to leave a home
in order to be served) the largest. A tenant who wants to move gives up the own home first, and gets it back if no path
is found.

The dwellings a failed search has seen are all held by households that can go nowhere else: no later search needs them.
Only a tenant whose own home lies among them may still change homes inside.
"""

from __future__ import annotations

import numpy as np

from boso.core.matching.compiling import compiled
from boso.core.matching.market import Flags, Ints, Market

#: Seen by one after whom nobody needs to look: later than every agent.
CLOSED = 2**62


def served(market: Market) -> tuple[Flags, Ints]:
    """For each in the order, whether served; and for every agent the dwelling held (-1: none) in one such answer."""
    search = compiled(serve, market.size + len(market.dwelling))
    done, place = search(market.queue, market.home, market.first, market.dwelling, len(market.vacant))
    return done, place


def serve(queue: int, home: Ints, first: Ints, dwelling: Ints, dwellings: int) -> tuple[Flags, Ints]:
    """The search on plain arrays; runs as it stands, or compiled."""
    place, holder, may_stay = everybody_at_home(home, dwellings)
    done = np.zeros(queue, np.bool_)
    seen, seen_inside = np.full(dwellings, -1), np.full(dwellings, -1)
    reached_by = np.full(dwellings, -1, np.int64)
    line, stack = np.empty(dwellings, np.int64), np.empty(dwellings, np.int64)
    # Where nobody has a home to move from, any path does, and the one found by going on is found soonest.
    deep = not np.any(home >= 0)
    wanted = np.zeros(dwellings, np.int64)
    for there in dwelling:
        wanted[there] += 1
    for agent in range(queue):
        own = home[agent]
        may_stay[agent] = False
        if own >= 0 and place[agent] != own:
            done[agent] = True
            continue
        if own >= 0:
            holder[own] = -1
            place[agent] = -1
        inside = own >= 0 and seen[own] == CLOSED
        seen_so_many, free = 0, least_wanted(agent, first, dwelling, holder, wanted)
        if free >= 0:
            reached_by[free] = agent
        else:
            looked = seen_inside if inside else seen
            free, seen_so_many = look(
                agent, home, first, dwelling, holder, may_stay, looked, reached_by, line, stack, deep
            )
        if free >= 0:
            done[agent] = True
            move_along(agent, free, place, holder, reached_by)
            continue
        if own >= 0:
            may_stay[agent] = True
            holder[own] = agent
            place[agent] = own
        if not inside:
            for step in range(seen_so_many):
                seen[line[step]] = CLOSED
    return done, place


def everybody_at_home(home: Ints, dwellings: int) -> tuple[Ints, Ints, Flags]:
    """Who holds what when nobody has moved; and that whoever has a home may stay in it."""
    place = home.copy()
    holder = np.full(dwellings, -1, np.int64)
    for agent in range(len(home)):
        if home[agent] >= 0:
            holder[home[agent]] = agent
    return place, holder, home >= 0


def least_wanted(agent: int, first: Ints, dwelling: Ints, holder: Ints, wanted: Ints) -> int:
    """Of the free dwellings the agent could use the one that fewest could (-1: none): so paths are rarely needed."""
    best = -1
    for step in range(first[agent], first[agent + 1]):
        there = dwelling[step]
        if holder[there] < 0 and (best < 0 or wanted[there] < wanted[best]):
            best = there
    return best


def look(
    agent: int,
    home: Ints,
    first: Ints,
    dwelling: Ints,
    holder: Ints,
    may_stay: Flags,
    seen: Ints,
    reached_by: Ints,
    line: Ints,
    stack: Ints,
    deep: bool,
) -> tuple[int, int]:
    """A free dwelling by a path of moves (-1: none), and how many dwellings stand in `line` as seen.

    deep: go on from what was seen last; otherwise from what was seen first, which gives the shortest path.
    seen: by dwelling the last agent who looked at it; later agents come later in the order.
    """
    count, open_ones, looking = 0, 0, agent
    while True:
        own = home[looking]
        if may_stay[looking] and seen[own] < agent:
            # Never free: who lives in it has either stayed, or made room for who holds it now.
            seen[own], reached_by[own] = agent, looking
            line[count], stack[open_ones] = own, own
            count, open_ones = count + 1, open_ones + 1
        for step in range(first[looking], first[looking + 1]):
            there = dwelling[step]
            if seen[there] >= agent:
                continue
            seen[there], reached_by[there] = agent, looking
            if holder[there] < 0:
                return there, count
            line[count], stack[open_ones] = there, there
            count, open_ones = count + 1, open_ones + 1
        if open_ones == 0:
            return -1, count
        open_ones -= 1
        looking = holder[stack[open_ones] if deep else line[count - open_ones - 1]]


def move_along(agent: int, free: int, place: Ints, holder: Ints, reached_by: Ints) -> None:
    """Everybody on the path from the agent to the free dwelling takes the next one."""
    there = free
    while True:
        mover = reached_by[there]
        left = place[mover]
        place[mover] = there
        holder[there] = mover
        if mover == agent:
            return
        there = left
