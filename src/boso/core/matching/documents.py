"""The answer as a document: `boso-allocation/1`."""

from __future__ import annotations

from typing import Any

from boso.core.matching.answering import Allocation
from boso.core.matching.chains import Chain
from boso.core.matching.explaining import not_served
from boso.core.matching.market import NOBODY

FORMAT = "boso-allocation/1"


def document(allocation: Allocation, seconds: float) -> dict[str, Any]:
    """The answer. The same instance gives the same document, but for the seconds, which the caller has measured."""
    market, before = allocation.market, allocation.proven_before
    not_housed, closed = _not_housed(allocation)
    number = {agent: at for at, chain in enumerate(allocation.chains, start=1) for agent in chain.agents}
    return {
        "format": FORMAT,
        "assigned": [
            {
                "household": market.agents[agent],
                "dwelling": market.dwellings[allocation.place[agent]],
                "chain": number[agent],
            }
            for agent in allocation.moved.tolist()
        ],
        "chains": [steps(allocation, chain) for chain in allocation.chains],
        "not_housed": not_housed,
        "closed_sets": list(closed.values()),
        "served": allocation.served,
        "by_class": allocation.by_class,
        "moves": allocation.moves,
        "fit": allocation.fit,
        "at_most": allocation.at_most,
        "gap": 0 if allocation.proven else allocation.at_most - allocation.served,
        "proven": allocation.proven,
        "proven_before": None if before is None else market.agents[before],
        "input_sha256": allocation.instance.digest,
        "seconds": round(seconds, 3),
    }


def steps(allocation: Allocation, chain: Chain) -> list[str]:
    """The moves of a chain in words of the format: «h9 d4->d1» is a tenant's move, «h1 d4» a household coming in."""
    market = allocation.market
    said = []
    for agent in chain.agents:
        there, home = market.dwellings[allocation.place[agent]], market.home[agent]
        left = "" if home == NOBODY else f"{market.dwellings[home]}->"
        said.append(f"{market.agents[agent]} {left}{there}")
    return said


def _not_housed(allocation: Allocation) -> tuple[list[dict[str, Any]], dict[tuple[str, ...], dict[str, Any]]]:
    """Who is not served, each with who holds what it could use itself; and the closed sets behind them, each once."""
    market = allocation.market
    number = {name: agent for agent, name in enumerate(market.agents)}
    holder = {there: agent for agent, there in enumerate(allocation.place.tolist())}
    closed: dict[tuple[str, ...], dict[str, Any]] = {}
    place: dict[tuple[str, ...], int] = {}
    rows = []
    for row in not_served(allocation):
        agent = number.get(row.household, NOBODY)
        could = market.dwelling[market.first[agent] : market.first[agent + 1]].tolist() if agent != NOBODY else []
        whole = bool(row.dwellings) and row.whole
        if whole:
            place.setdefault(row.dwellings, len(place))
            closed[row.dwellings] = {"dwellings": list(row.dwellings), "holders": list(row.holders)}
        rows.append(
            {
                "household": row.household,
                "because": row.because.value,
                "dwellings": [market.dwellings[there] for there in could],
                "holders": [market.agents[one] for one in sorted(holder[there] for there in could if there in holder)],
                "closed": place[row.dwellings] if whole else None,
            }
        )
    return rows, closed
