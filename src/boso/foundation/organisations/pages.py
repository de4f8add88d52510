"""Who opens the pages of the register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role


def readers(actor: Actor) -> Decision:
    """Every member of the programme, and the administrators, who keep the register right."""
    if actor.is_member or actor.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return Denied(_("This is for the members of the programme. You do not hold a role in it."), hidden=True)
