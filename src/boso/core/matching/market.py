"""Who could go where, as arrays: what the search works on.

Agents are numbered: first those who stand in the order (applicants, and tenants who want to move), in that order;
then the tenants who may move, by id. Dwellings are numbered by id. Only dwellings in play count: vacant ones, and
homes of the tenants in the instance.
"""

from __future__ import annotations

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
