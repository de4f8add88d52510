"""The closed sets behind those who are not served."""

from __future__ import annotations

import numpy as np

from boso.core.matching.market import Ints

CLOSED, WAY_OUT, UNFINISHED = 1, 0, -1


def closed_sets(
    agents: Ints, queue: int, home: Ints, first: Ints, dwelling: Ints, place: Ints, dwellings: int, steps: int
) -> tuple[Ints, Ints, Ints]:
    """For each of the agents the dwellings that are reached, where they begin, and how the search ended.

    What could be used by the agent, by the holders of that, and so on. Ends CLOSED; or with a WAY_OUT, a dwelling that
    nobody before the agent would miss; or UNFINISHED, when the steps (pairs looked at in all) are used up. Without
    a closed set only what the agent could use itself is given.
    """
    holder = np.full(dwellings, -1, np.int64)
    for agent in range(len(place)):
        if place[agent] >= 0:
            holder[place[agent]] = agent
    begins, ends = np.zeros(len(agents) + 1, np.int64), np.zeros(len(agents), np.int64)
    seen, line = np.full(dwellings, -1, np.int64), np.empty(dwellings, np.int64)
    found = np.empty(max(16, dwellings), np.int64)
    for number in range(len(agents)):
        agent = agents[number]
        own, out = take_in(agent, agent, number, queue, home, first, dwelling, holder, seen, line, 0)
        steps -= first[agent + 1] - first[agent]
        head, tail = 0, own
        while head < tail and not out and steps >= 0:
            looking = holder[line[head]]
            head += 1
            tail, out = take_in(agent, looking, number, queue, home, first, dwelling, holder, seen, line, tail)
            steps -= first[looking + 1] - first[looking]
        if out or steps < 0:
            tail = own
        ends[number] = WAY_OUT if out else UNFINISHED if steps < 0 else CLOSED
        begin = begins[number]
        if begin + tail > len(found):
            found = np.concatenate((found, np.empty(max(len(found), tail), np.int64)))
        found[begin : begin + tail] = line[:tail]
        begins[number + 1] = begin + tail
    return begins, found[: begins[-1]], ends


def take_in(
    agent: int,
    looking: int,
    stamp: int,
    queue: int,
    home: Ints,
    first: Ints,
    dwelling: Ints,
    holder: Ints,
    seen: Ints,
    line: Ints,
    tail: int,
) -> tuple[int, bool]:
    """Put at the end of the line what one household could use. Gives its end, and whether a way out is among it.

    Whoever stands after the agent may go back home, and a household without a home gives way to the agent.
    """
    out = False
    last = first[looking + 1]
    goes_back = home[looking] >= 0 and looking > agent
    for step in range(first[looking], last + (1 if goes_back else 0)):
        there = dwelling[step] if step < last else home[looking]
        if seen[there] == stamp:
            continue
        seen[there] = stamp
        line[tail] = there
        tail += 1
        other = holder[there]
        out = out or other < 0 or other == agent or (agent < other < queue and home[other] < 0)
    return tail, out
