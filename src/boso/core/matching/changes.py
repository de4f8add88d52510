"""What if: the same run with something taken out, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from boso.core.matching.answering import Allocation, run
from boso.core.matching.market import NOBODY


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise in another answer, by ids.

    added, removed: who is served now and was not, and the other way round, in the order. elsewhere: who gets another
    dwelling than before, with both. The dwelling of a household that is not served is where it lives, or None.
    """

    before: Allocation
    after: Allocation
    added: tuple[str, ...]
    removed: tuple[str, ...]
    elsewhere: tuple[tuple[str, str | None, str | None], ...]


def declined(allocation: Allocation, household: str, dwelling: str | None = None) -> Change:
    """What if the household declines the dwelling, or (none named) whatever it is offered.

    Raises KeyError when there is no such household, or dwelling.
    """
    columns = allocation.instance.columns
    gone = columns.pair_household == _number(columns.households, household)
    if dwelling is not None:
        gone &= columns.pair_dwelling == _number(columns.dwellings, dwelling)
    return difference(allocation, run(allocation.instance, ~gone))


def without(allocation: Allocation, dwelling: str) -> Change:
    """What if nobody moves into the dwelling: who is served only thanks to it. Raises KeyError when it is not there."""
    columns = allocation.instance.columns
    gone = columns.pair_dwelling == _number(columns.dwellings, dwelling)
    return difference(allocation, run(allocation.instance, ~gone))


def difference(before: Allocation, after: Allocation) -> Change:
    """What is otherwise in `after`; the two may be answers to different instances."""
    was, now = places(before), places(after)
    stood, stands = _served(before), _served(after)
    return Change(
        before=before,
        after=after,
        added=tuple(one for one in stands if one not in stood),
        removed=tuple(one for one in stood if one not in stands),
        elsewhere=tuple((one, was.get(one), now.get(one)) for one in {**was, **now} if was.get(one) != now.get(one)),
    )


def places(allocation: Allocation) -> dict[str, str | None]:
    """Every agent's dwelling in the answer: the new one, the home, or None."""
    market = allocation.market
    return {
        agent: None if there == NOBODY else market.dwellings[there]
        for agent, there in zip(market.agents, allocation.place.tolist(), strict=True)
    }


def _served(allocation: Allocation) -> dict[str, None]:
    return dict.fromkeys(allocation.market.agents[one] for one in np.flatnonzero(allocation.done).tolist())


def _number(ids: tuple[str, ...], name: str) -> int:
    try:
        return ids.index(name)
    except ValueError:
        raise KeyError(name) from None
