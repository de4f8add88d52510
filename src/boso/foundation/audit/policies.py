"""Who reads the log.

The bank's administrator runs the installation and reads all of it; the administrator and the programme leader of
another organisation read its own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.policies import administers_all
from boso.foundation.access.roles import Role


def may_see_all(actor: Actor) -> Decision:
    """The whole log: the installation's own and every organisation's."""
    if administers_all(actor):
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
