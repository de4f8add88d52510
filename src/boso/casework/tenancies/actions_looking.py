"""Writing down that somebody saw whose leases they are."""

from __future__ import annotations

from boso.casework.tenancies import policies
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look


def note_list(actor: Actor, names: int, what: str) -> None:
    """A list was shown with so many names on it; one without names tells of nobody."""
    if names:
        log_look(
            actor, "tenancy.listed", organisation_id=min(actor.works_in(*policies.SEES), default=None),
            query=what, count=names,
        )  # fmt: skip


def note_look(actor: Actor, tenancy: Tenancy) -> None:
    """One lease was opened: with it, where its household lives."""
    if tenancy.household is not None:
        log_look(actor, "household.looked", tenancy.household, organisation_id=tenancy.organisation_id)
