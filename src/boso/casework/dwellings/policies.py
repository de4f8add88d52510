"""Who may see and change homes. Everybody in the municipality's casework sees them; housing managers keep them.

Homes say nothing of persons. The programme, the bank and the administrator do not work in the stock.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings.models import Dwelling
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role

#: May reserve and assign a dwelling that is ready, and give it back.
_ALLOCATING = (Role.HOUSING_MANAGER, Role.CASEWORKER, Role.ALLOCATION_GROUP, Role.DECISION_MAKER)


def may_open_stock(actor: Actor) -> Decision:
    """The municipality's own casework."""
    return ALLOWED if actor.works_in() else NOT_HERE


def may_see(actor: Actor, organisation_id: int) -> Decision:
    """Homes of the organisation one does casework in."""
    return ALLOWED if organisation_id in actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_keep(actor: Actor, organisation_id: int) -> Decision:
    """Registering and changing homes, buildings, sites and code lists: the housing manager."""
    if not may_see(actor, organisation_id):
        return NOT_HERE
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(Role.HOUSING_MANAGER):
        return ALLOWED
    return Denied(_("The housing manager keeps the homes up to date."))


def may_keep_some(actor: Actor) -> Decision:
    """The housing manager of some organisation."""
    if actor.works_in(Role.HOUSING_MANAGER):
        return ALLOWED
    return Denied(_("The housing manager keeps the homes up to date.")) if actor.works_in() else NOT_HERE


def may_change(actor: Actor, dwelling: Dwelling) -> Decision:
    """Changing one dwelling: the housing manager, and nobody once it is removed."""
    decision = may_keep(actor, dwelling.organisation_id)
    if decision and dwelling.removed_at is not None:
        return Denied(_("The dwelling is removed. Take it back in first."))
    return decision


def may_restore(actor: Actor, dwelling: Dwelling) -> Decision:
    """Taking a removed dwelling back in: the housing manager."""
    return may_keep(actor, dwelling.organisation_id)


def may_allocate(actor: Actor, dwelling: Dwelling) -> Decision:
    """Reserving, assigning and letting go again: those who allocate, and the housing manager."""
    if not may_see(actor, dwelling.organisation_id):
        return NOT_HERE
    if actor.holds(Role.SYSTEM) or dwelling.organisation_id in actor.works_in(*_ALLOCATING):
        return ALLOWED
    return Denied(_("Those who allocate homes reserve and assign them."))
