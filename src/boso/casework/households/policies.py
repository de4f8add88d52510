"""Who may see, open and write about a household. What is outside does not exist for whoever asks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.casework.households.models import Clearance, ClosedBecause, EmergencyAccess, Handover, Household, Recusal
from boso.casework.households.queries_visible import SEES, WORKS, engaged, units_of, visible
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind
from boso.foundation.vault.queries import keyring

#: Who has households of their own.
WITH_CASEWORK = (Kind.MUNICIPALITY, Kind.DISTRICT)


def may_open_households(actor: Actor) -> Decision:
    """The pages of households: whoever does casework, but for the planner, who has numbers only."""
    return ALLOWED if actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_household(actor: Actor, household: Household) -> Decision:
    """Whether the actor sees this household now (`queries_visible`)."""
    return sees(actor, household.pk)


def sees(actor: Actor, household_id: int) -> Decision:
    """The same, by the id."""
    return ALLOWED if visible(actor, [household_id]).exists() else NOT_HERE


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


def may_close(actor: Actor, household: Household) -> Decision:
    """Close a case that is open."""
    if household.closed_on is not None:
        return Denied(_("The case is closed already."))
    return may_work_with(actor, household)


def may_reopen(actor: Actor, household: Household) -> Decision:
    """Open a closed case again."""
    if household.closed_on is None:
        return Denied(_("The case is open."))
    if household.closed_reason == ClosedBecause.MERGED:
        return Denied(_("The case is part of another. A decision maker can undo the merging."))
    if not keyring([household.key_id]).keys:
        return Denied(_("The case is erased."))
    return may_work_with(actor, household)


def may_recuse(actor: Actor, household: Household, user_id: int) -> Decision:
    """Say that a person has a conflict of interest: oneself, or a decision maker in a unit that works with it."""
    if user_id == actor.user_id:
        return may_see_household(actor, household)
    return _leads(actor, household, _("A decision maker says so of somebody else."))


def may_lift(actor: Actor, recusal: Recusal) -> Decision:
    """Lift a conflict of interest: a decision maker in a unit that works with the household, never one's own."""
    return _leads(actor, recusal.household, _("A decision maker lifts it."))


def may_open_clearances(actor: Actor) -> Decision:
    """The page of clearances: administrators and decision makers of a municipality or district."""
    return ALLOWED if clears_in(actor) else NOT_HERE


def may_give_clearance(actor: Actor, organisation_id: int, user_id: int) -> Decision:
    """Give, confirm or withdraw a clearance: administrator or decision maker there, never for oneself."""
    if organisation_id not in clears_in(actor):
        return NOT_HERE
    if user_id == actor.user_id:
        return Denied(_("Nobody gives themself a clearance. Ask another."))
    return ALLOWED


def may_confirm_clearance(actor: Actor, clearance: Clearance) -> Decision:
    """A second person confirms."""
    if clearance.given_by_id == actor.user_id:
        return Denied(_("You gave it. Another administrator or decision maker confirms it."))
    return may_give_clearance(actor, clearance.organisation_id, clearance.user_id)


def may_open_emergency(actor: Actor, organisation_id: int) -> Decision:
    """Open a household in an emergency: whoever does casework there, but for the planner."""
    return ALLOWED if organisation_id in actor.works_in(*SEES) else NOT_HERE


def may_open_reviews(actor: Actor) -> Decision:
    """The list of emergencies to review: decision makers."""
    return ALLOWED if actor.works_in(Role.DECISION_MAKER) else NOT_HERE


def may_review(actor: Actor, emergency: EmergencyAccess) -> Decision:
    """Review an emergency access: a decision maker of the organisation, never one's own.

    Asked of emergencies that `queries_access.emergencies` shows the actor.
    """
    if emergency.household.organisation_id not in actor.works_in(Role.DECISION_MAKER):
        return NOT_HERE
    if emergency.user_id == actor.user_id:
        return Denied(_("You opened it. Another decision maker reviews it."))
    return ALLOWED


def clears_in(actor: Actor) -> frozenset[int]:
    """The municipalities and districts whose clearances the actor gives and confirms."""
    return frozenset(
        seat.organisation_id
        for seat in actor.seats
        if seat.role in (Role.ADMINISTRATOR, Role.DECISION_MAKER) and seat.organisation_kind in WITH_CASEWORK
    )


def _leads(actor: Actor, household: Household, reason: str | Promise) -> Decision:
    """A decision maker in a unit that works with the household."""
    if not (seen := may_see_household(actor, household)):
        return seen
    theirs = engaged(units_of(actor, Role.DECISION_MAKER), timezone.localdate()).filter(household=household)
    return ALLOWED if theirs.exists() else Denied(reason)


def may_register(actor: Actor, organisation_id: int, unit_id: int) -> Decision:
    """Register a household for a unit: who sits in it in a role that writes."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    here = any(
        seat.unit_id == unit_id and seat.organisation_id == organisation_id and seat.role in WORKS
        for seat in actor.seats
    )
    return ALLOWED if here else Denied(_("You register households for a unit you work in."))


def may_open_handovers(actor: Actor) -> Decision:
    """The pages of hand-overs: whoever may be responsible for a case."""
    return ALLOWED if actor.works_in(*WORKS) else NOT_HERE


def may_hand_over(actor: Actor, unit_id: int, giver_id: int) -> Decision:
    """Hand over cases in a unit: one's own, or as a decision maker in the unit those of a colleague."""
    if unit_id in units_of(actor, Role.DECISION_MAKER):
        return ALLOWED
    return ALLOWED if giver_id == actor.user_id and unit_id in units_of(actor, *WORKS) else NOT_HERE


def may_take_over(actor: Actor, handover: Handover) -> Decision:
    """Say that one has taken over: whoever the cases were handed to."""
    return ALLOWED if handover.rows.filter(receiver=actor.user_id).exists() else NOT_HERE


def may_undo_handover(actor: Actor, handover: Handover) -> Decision:
    """Undo a hand-over: whoever made it or decides in the unit, the same day."""
    if handover.made_by_id != actor.user_id and handover.unit_id not in units_of(actor, Role.DECISION_MAKER):
        return NOT_HERE
    if handover.undone_at is not None:
        return Denied(_("It is undone already."))
    if timezone.localtime(handover.made_at).date() != timezone.localdate():
        return Denied(_("It was not today. Hand the cases back instead."))
    return ALLOWED
