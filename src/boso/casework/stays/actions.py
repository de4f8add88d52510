"""Every act on temporary stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import policies as households
from boso.casework.households.actions import require_unit, touch
from boso.casework.households.models import Household
from boso.casework.households.words import sealed
from boso.casework.stays import policies
from boso.casework.stays.models import Stay
from boso.casework.stays.words import StayWords
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.vault.queries import keyring
from boso.foundation.workflow.actions import save

BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewStay:
    """One stay among many, for imports and synthesis."""

    household: Household
    unit_id: int
    place: str
    starts: dt.date
    ends: dt.date | None = None
    children: int | None = None
    cost: Decimal | None = None
    went_to: str = ""
    words: StayWords = field(default_factory=StayWords)


def begin(actor: Actor, household: Household, unit_id: int, fields: dict[str, Any], words: StayWords) -> Stay:
    """A household goes to a temporary place. An earlier stay that has not ended must end first.

    Raises NotNow for a day to come, or where another stay lasts then.
    """
    require(households.may_work_with(actor, household))
    require_unit(household, unit_id)
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        _require_days(household, 0, fields["starts"], None)
        told = {**fields, "household": household, "unit_id": unit_id, "sealed": sealed(household, words)}
        stay = save(actor, "stay.begin", Stay(), told, household.organisation_id)
        touch(household)
    return stay


def correct(actor: Actor, stay: Stay, fields: dict[str, Any], words: StayWords) -> None:
    """Put right what was written.

    Raises NotNow where it would overlap another stay.
    """
    require(policies.may_change(actor, stay))
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=stay.household_id)
        _require_days(stay.household, stay.pk, fields["starts"], stay.ends)
        told = {**fields, "sealed": sealed(stay.household, words)}
        save(actor, "stay.correct", stay, told, stay.household.organisation_id)
        touch(stay.household)


def end(actor: Actor, stay: Stay, ends: dt.date, went_to: str) -> None:
    """The household leaves.

    Raises NotNow when it has left already, or for a day before the second or one to come.
    """
    require(policies.may_change(actor, stay))
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=stay.household_id)
        stay.refresh_from_db()
        if stay.ends is not None:
            raise NotNow(_("The stay has ended already."))
        if ends <= stay.starts:
            raise NotNow(_("The day they left must be after the day they came."))
        if ends > timezone.localdate():
            raise NotNow(_("That day has not come. Write it down when they have left."))
        save(actor, "stay.end", stay, {"ends": ends, "went_to": went_to}, stay.household.organisation_id)
        touch(stay.household)


def reopen(actor: Actor, stay: Stay) -> None:
    """They have not left after all.

    Raises NotNow where a later stay has begun.
    """
    require(policies.may_change(actor, stay))
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=stay.household_id)
        _require_days(stay.household, stay.pk, stay.starts, None)
        save(actor, "stay.reopen", stay, {"ends": None, "went_to": ""}, stay.household.organisation_id)
        touch(stay.household)


def register_many(actor: Actor, organisation_id: int, rows: Iterable[NewStay]) -> int:
    """Write many stays at once, as one entry in the log. Gives how many."""
    told = list(rows)
    for unit_id in {row.unit_id for row in told}:
        require(households.may_register(actor, organisation_id, unit_id))
    ring = keyring(row.household.key_id for row in told)
    with transaction.atomic():
        Stay.objects.bulk_create(
            [
                Stay(
                    household=row.household, unit_id=row.unit_id, place=row.place, starts=row.starts, ends=row.ends,
                    children=row.children, cost=row.cost, went_to=row.went_to,
                    sealed=ring.seal(row.household.key_id, values) if (values := row.words.values()) else "",
                )
                for row in told
            ],
            batch_size=BATCH,
        )  # fmt: skip
        log_act(actor, "stay.register_many", organisation_id=organisation_id, reason=str(len(told)))
    return len(told)


def _require_days(household: Household, but: int, starts: dt.date, ends: dt.date | None) -> None:
    if starts > timezone.localdate():
        raise NotNow(_("That day has not come. Write it down when they have come."))
    others = Stay.objects.filter(household=household).exclude(pk=but)
    others = others.exclude(ends__isnull=False, ends__lte=starts)
    if (others if ends is None else others.filter(starts__lt=ends)).exists():
        raise NotNow(_("Another stay lasts on that day. End it first, or look at the days again."))
