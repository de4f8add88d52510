"""Who reckons for a household, keeps the watch, finds who could own, and writes the municipality's guideline.

The pages for everybody ask nobody. What concerns a household follows the household; a planner has the guideline and
the law, and never a household.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.households import policies as households
from boso.casework.households.models import Household
from boso.casework.households.queries_visible import SEES
from boso.casework.instruments.models import Watch
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role

#: Look for tenants who could own, with what it frees: those who lend, those who propose homes and those who decide.
FINDS = (Role.LOAN_OFFICER, Role.ALLOCATION_GROUP, Role.DECISION_MAKER)
#: Write the municipality's guideline.
GUIDES = (Role.DECISION_MAKER, Role.LOAN_OFFICER)


def may_open_instruments(actor: Actor) -> Decision:
    """The wing's page of loans, grants and bostøtte: whoever does casework, the planner too."""
    return ALLOWED if actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_open_watch(actor: Actor) -> Decision:
    """The watch over bostøtte: whoever sees households."""
    return ALLOWED if actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_assess(actor: Actor, household: Household) -> Decision:
    """Write what was found of a household's economy: whoever works with it, as long as the case is open."""
    decision = households.may_work_with(actor, household)
    if decision and household.closed_on is not None:
        return Denied(_("The case is closed. Open it again to assess the economy."))
    return decision


def may_act_on(actor: Actor, watch: Watch) -> Decision:
    """Take a household of the watch and say how it goes: whoever works with it."""
    return households.may_work_with(actor, watch.household)


def may_reckon(actor: Actor, organisation_id: int) -> Decision:
    """Reckon the watch of an organisation anew: whoever sees households there."""
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*SEES):
        return ALLOWED
    return NOT_HERE


def may_open_finder(actor: Actor) -> Decision:
    """The finder of tenants who could own."""
    if actor.works_in(*FINDS) or actor.holds(Role.SYSTEM):
        return ALLOWED
    if actor.works_in():
        return Denied(_("Loan officers, the allocation group and decision makers look for who could own."))
    return NOT_HERE


def may_find(actor: Actor, organisation_id: int) -> Decision:
    """The finder in one organisation."""
    return ALLOWED if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*FINDS) else NOT_HERE


def may_see_guideline(actor: Actor, organisation_id: int) -> Decision:
    """The guideline of one organisation: all its casework."""
    return ALLOWED if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in() else NOT_HERE


def may_see_cases(actor: Actor, organisation_id: int) -> Decision:
    """The number of households behind a point, however small: who sees households there."""
    return ALLOWED if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*SEES) else NOT_HERE


def may_guide(actor: Actor, organisation_id: int) -> Decision:
    """Write the guideline."""
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*GUIDES):
        return ALLOWED
    if not may_see_guideline(actor, organisation_id):
        return NOT_HERE
    return Denied(_("Decision makers and loan officers write the guideline."))


def may_bring_in(actor: Actor) -> Decision:
    """Bring in many assessments at once: BoSo itself."""
    return ALLOWED if actor.holds(Role.SYSTEM) else NOT_HERE
