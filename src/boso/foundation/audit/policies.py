"""Who reads the log.

The administrator of the installation (whose seat is not in a municipality or district) reads all of it; the
administrator and the programme leader of a municipality or district read their own organisation's.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind

LOCAL = (Kind.MUNICIPALITY, Kind.DISTRICT)


def may_see_all(actor: Actor) -> Decision:
    """The whole log: the installation's own and every organisation's."""
    if any(seat.role == Role.ADMINISTRATOR and seat.organisation_kind not in LOCAL for seat in actor.seats):
        return ALLOWED
    return Denied(_("The whole log is for the administrator of the installation."), hidden=True)


def own_organisations(actor: Actor) -> frozenset[int]:
    """The organisations whose own log the actor may read."""
    readers = (Role.ADMINISTRATOR, Role.PROGRAMME_LEADER)
    return frozenset(seat.organisation_id for seat in actor.seats if seat.role in readers)


def may_open_log(actor: Actor) -> Decision:
    """The page of the log, with what of it the actor may see."""
    if own_organisations(actor):
        return ALLOWED
    return Denied(_("The log is for administrators and programme leaders."), hidden=True)
