"""Who may see and keep leases. That a dwelling is let, all casework sees; to whom, only who sees the household."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.households.models import Household
from boso.casework.households.policies import may_see_household
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, Role

#: Know that there are leases, by number; a planner sees homes and sums only.
SEES = tuple(role for role in CASEWORK if role is not Role.PLANNER)

#: Open a lease for a household they see.
_OPENS = (Role.HOUSING_MANAGER, Role.CASEWORKER, Role.ALLOCATION_GROUP, Role.DECISION_MAKER)

_ALLOCATORS = Denied(_("The housing manager and those who allocate homes open leases."))

#: Write about a lease that stands: what was paid, notice, requests to move, its end.
KEEPS = (Role.HOUSING_MANAGER, Role.CASEWORKER)


def may_open_leases(actor: Actor) -> Decision:
    """The lists of leases: the municipality's casework but for the planner."""
    return ALLOWED if actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_tenancy(actor: Actor, tenancy: Tenancy) -> Decision:
    """A lease with its terms: who sees its household; one without a household, the organisation's casework."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    if tenancy.organisation_id not in actor.works_in(*SEES):
        return NOT_HERE
    return ALLOWED if tenancy.household is None else may_see_household(actor, tenancy.household)


def may_open_some(actor: Actor) -> Decision:
    """Opening leases somewhere: who keeps or allocates homes."""
    if actor.works_in(*_OPENS):
        return ALLOWED
    return _ALLOCATORS if actor.works_in(*SEES) else NOT_HERE


def may_open_tenancy(actor: Actor, organisation_id: int, household: Household | None) -> Decision:
    """Letting a dwelling: who keeps or allocates homes and sees the household."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    if organisation_id not in actor.works_in(*SEES):
        return NOT_HERE
    if household is not None and not (seen := may_see_household(actor, household)):
        return seen
    if organisation_id in actor.works_in(*_OPENS):
        return ALLOWED
    return _ALLOCATORS


def may_keep_tenancy(actor: Actor, tenancy: Tenancy) -> Decision:
    """Writing about a lease: the housing manager and the caseworkers who see its household."""
    if not (seen := may_see_tenancy(actor, tenancy)):
        return seen
    if actor.holds(Role.SYSTEM) or tenancy.organisation_id in actor.works_in(*KEEPS):
        return ALLOWED
    return Denied(_("The housing manager and the caseworkers keep the leases."))


def may_bring_in(actor: Actor, organisation_id: int) -> Decision:
    """Bringing in many leases at once: the housing manager."""
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(Role.HOUSING_MANAGER):
        return ALLOWED
    return Denied(_("The housing manager brings in leases.")) if organisation_id in actor.works_in() else NOT_HERE
