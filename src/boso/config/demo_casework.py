"""The casework of the demo's two invented municipalities."""

from __future__ import annotations

from boso.casework.instruments import actions as instruments
from boso.casework.synthesis import queries
from boso.casework.synthesis.actions import Order, make
from boso.config import demo_cases
from boso.foundation.access.actor import SYSTEM
from boso.foundation.organisations.queries import by_slugs

#: How much there is in each, by its slug: as many households as nearly every home that is let has one of them. The
#: first has a stock like Sarpsborg's.
TOWNS = {
    "provedal": Order(households=760, dwellings=554, years=5, seed="demo"),
    "ovingsvik": Order(households=170, dwellings=120, years=3, seed="demo"),
}


def stands() -> bool:
    """Whether both are made."""
    found = by_slugs(TOWNS)
    makings = [queries.making(organisation) for organisation in found.values()]
    return len(makings) == len(TOWNS) and all(making is not None and making.finished_at for making in makings)


def load() -> None:
    """Make what is not made yet. The last town comes last, so that nothing is left out where this was interrupted."""
    found = by_slugs(TOWNS)
    for slug, order in TOWNS.items():
        make(SYSTEM, found[slug], order)
        if slug == demo_cases.PLACE:
            demo_cases.load()
        else:
            instruments.reckon(SYSTEM, found[slug].pk)
