"""A whole run: from what is asked to who gets which dwelling, by which moves, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from boso.core.matching.chains import Chain, chains
from boso.core.matching.instance import Instance
from boso.core.matching.largest import largest
from boso.core.matching.market import NOBODY, Flags, Ints, Market
from boso.core.matching.order import market
from boso.core.matching.proposing import fit_of, proposed


@dataclass(frozen=True)
class Allocation:
    """The answer to an instance. Agents and dwellings are numbered as in its market.

    done: who of the order is served. place: every agent's dwelling, or -1. proven: nothing within the terms is better
    in the order. limit: the served of an answer that nothing within the terms is better than. at_most: how many could
    be served within the terms at most, whatever the order; where not proven, no fewer than could be.
    """

    instance: Instance
    market: Market
    done: Flags
    place: Ints
    proven: bool
    limit: Flags
    at_most: int

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """The moves, by whom in the chain stands first."""
        return tuple(chains(self.market, self.place))

    @cached_property
    def moved(self) -> Ints:
        """The agents who get another dwelling than the one lived in."""
        return np.flatnonzero((self.place != NOBODY) & (self.place != self.market.home))

    @property
    def served(self) -> int:
        """How many of those in the order."""
        return int(np.count_nonzero(self.done))

    @property
    def moves(self) -> int:
        """How many sitting tenants move."""
        return int(np.count_nonzero(self.market.home[self.moved] != NOBODY))

    @cached_property
    def fit(self) -> int:
        """The fit of all who move together."""
        return fit_of(self.market, self.place)

    @property
    def by_class(self) -> list[int]:
        """How many are served of each class, the first class first."""
        asked = self.instance.columns
        number = {name: index for index, name in enumerate(asked.households)}
        served = [number[self.market.agents[agent]] for agent in np.flatnonzero(self.done)]
        counts: list[int] = np.bincount(asked.standing[served], minlength=self.instance.terms.classes + 1)[1:].tolist()
        return counts

    @property
    def proven_before(self) -> int | None:
        """The first in the order who is not served and might be; who stands before is served as well as can be."""
        differ = np.flatnonzero(self.limit & ~self.done)
        return int(differ[0]) if len(differ) else None


def run(instance: Instance, use: Flags | None = None) -> Allocation:
    """The best placing within the terms, or the best found. use: the pairs that count; all where it is not given."""
    asked = market(instance, use)
    proposal = proposed(asked, instance.terms)
    return Allocation(
        instance=instance,
        market=asked,
        done=proposal.done,
        place=proposal.place,
        proven=proposal.proven,
        limit=proposal.limit,
        at_most=largest(asked),
    )
