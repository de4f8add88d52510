"""Need against stock of an organisation on a day. The actor comes first; a planner gets cells, never households."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from boso.casework.allocation import queries as declarations
from boso.casework.allocation.facts import HomeRow, home_of, need_of
from boso.casework.dwellings.models import Dwelling, Leases, Status, StatusPeriod
from boso.casework.dwellings.queries import visible as visible_dwellings
from boso.casework.gap import policies
from boso.casework.gap.reading import Day, Lasting, Leased, Mapped, Records, Stood
from boso.casework.households import queries as households
from boso.casework.needs.models import Mapping, MappingState
from boso.casework.needs.queries import NeedRow
from boso.casework.tenancies.models import Tenancy
from boso.core.gap import table as core
from boso.core.gap.table import Rules, Table
from boso.core.matching.rules import standard
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation

#: Columns of a mapping, in the order of `NeedRow`.
_NEED = ("pk", *list(NeedRow.__dataclass_fields__)[1:])


@dataclass(frozen=True, slots=True)
class Gap:
    """The table of a day, and what it was counted from. Only who sees households may be shown `day`."""

    day: Day
    table: Table


def places(actor: Actor) -> list[Organisation]:
    """The municipalities and districts whose figures the actor sees. One query."""
    rows = Organisation.objects.order_by("name", "pk")
    return list(rows if actor.holds(Role.SYSTEM) else rows.filter(pk__in=actor.works_in()))


def place(actor: Actor, wish: str) -> tuple[Organisation, list[Organisation]]:
    """The organisation an address asks for by its number, or the first; and all there are to choose among.

    Raises Refused (hidden) where there is none the actor may see.
    """
    known = places(actor)
    found = next((one for one in known if str(one.pk) == wish), None) if wish else next(iter(known), None)
    if found is None:
        raise Refused(NOT_HERE)
    return found, known


def gap(actor: Actor, organisation_id: int, on: dt.date | None = None) -> Gap:
    """Need against stock that day (today where not said). Four queries.

    Raises Refused (hidden) for somebody who does no casework there.
    """
    day = on or timezone.localdate()
    return gaps(actor, organisation_id, [day])[0]


def gaps(actor: Actor, organisation_id: int, days: Sequence[dt.date]) -> list[Gap]:
    """The same on several days, all by the rules of the last of them, still in four queries.

    Raises Refused (hidden) for somebody who does no casework there.
    """
    require(policies.may_see_gap(actor, organisation_id))
    records = _records(organisation_id, min(days), max(days))
    rules = rules_of(organisation_id, max(days))
    found = []
    for day in days:
        there = records.day(day)
        found.append(Gap(there, core.table(day, there.needing, there.stock, rules, there.beside)))
    return found


def rules_of(organisation_id: int, on: dt.date) -> Rules:
    """What an organisation's needs and homes are counted by that day: its own rules, or BoSo's. One query."""
    own = declarations.in_force(organisation_id, on)
    return core.standard(on, own.data if own is not None else standard(on))


def seen(actor: Actor, organisation_id: int, household_ids: Collection[int]) -> frozenset[int]:
    """Which of the households the actor sees; none for a planner. One query."""
    if not policies.may_see_cases(actor, organisation_id) or not household_ids:
        return frozenset()
    return frozenset(households.visible(actor, household_ids).values_list("pk", flat=True))


def dwellings(actor: Actor, dwelling_ids: Collection[int]) -> dict[int, Dwelling]:
    """The dwellings the actor sees, by id, in the order of their addresses. One query."""
    rows = visible_dwellings(actor, removed=True).filter(pk__in=dwelling_ids).order_by("address_key", "pk")
    return {row.pk: row for row in rows}


def _records(organisation_id: int, since: dt.date, until: dt.date) -> Records:
    """All that held some day from one day to another, that day included."""
    return Records(
        tuple(_mapped(organisation_id, since, until)),
        tuple(_stood(organisation_id, since, until)),
        tuple(_leased(organisation_id, since, until)),
    )


def _mapped(organisation_id: int, since: dt.date, until: dt.date) -> list[Mapped]:
    rows: QuerySet[Mapping] = Mapping.objects.filter(
        Q(holds_until__isnull=True) | Q(holds_until__gt=since),
        Q(household__closed_on__isnull=True) | Q(household__closed_on__gt=since),
        organisation=organisation_id, state=MappingState.DONE, mapped_on__lte=until,
    ).order_by("mapped_on", "pk")  # fmt: skip
    found = []
    for holds_until, closed_on, *told in rows.values_list("holds_until", "household__closed_on", *_NEED):
        row = NeedRow(*told)
        held = Lasting(row.mapped_on, min(filter(None, (holds_until, closed_on)), default=None))
        found.append(Mapped(held, told[1], row.situation, need_of(row, until)))
    return found


def _stood(organisation_id: int, since: dt.date, until: dt.date) -> list[Stood]:
    rows = StatusPeriod.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=since), starts__lte=until, dwelling__organisation=organisation_id
    ).exclude(status=Status.REMOVED)
    joint = Case(
        When(
            dwelling__building__is_group_home=True, dwelling__building__leases=Leases.JOINT,
            then=F("dwelling__building_id"),
        )
    )  # fmt: skip
    home = ("dwelling_id", "dwelling__building_id", "status", *(f"dwelling__{name}" for name in HomeRow._fields[3:]))
    found = []
    for starts, ends, reason, leased_in_until, joint_of, *told in (
        rows.annotate(joint=joint)
        .order_by("dwelling_id", "starts")
        .values_list("starts", "ends", "empty_reason", "dwelling__leased_in_until", "joint", *home)
    ):
        row = HomeRow(*told)
        found.append(Stood(Lasting(starts, ends), row, home_of(row, until), reason, leased_in_until, joint_of))
    return found


def _leased(organisation_id: int, since: dt.date, until: dt.date) -> list[Leased]:
    rows = Tenancy.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=since), organisation=organisation_id, starts__lte=until
    )
    told = rows.order_by("starts", "pk").values_list("dwelling_id", "household_id", "starts", "ended_on")
    return [Leased(Lasting(starts, ended_on), dwelling, household) for dwelling, household, starts, ended_on in told]
