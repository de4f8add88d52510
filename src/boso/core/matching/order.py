"""The declared order, and an instance as a market in that order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from boso.core.matching.instance import MAY, NO_DAY, NO_TENANT, Instance
from boso.core.matching.market import NOBODY, Flags, Ints, Market

_LATER = np.iinfo(np.int64).max


def lot(seed: str, household: str) -> bytes:
    """The lot a household draws with a published seed, the smallest first: SHA-256, so anybody can draw it again."""
    return hashlib.sha256(f"{seed}:{household}".encode()).digest()


def in_order(instance: Instance) -> Ints:
    """The households that stand in the order: by class, then the longest waiting, then the lot, then id.

    Who has no waiting time comes after those who have, in the same class.
    """
    columns = instance.columns
    standing = np.flatnonzero(columns.tenant != MAY)
    since = columns.since[standing]
    lots = _lots(instance.terms.seed, [columns.households[one] for one in standing])
    words = [lots[:, part] for part in reversed(range(lots.shape[1]))]
    order = np.lexsort((*words, np.where(since == NO_DAY, _LATER, since), columns.standing[standing]))
    return standing[order]


def market(instance: Instance, use: Flags | None = None) -> Market:
    """Who could go where in this run. use: the pairs that count; all where it is not given.

    With no moves nobody who has a home leaves it; with one, tenants go to vacant dwellings only.
    """
    columns, bound = instance.columns, instance.terms.max_moves
    queue, may = in_order(instance), np.flatnonzero(columns.tenant == MAY)
    if bound == 0:
        queue, may = queue[columns.tenant[queue] == NO_TENANT], may[:0]
    agents = np.concatenate((queue, may))
    homes = columns.lives_in[agents]
    in_play = columns.vacant.copy()
    in_play[homes[homes != NOBODY]] = True
    dwellings = np.flatnonzero(in_play)
    place_of = _numbers(dwellings, len(columns.dwellings))
    home = np.full(len(agents), NOBODY)
    home[homes != NOBODY] = place_of[homes[homes != NOBODY]]
    begins = np.searchsorted(columns.pair_household, np.arange(len(columns.households) + 1))
    count = np.diff(begins)[agents]
    first = np.concatenate(([0], np.cumsum(count)))
    # Pairs stand by household and dwelling already: whole blocks of them change places.
    pair = np.repeat(begins[agents] - first[:-1], count) + np.arange(first[-1])
    who, where = np.repeat(np.arange(len(agents)), count), place_of[columns.pair_dwelling[pair]]
    keep = (where != NOBODY) & (where != home[who])
    if bound == 1:
        keep &= (home[who] == NOBODY) | columns.vacant[columns.pair_dwelling[pair]]
    if use is not None:
        keep &= use[pair]
    return Market(
        queue=len(queue),
        home=home,
        first=np.concatenate(([0], np.cumsum(keep)))[first],
        dwelling=where[keep],
        fit=columns.fit[pair[keep]],
        vacant=columns.vacant[dwellings],
        agents=tuple(columns.households[one] for one in agents.tolist()),
        dwellings=tuple(columns.dwellings[one] for one in dwellings.tolist()),
    )


def _lots(seed: str, households: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    """Each household's lot as four numbers that sort as the lot does."""
    drawn = b"".join(lot(seed, one) for one in households)
    return np.frombuffer(drawn, dtype=">u8").astype(np.uint64).reshape(-1, 4)


def _numbers(kept: Ints, count: int) -> Ints:
    """By old number the new one, or NOBODY."""
    numbers = np.full(count, NOBODY)
    numbers[kept] = np.arange(len(kept))
    return numbers
