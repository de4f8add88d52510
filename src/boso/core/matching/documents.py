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
        "not_housed": [
            {
                "household": row.household,
                "because": row.because.value,
                "dwellings": list(row.dwellings),
                "holders": list(row.holders),
                "whole": row.whole,
            }
            for row in not_served(allocation)
        ],
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
