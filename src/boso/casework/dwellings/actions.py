"""Everything that can be done with homes: one function per act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from boso.casework.dwellings import policies
from boso.casework.dwellings.keys import keys_of
from boso.casework.dwellings.models import EMPTY, Binding, Building, Dwelling, EmptyStep, StatusPeriod
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.audit.actions import log_act
from boso.foundation.exchange import actions_bulk as bulk

#: What a row of `register_many` may hold besides the fields of a dwelling.
_MORE = ("periods", "steps", "bindings", "building_fields")


def register_many(actor: Actor, organisation_id: int, rows: Iterable[Mapping[str, Any]]) -> list[Dwelling]:
    """Register many dwellings at once, in the order given, as one entry in the log. For imports and synthesis.

    A row holds fields of Dwelling (`street`, `status`, `status_since`, ...), and perhaps
    periods: [(status, starts, empty_reason)] oldest first, the last being the dwelling's status now;
    steps: [fields of EmptyStep]; bindings: [fields of Binding];
    building_fields: fields of its Building; dwellings with the same address share one.
    The keys for sorting and finding are filled in here. Raises Refused when the actor may not.
    """
    require(policies.may_keep(actor, organisation_id))
    told = [dict(row) for row in rows]
    with transaction.atomic():
        buildings = _buildings(organisation_id, told)
        dwellings = [_dwelling(organisation_id, row, buildings) for row in told]
        bulk.insert_things(Dwelling, dwellings)
        _histories(dwellings, told)
        log_act(actor, "dwelling.register_many", organisation_id=organisation_id, reason=str(len(dwellings)))
    return dwellings


_Address = tuple[Any, ...]


def _address(fields: Mapping[str, Any]) -> _Address:
    return (fields.get("street", ""), fields.get("number"), fields.get("letter", ""), fields.get("postcode", ""))


def _buildings(organisation_id: int, rows: Sequence[Mapping[str, Any]]) -> dict[_Address, Building]:
    """The buildings of those rows that ask for one, those that stand and new ones, by address."""
    wanted: dict[_Address, Mapping[str, Any]] = {}
    for row in rows:
        if row.get("building_fields") is not None:
            wanted.setdefault(_address(row), row)
    if not wanted:
        return {}
    standing = {
        (building.street, building.number, building.letter, building.postcode): building
        for building in Building.objects.filter(organisation_id=organisation_id)
    }
    new = [
        Building(
            organisation_id=organisation_id,
            **dict(zip(("street", "number", "letter", "postcode"), address, strict=True)),
            **{"place": row.get("place", ""), "invented": row.get("invented", False), **row["building_fields"]},
        )
        for address, row in wanted.items()
        if address not in standing
    ]
    bulk.insert_things(Building, new)
    for building in new:
        standing[(building.street, building.number, building.letter, building.postcode)] = building
    return standing


def _dwelling(organisation_id: int, row: Mapping[str, Any], buildings: Mapping[_Address, Building]) -> Dwelling:
    fields = {name: value for name, value in row.items() if name not in _MORE}
    dwelling = Dwelling(organisation_id=organisation_id, **fields, **keys_of(fields))
    if row.get("building_fields") is not None:
        dwelling.building = buildings[_address(row)]
    periods = _periods(row)
    if periods:
        dwelling.status, dwelling.status_since, dwelling.empty_reason = periods[-1]
    dwelling.empty_since = _empty_since([*periods] or [(dwelling.status, dwelling.status_since, "")])
    return dwelling


def _periods(row: Mapping[str, Any]) -> list[tuple[str, Any, str]]:
    return [(str(status), starts, reason) for status, starts, reason in row.get("periods") or ()]


def _empty_since(periods: Sequence[tuple[str, Any, str]]) -> Any:
    """The first day of the empty time that goes on."""
    since = None
    for status, starts, _reason in reversed(periods):
        if status not in EMPTY:
            break
        since = starts
    return since


def _histories(dwellings: Sequence[Dwelling], rows: Sequence[Mapping[str, Any]]) -> None:
    periods: list[StatusPeriod] = []
    steps: list[EmptyStep] = []
    bindings: list[Binding] = []
    for dwelling, row in zip(dwellings, rows, strict=True):
        told = _periods(row) or [(dwelling.status, dwelling.status_since, dwelling.empty_reason)]
        for place, (status, starts, reason) in enumerate(told):
            ends = told[place + 1][1] if place + 1 < len(told) else None
            periods.append(
                StatusPeriod(dwelling=dwelling, status=status, starts=starts, ends=ends, empty_reason=reason)
            )
        steps += [EmptyStep(dwelling=dwelling, **step) for step in row.get("steps") or ()]
        bindings += [
            Binding(dwelling=dwelling, organisation_id=dwelling.organisation_id, **binding)
            for binding in row.get("bindings") or ()
        ]
    bulk.insert_things(StatusPeriod, periods)
    bulk.insert_things(EmptyStep, steps)
    bulk.insert_things(Binding, bindings)
