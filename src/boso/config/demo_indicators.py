"""Figures of the invented municipalities: recorded by their leaders, confirmed by the bank, with a target each."""

from __future__ import annotations

from decimal import Decimal

from boso.foundation.access.actor import Actor
from boso.programme.indicators import actions, grids, queries
from boso.programme.partnership.models import Participation

ORIGIN = "Oppdiktet, for utprøving"
#: Indicator -> counted and of how many, the year before last and last year.
FIGURES: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "population": ((9_870, None), (9_915, None)),
    "municipal_dwellings": ((214, None), (221, None)),
    "dwellings_per_1000": ((214, 9_870), (221, 9_915)),
    "startlan_loans": ((31, None), (38, None)),
    "stays_long": ((9, 24), (6, 22)),
}


def load(contact: Actor, leader: Actor, participation: Participation, year: int) -> None:
    """Two years of figures, the last of which waits for the bank in one case, and a target for long stays."""
    passports = {one.key: one for one in queries.passports(leader)}
    for key, years in FIGURES.items():
        for number, (above, below) in enumerate(years):
            value = actions.record_value(
                leader,
                participation,
                passports[key],
                str(year - 1 + number),
                numerator=Decimal(above),
                denominator=None if below is None else Decimal(below),
                origin=ORIGIN,
            )
            if key != "startlan_loans" or not number:
                actions.advance_value(contact, value, "confirm")
    actions.set_target(
        leader,
        participation,
        passports["stays_long"],
        {"year": year + 2, "value": Decimal(10), "baseline": Decimal("37.5"), "baseline_year": year - 1,
         "basis": "Oppdiktet mål: ingen familier over tre måneder på midlertidig sted."},
    )  # fmt: skip


def take_in(contact: Actor) -> None:
    """Put the packages that have come among the indicators."""
    for found in queries.packages_of(contact):
        if found.definition in grids.TITLES:
            actions.take_in(contact, queries.package(contact, found.pk))
