"""Who could go where, as arrays: what the search works on.

Agents are numbered: first those who stand in the order (applicants, and tenants who want to move), in that order;
then the tenants who may move, by id. Dwellings are numbered by id. Only dwellings in play count: vacant ones, and
homes of the tenants in the instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Market:
    """Who could go where.

    queue: how many agents stand in the order (they are the first). home: each agent's own dwelling, or -1.
    first, dwelling, fit: agent a could move to dwelling[first[a]:first[a+1]] (never its own home), with that fit.
    vacant: by dwelling. agents, dwellings: the ids behind the numbers.
    """

    queue: int
    home: Ints
    first: Ints
    dwelling: Ints
    fit: Ints
    vacant: Flags
    agents: tuple[str, ...]
    dwellings: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many agents there are."""
        return len(self.home)


def from_edges(
    queue: int,
    home: Ints,
    vacant: Flags,
    rows: Sequence[tuple[int, int, int]] | Ints,
    bound: int | None,
    agents: Sequence[str] = (),
    dwellings: Sequence[str] = (),
) -> Market:
    """A market of numbered agents and dwellings; rows are (agent, dwelling, fit)."""
    edges = np.asarray(rows, dtype=np.int64).reshape(-1, 3)
    who, where = edges[:, 0], edges[:, 1]
    keep = home[who] != where
    if bound == 1:
        keep &= vacant[where] | (home[who] == NOBODY)
    edges = edges[keep]
    edges = edges[np.lexsort((edges[:, 1], edges[:, 0]))]
    first = np.searchsorted(edges[:, 0], np.arange(len(home) + 1))
    return Market(
        queue=queue,
        home=home,
        first=first.astype(np.int64),
        dwelling=np.ascontiguousarray(edges[:, 1]),
        fit=np.ascontiguousarray(edges[:, 2]),
        vacant=vacant,
        agents=tuple(agents),
        dwellings=tuple(dwellings),
    )
