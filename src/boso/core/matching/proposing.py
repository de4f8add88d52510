"""The best placing within the terms, or the best that was found with a bound on how much better any can be.

With no moves, one, or no bound the placing is exact at once: see `who` and `where`. With a bound of two or more, and
where cycles are switched off while tenants want to move, no quick exact method is known. Then the same problem is
solved without that rule; if the answer happens to keep it, nothing is better. Otherwise, of the moves that together
break it, one is forbidden at a time, the most promising answer first (branch and bound), as long as the work allowed
lasts. What has not been looked into yet says how much better any placing could be.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from boso.core.matching.by_sets import best_of_all, few
from boso.core.matching.chains import too_long
from boso.core.matching.instance import Terms
from boso.core.matching.levels import kept, narrowed, nearest, spread, within
from boso.core.matching.market import NOBODY, Flags, Ints, Market
from boso.core.matching.where import placed
from boso.core.matching.who import served

#: Agents and pairs looked at in all attempts together, and the most attempts.
WORK = 200_000
ATTEMPTS = 1_000
#: Rounds of new levels.
ROUNDS = 6

Move = tuple[int, int]
Key = tuple[bytes, int, int, bytes]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A placing within the terms.

    done: who of the order is served. place: every agent's dwelling. proven: nothing is better. limit: the served of
    an answer that is at least as good as every placing within the terms (the same as done where it is proven).
    """

    done: Flags
    place: Ints
    proven: bool
    limit: Flags


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one attempt gave without the moves that were forbidden. key: the smaller the better."""

    key: Key
    done: Flags
    place: Ints
    forbidden: frozenset[Move]


def proposed(market: Market, terms: Terms) -> Proposal:
    """The best placing within the terms that the work allowed finds."""
    done, start = served(market)
    place = placed(market, done, start)
    if not _broken(market, place, terms):
        return Proposal(done, place, proven=True, limit=done)
    if few(market):
        place = best_of_all(market, terms)
        done = (place != market.home)[: market.queue]
        return Proposal(done, place, proven=True, limit=done)
    first = _Answer(_key(market, done, place), done, place, frozenset())
    best = min(_by_levels(market, terms), key=lambda answer: answer.key)
    attempts = min(ATTEMPTS, WORK // (market.size + len(market.dwelling)))
    return _searched(market, terms, first, best, attempts)


def _searched(market: Market, terms: Terms, first: _Answer, best: _Answer, attempts: int) -> Proposal:
    """Branch and bound from the answer that breaks the terms, with the best known one to begin with."""
    waiting = [(first.key, 0, first)]
    seen = {first.forbidden}
    while waiting and waiting[0][0] < best.key and len(seen) <= attempts:
        _bound, _number, answer = heapq.heappop(waiting)
        moves = next(too_long(market, answer.place, terms.max_moves, terms.cycles))
        for forbidden in (one for one in (answer.forbidden | {move} for move in moves) if one not in seen):
            seen.add(forbidden)
            other = _solved(market, forbidden)
            if other.key < best.key:
                if _broken(market, other.place, terms):
                    heapq.heappush(waiting, (other.key, len(seen), other))
                else:
                    best = other
    if waiting and waiting[0][0] < best.key:
        return Proposal(best.done, best.place, proven=False, limit=waiting[0][2].done)
    return Proposal(best.done, best.place, proven=True, limit=best.done)


def _by_levels(market: Market, terms: Terms) -> list[_Answer]:
    """Placings that keep the terms, from levels made in different ways."""
    level = nearest(market, terms.max_moves)
    bound = terms.max_moves or int(np.count_nonzero(market.home != NOBODY))
    found = [_solved(within(market, level))]
    for turn in range(ROUNDS):
        keep = kept(market, found[-1].place, spread(level, bound, turn))
        found.append(_solved(within(market, keep)))
    return found


def _broken(market: Market, place: Ints, terms: Terms) -> bool:
    if terms.max_moves in (0, 1) or (terms.max_moves is None and terms.cycles):
        return False
    return next(too_long(market, place, terms.max_moves, terms.cycles), None) is not None


def _solved(market: Market, forbidden: frozenset[Move] = frozenset()) -> _Answer:
    """The best placing when only how long chains are is left out of account."""
    allowed = narrowed(market, _allowed(market, forbidden)) if forbidden else market
    done, start = served(allowed)
    place = placed(allowed, done, start)
    return _Answer(_key(market, done, place), done, place, forbidden)


def _key(market: Market, done: Flags, place: Ints) -> Key:
    """The objective: who is served in the order, moves of tenants who may, fit, ids."""
    moved = place[market.queue :] != market.home[market.queue :]
    return (
        (~done).tobytes(),
        int(np.count_nonzero(moved)),
        -fit_of(market, place),
        (place + 1).astype(">u8").tobytes(),
    )


def fit_of(market: Market, place: Ints) -> int:
    """The fit of all who are not at home together."""
    who = np.repeat(np.arange(market.size), np.diff(market.first))
    return int(market.fit[market.dwelling == place[who]].sum())


def _allowed(market: Market, forbidden: frozenset[Move]) -> Flags:
    use = np.ones(len(market.dwelling), np.bool_)
    for agent, there in forbidden:
        pairs = slice(market.first[agent], market.first[agent + 1])
        use[pairs] &= market.dwelling[pairs] != there
    return use
