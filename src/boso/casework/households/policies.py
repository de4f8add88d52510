"""Who may see, open and write about a household. What is outside does not exist for whoever asks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.households.models import Household
from boso.casework.households.queries_visible import SEES, WORKS, engaged, units_of, visible
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role


def may_open_households(actor: Actor) -> Decision:
    """The pages of households: whoever does casework, but for the planner, who has numbers only."""
    return ALLOWED if actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_household(actor: Actor, household: Household) -> Decision:
    """Whether the actor sees this household now (`queries_visible`)."""
    return ALLOWED if visible(actor).filter(pk=household.pk).exists() else NOT_HERE


def may_work_with(actor: Actor, household: Household) -> Decision:
    """Write about the household: who sees it and sits in a unit that works with it, in a role that writes."""
    if not (seen := may_see_household(actor, household)):
        return seen
    if (
        actor.holds(Role.SYSTEM)
        or engaged(units_of(actor, *WORKS), timezone.localdate()).filter(household=household).exists()
    ):
        return ALLOWED
    return Denied(_("You can read this case. Only the units that work with the household write in it."))


def may_register(actor: Actor, organisation_id: int, unit_id: int) -> Decision:
    """Register a household for a unit: who sits in it in a role that writes."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    here = any(
        seat.unit_id == unit_id and seat.organisation_id == organisation_id and seat.role in WORKS
        for seat in actor.seats
    )
    return ALLOWED if here else Denied(_("You register households for a unit you work in."))
