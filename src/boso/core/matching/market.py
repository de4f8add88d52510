"""An instance as arrays: what the search works on.

Agents are numbered: first those who stand in the order (applicants, and tenants who want to move), in that order;
then the tenants who may move, by id. Dwellings are numbered by id. Only dwellings in play count: vacant ones, and
homes of the tenants in the instance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boso.core.matching.instance import Household, Instance

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


def in_order(instance: Instance) -> list[Household]:
    """Those who stand in the order: by class, then the longest waiting, then the seed's lot, then id.

    Who has no waiting time comes after those who have, in the same class.
    """
    standing = [one for one in instance.households if one.tenant != "may"]
    return sorted(
        standing,
        key=lambda one: (
            one.standing,
            one.since is None,
            one.since.toordinal() if one.since else 0,
            lot(instance.seed, one.id),
            one.id,
        ),
    )


def lot(seed: str, household: str) -> str:
    """The lot a household draws with a published seed: anybody can draw it again."""
    return hashlib.sha256(f"{seed}:{household}".encode()).hexdigest()


def market(instance: Instance, max_moves: int | None = -1) -> Market:
    """The arrays of an instance. max_moves: another bound than the instance's own (0, 1, or None for none).

    With 0 nobody who has a home moves; with 1 tenants go to vacant dwellings only.
    """
    bound = instance.max_moves if max_moves == -1 else max_moves
    queue = in_order(instance)
    tenants = sorted((one for one in instance.households if one.tenant == "may"), key=lambda one: one.id)
    agents = [*queue, *tenants]
    if bound == 0:
        agents = [one for one in queue if one.lives_in is None]
        queue = agents
    number = {one.id: index for index, one in enumerate(agents)}
    homes = {one.lives_in for one in agents if one.lives_in is not None}
    dwellings = sorted(one.id for one in instance.dwellings if one.vacant or one.id in homes)
    place = {one: index for index, one in enumerate(dwellings)}
    is_vacant = {one.id for one in instance.dwellings if one.vacant}
    rows = [
        (number[pair.household], place[pair.dwelling], pair.fit)
        for pair in instance.pairs
        if pair.household in number and pair.dwelling in place
    ]
    vacant = np.fromiter((one in is_vacant for one in dwellings), dtype=np.bool_, count=len(dwellings))
    home = np.fromiter(
        (place[one.lives_in] if one.lives_in is not None else NOBODY for one in agents),
        dtype=np.int64,
        count=len(agents),
    )
    return from_edges(len(queue), home, vacant, rows, bound, [one.id for one in agents], dwellings)


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
