"""What an import and an export of leases ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boso.casework.dwellings.models import StatusPeriod
from boso.casework.households import marks
from boso.casework.households.models import Household, Member
from boso.casework.households.queries_visible import visible as visible_households
from boso.casework.tenancies import queries
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation, Unit, UnitKind
from boso.foundation.vault.queries import blind_key

BATCH = 500


@dataclass(frozen=True, slots=True)
class Open:
    """A lease nobody has ended."""

    pk: int
    starts: dt.date
    ends: dt.date | None
    household_id: int | None


def open_leases(dwelling_ids: Sequence[int]) -> dict[int, Open]:
    """Dwelling -> its open lease, whosever."""
    found: dict[int, Open] = {}
    for start in range(0, len(dwelling_ids), BATCH):
        rows = Tenancy.objects.filter(dwelling_id__in=dwelling_ids[start : start + BATCH], ended_on__isnull=True)
        for row in rows.only("dwelling_id", "starts", "ends", "household_id"):
            found[row.dwelling_id] = Open(row.pk, row.starts, row.ends, row.household_id)
    return found


def households_of(actor: Actor, organisation_id: int, national_ids: Collection[str]) -> dict[str, Household | None]:
    """National id -> the household that person lives in today, for those somebody in the organisation has; none where
    the actor does not see it.
    """
    key = blind_key(organisation_id)
    if key is None or not national_ids:
        return {}
    digests = {marks.of_id(key, national_id): national_id for national_id in national_ids}
    found: dict[str, Household | None] = {}
    wanted = list(digests)
    today = timezone.localdate()
    for start in range(0, len(wanted), BATCH):
        rows = Member.objects.filter(
            Q(ends__isnull=True) | Q(ends__gt=today),
            person__organisation=organisation_id,
            person__marks__digest__in=wanted[start : start + BATCH],
        ).values_list("person__marks__digest", "household")
        homes = {household: digests[digest] for digest, household in rows if digest in digests}
        seen = {one.pk: one for one in visible_households(actor, list(homes))}
        for household, national_id in sorted(homes.items()):
            found[national_id] = found.get(national_id) or seen.get(household)
    return found


def leases_to_write_out(actor: Actor, dwelling_ids: Sequence[int]) -> dict[int, Tenancy]:
    """Dwelling -> its open lease, of those whose household the actor sees; protected households are left out."""
    rows = queries.visible(actor).filter(dwelling_id__in=dwelling_ids, ended_on__isnull=True)
    return {row.dwelling_id: row for row in rows.select_related("household")}


def strange_statuses(dwelling_ids: Sequence[int]) -> dict[int, str]:
    """Dwelling -> another system's word for its status, where nobody here knows it."""
    rows = StatusPeriod.objects.filter(dwelling_id__in=dwelling_ids, ends__isnull=True).exclude(note="")
    return dict(rows.values_list("dwelling_id", "note"))


def is_invented(organisation_id: int) -> bool:
    """Whether the organisation is made up."""
    return Organisation.objects.filter(pk=organisation_id, invented=True).exists()


def housing_office(organisation_id: int) -> int | None:
    """The unit that keeps the homes, else any unit."""
    units = list(Unit.objects.filter(organisation_id=organisation_id).order_by("pk").values_list("pk", "kind"))
    kinds = (UnitKind.HOUSING, UnitKind.PROPERTY, UnitKind.NAV)
    return next((pk for kind in kinds for pk, own in units if own == kind), units[0][0] if units else None)
