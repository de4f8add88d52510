"""Helpers for tests: people who may erase, and households closed so long ago that they are due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households.models import Household
from boso.casework.households.testing import PLACE, make_household
from boso.casework.retention.actions import carry_out, confirm, propose
from boso.casework.retention.models import Erasure
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.organisations.models import Organisation

LONG_AGO = dt.date(2010, 3, 1)
CLOSED = dt.date(2012, 5, 1)


def make_eraser(place: Organisation | str = PLACE, role: Role = Role.ADMINISTRATOR) -> Actor:
    """The actor of a new administrator or decision maker."""
    organisation = make_organisation(place, invented=True) if isinstance(place, str) else place
    return actor_of(make_person(role, organisation), dt.date.today())  # noqa: DTZ011 - any day will do


def make_closed(closed_on: dt.date | None = CLOSED, reason: str = "housed", **more: Any) -> Household:
    """A household whose case was opened long ago and closed that day, or is open still."""
    household = make_household(opened_on=LONG_AGO, **more)
    Household.objects.filter(pk=household.pk).update(closed_on=closed_on, closed_reason=reason if closed_on else "")
    household.refresh_from_db()
    return household


def make_lease(household: Household, ended_on: dt.date | None) -> Tenancy:
    """A lease of the household that ended that day, or lasts."""
    home = make_dwelling(household.organisation)
    return Tenancy.objects.create(
        organisation=household.organisation, dwelling=home, household=household, starts=LONG_AGO, ended_on=ended_on,
        end_reason="other" if ended_on else "",
    )  # fmt: skip


def erase_all(place: Organisation, confirm_only: bool = False) -> Erasure:
    """Propose, confirm by another, and carry out unless told not to."""
    made = propose(make_eraser(place), place, "Arkiv 12/3", delivered=True)
    confirm(make_eraser(place, Role.DECISION_MAKER), made)
    if not confirm_only:
        carry_out(made.pk)
    made.refresh_from_db()
    return made
