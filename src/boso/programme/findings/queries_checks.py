"""Reads of living checks that the acts and «Today» need: who reads a check, who owns it, what waits."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import Actor, Seat
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import User
from boso.foundation.access.queries import holders
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.findings import policies, queries
from boso.programme.findings.models import Check, CheckState, FindingState, Reading
from boso.programme.findings.queries import REPORT, one

__all__ = ["REPORT", "my_turned", "owners", "reader", "reading", "to_run"]


def reader(check: Check) -> Actor:
    """A member who sees what every reader of the check sees: what is open, or one municipality's own too."""
    if check.participation is None:
        seat = Seat(0, 0, Role.POLITICIAN)
    else:
        where = check.participation.organisation_id
        seat = Seat(where, where, Role.STEERING_GROUP)
    return Actor(user_id=None, name="", language="nb", seats=(seat,))


def owners(check: Check, today: dt.date) -> list[User]:
    """Whom it is told when a check turns: its owner, the finding's, or those who hold the role that answers for it."""
    named = check.owner or (check.finding.owner if check.finding is not None else None)
    if named is not None:
        return [named]
    if check.finding is not None and check.finding.owner_role == Role.PROGRAMME_LEADER:
        place = check.finding.participation
        return list(holders(place.organisation_id, (Role.PROGRAMME_LEADER,), today)) if place is not None else []
    banks = Organisation.objects.filter(kind=Kind.BANK).order_by("pk").values_list("pk", flat=True)
    return [person for bank in banks for person in holders(bank, (Role.COORDINATOR,), today)]


def to_run(actor: Actor) -> list[Check]:
    """Every active check that is not on a finding that no longer counts. For BoSo itself.

    Raises Refused for anybody else.
    """
    if not actor.holds(Role.SYSTEM):
        raise Refused(NOT_HERE)
    found = Check.objects.filter(state=CheckState.ACTIVE).select_related(
        "finding__participation__organisation", "finding__owner", "goal", "owner", "participation__organisation"
    )
    return list(found.filter(Q(finding__isnull=True) | Q(finding__state=FindingState.RAISED)).order_by("pk"))


def reading(actor: Actor, pk: int) -> Reading:
    """One reading of a check the actor may see.

    Raises Refused (hidden) where there is none.
    """
    found = one(
        Reading.objects.select_related("check_of__finding__participation", "check_of__participation").filter(pk=pk)
    )
    if not policies.may_see_check(actor, found.check_of):
        raise Refused(NOT_HERE)
    return found


def my_turned(actor: Actor) -> QuerySet[Reading]:
    """What turned and waits for the actor to say what follows: as owner, or as one who answers for it."""
    found = Reading.objects.filter(turned=True, noted_by__isnull=True).select_related(
        "check_of__finding__participation__organisation", "check_of__goal__plan"
    )
    if actor.user_id is None:
        return found.none()
    own = Q(check_of__owner=actor.user_id) | Q(check_of__owner__isnull=True, check_of__finding__owner=actor.user_id)
    nobody = Q(check_of__owner__isnull=True, check_of__finding__owner__isnull=True)
    led = [seat.municipality_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER]
    role = Q(check_of__finding__owner_role=Role.PROGRAMME_LEADER)
    if actor.holds(Role.COORDINATOR):
        own |= nobody & (~role | Q(check_of__finding__isnull=True))
    if led:
        own |= nobody & role & Q(check_of__finding__participation__organisation__in=led)
    return found.filter(own, check_of__in=queries.everywhere(actor).order_by()).order_by("at", "pk")
