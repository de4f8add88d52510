"""Who maps, corrects, leads campaigns and counts. A planner has numbers, and never a household."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.households import policies as households
from boso.casework.households.models import Household
from boso.casework.needs.models import (
    Campaign,
    CampaignState,
    CampaignTarget,
    CountForm,
    CountState,
    HomelessCount,
    Mapping,
    MappingState,
)
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role

#: Begin, lead and close campaigns and counts.
LEADS = (Role.PLANNER, Role.DECISION_MAKER)


def may_open_needs(actor: Actor) -> Decision:
    """The figures: whoever does casework, the planner too."""
    return ALLOWED if actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_open_mappings(actor: Actor) -> Decision:
    """Lists of mappings: whoever sees households."""
    return households.may_open_households(actor)


def may_see_figures(actor: Actor, organisation_id: int) -> Decision:
    """The figures of one organisation."""
    return ALLOWED if organisation_id in actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_mapping(actor: Actor, mapping: Mapping) -> Decision:
    """Whoever sees the household."""
    return households.may_see_household(actor, mapping.household)


def may_map(actor: Actor, household: Household) -> Decision:
    """Map a household: whoever works with it, as long as the case is open."""
    decision = households.may_work_with(actor, household)
    if decision and household.closed_on is not None:
        return Denied(_("The case is closed. Open it again to map the household."))
    return decision


def may_fill(actor: Actor, mapping: Mapping) -> Decision:
    """Fill in a mapping that is begun."""
    decision = households.may_work_with(actor, mapping.household)
    if decision and mapping.state != MappingState.DRAFT:
        return Denied(_("The mapping is done. Correct it, or map again."))
    return decision


def may_correct(actor: Actor, mapping: Mapping) -> Decision:
    """Correct a mapping that is done."""
    decision = households.may_work_with(actor, mapping.household)
    if decision and mapping.state != MappingState.DONE:
        return Denied(_("Only a mapping that is done and not corrected before can be corrected."))
    return decision


def may_lead(actor: Actor, organisation_id: int) -> Decision:
    """Begin campaigns and counts in an organisation: planners and decision makers."""
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*LEADS):
        return ALLOWED
    if not may_see_figures(actor, organisation_id):
        return NOT_HERE
    return Denied(_("Planners and decision makers lead campaigns and counts."))


def may_lead_campaign(actor: Actor, campaign: Campaign) -> Decision:
    """Change, start, remind and close a campaign."""
    return may_lead(actor, campaign.organisation_id)


def may_work_target(actor: Actor, target: CampaignTarget) -> Decision:
    """Say how it goes with one household in a campaign that is under way."""
    decision = households.may_work_with(actor, target.household)
    if decision and target.campaign.state != CampaignState.RUNNING:
        return Denied(_("The campaign is not under way."))
    return decision


def may_lead_count(actor: Actor, count: HomelessCount) -> Decision:
    """Freeze a count."""
    return may_lead(actor, count.organisation_id)


def may_count(actor: Actor, count: HomelessCount, unit_id: int) -> Decision:
    """Register somebody for a unit, as long as the count is open."""
    if not may_see_figures(actor, count.organisation_id):
        return NOT_HERE
    if not households.may_register(actor, count.organisation_id, unit_id):
        return Denied(_("You register for a unit you work in."))
    return ALLOWED if count.state == CountState.OPEN else Denied(_("The count is frozen."))


def may_withdraw_form(actor: Actor, form: CountForm) -> Decision:
    """Take a form back: the unit that registered it."""
    return may_count(actor, form.count, form.unit_id)


def may_bring_in(actor: Actor) -> Decision:
    """Bring in many mappings at once: BoSo itself."""
    return ALLOWED if actor.holds(Role.SYSTEM) else NOT_HERE
