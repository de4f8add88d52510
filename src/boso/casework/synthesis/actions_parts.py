"""Writing one part of an invented municipality: homes, households, leases, and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boso.casework.dwellings import actions as dwellings
from boso.casework.dwellings.models import Dwelling
from boso.casework.households import actions as households
from boso.casework.households.models import Household
from boso.casework.instruments import actions as instruments
from boso.casework.needs import actions as needs
from boso.casework.stays import actions as stays
from boso.casework.synthesis import actions_cases, cases, economies, homes
from boso.casework.synthesis.mappings import mapping_rows
from boso.casework.synthesis.nights import stay_rows
from boso.casework.tenancies import actions as tenancies
from boso.core.synthetic.description import Part, Place
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires import actions as forms
from boso.foundation.questionnaires.models import Purpose


@dataclass(frozen=True, slots=True)
class Town:
    """Where the part belongs: the organisation, as it is drawn, its units by kind, and who works in them."""

    organisation: Organisation
    place: Place
    units: dict[str, int]
    workers: dict[str, list[int]]


def write(actor: Actor, town: Town, part: Part) -> None:
    """Write one part. Inside a transaction: whole or not at all."""
    stock = _homes(actor, town, part)
    rents = {lease.family for lease in part.leases if lease.family is not None and lease.ended_on is None}
    known = households.register_many(
        actor,
        town.organisation.pk,
        [
            cases.household_row(family, town.units, town.workers, place, rents=place in rents)
            for place, family in enumerate(part.families)
        ],
    )
    actions_cases.write(town.organisation, town.units, town.place.on, part.families, known, rents)
    _leases(actor, town, part, stock, known)
    stays.register_many(actor, town.organisation.pk, stay_rows(part.families, known, town.units))
    asked = needs.install_form()
    mapped = list(mapping_rows(part.families, known, town.units, town.workers, asked))
    needs.register_many(actor, town.organisation.pk, mapped)
    if mapped:
        first = min(row.mapped_on for row in mapped)
        forms.record_use(actor, asked, town.organisation.pk, Purpose.MAPPING, first)
    found = list(economies.assessment_rows(town.place, part, known, rents))
    instruments.register_many(actor, town.organisation.pk, found)


def _homes(actor: Actor, town: Town, part: Part) -> list[Dwelling]:
    rows = [homes.dwelling_row(town.place, home, part.houses[home.house]) for home in part.homes]
    return dwellings.register_many(actor, town.organisation.pk, rows)


def _leases(actor: Actor, town: Town, part: Part, stock: Sequence[Dwelling], known: Sequence[Household]) -> None:
    rows = [
        homes.lease_row(lease, stock[lease.home].pk, known[lease.family].pk if lease.family is not None else None)
        for lease in part.leases
    ]
    tenancies.register_many(actor, town.organisation.pk, rows)
