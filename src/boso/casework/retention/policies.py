"""Who may see what is due for erasure, propose, confirm and hold back. It takes two persons, and no job decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.households.policies import clears_in
from boso.casework.retention.models import Erasure, LegalHold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role


def may_open_retention(actor: Actor) -> Decision:
    """The pages: administrators and decision makers of a municipality or district."""
    return ALLOWED if clears_in(actor) else NOT_HERE


def may_see_plan(actor: Actor, organisation_id: int) -> Decision:
    """What is due in one organisation: references and counts, never a name."""
    return ALLOWED if organisation_id in clears_in(actor) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_propose(actor: Actor, organisation_id: int) -> Decision:
    """Propose an erasure: a person, never BoSo itself."""
    return ALLOWED if organisation_id in clears_in(actor) else NOT_HERE


def may_confirm(actor: Actor, erasure: Erasure) -> Decision:
    """A second person confirms."""
    if (may := may_propose(actor, erasure.organisation_id)) and erasure.proposed_by_id == actor.user_id:
        return Denied(_("You proposed it. Another administrator or decision maker confirms it."))
    return may


def may_withdraw(actor: Actor, erasure: Erasure) -> Decision:
    """Take a proposal back: whoever could have made it."""
    return may_propose(actor, erasure.organisation_id)


def may_finish(actor: Actor, erasure: Erasure) -> Decision:
    """Only the job knows when everything is erased."""
    del erasure
    return ALLOWED if actor.holds(Role.SYSTEM) else NOT_HERE


def may_hold(actor: Actor, organisation_id: int) -> Decision:
    """Hold a case back."""
    return may_propose(actor, organisation_id)


def may_lift(actor: Actor, hold: LegalHold) -> Decision:
    """Let a case go that was held back."""
    return may_propose(actor, hold.household.organisation_id)
