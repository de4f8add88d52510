"""What all reads of learning share: whom it is open to, the row or nothing, and where the actor works."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.programme.learning import policies
from boso.programme.partnership.models import Programme

M = TypeVar("M", bound=Model)
REPORT = Programme.REPORT.value


def at(actor: Actor, *roles: Role) -> list[int]:
    """The municipalities (or the bank) in which the actor holds one of the roles, or works in a district of."""
    return sorted({seat.municipality_id for seat in actor.seats if seat.role in roles})


def seen(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    """The rows for a member, none for anybody else."""
    return found if policies.may_see(actor) else found.none()


def one(found: QuerySet[M]) -> M:
    """The row found.

    Raises Refused (hidden) where there is none.
    """
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
