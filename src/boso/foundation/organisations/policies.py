"""Who may read and who may change the register of organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.policies import administers, administers_all
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation


def may_read(actor: Actor) -> Decision:
    """The pages of the register: every member of the programme, and the administrators, who keep it right."""
    if actor.is_member or actor.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return Denied(_("This is for the members of the programme. You do not hold a role in it."), hidden=True)


def may_load_register(actor: Actor, organisation_id: int | None = None) -> Decision:
    """Bring in the register: the bank's administrator and BoSo itself."""
    if administers_all(actor):
        return ALLOWED
    return Denied(_("Only the administrator at the bank loads the register of organisations."), hidden=True)


def may_edit(actor: Actor, organisation: Organisation) -> Decision:
    """Rename, and open or close units: the organisation's own administrator, and the bank's."""
    if administers(actor, organisation):
        return ALLOWED
    return Denied(_("Only the organisation's own administrator may change this."))
