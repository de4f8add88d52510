"""Who makes and reads proposals. A proposal is about everybody at once, so few see it, and names only who sees them.

The allocation group and those who decide make runs and declare the rules; the housing manager, who delivers the
homes, reads them. The programme's people and the planner do not: a proposal tells of single households.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.allocation.models import Run
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role

#: Make runs and declare the order and the rules.
LEADS = (Role.ALLOCATION_GROUP, Role.DECISION_MAKER)
#: Read runs.
SEES = (*LEADS, Role.HOUSING_MANAGER)


def may_open_allocation(actor: Actor) -> Decision:
    """The pages of allocation."""
    return ALLOWED if actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_runs(actor: Actor, organisation_id: int) -> Decision:
    """The runs, rules and comparisons of one organisation."""
    return ALLOWED if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*SEES) else NOT_HERE


def may_see_run(actor: Actor, run: Run) -> Decision:
    """One run; names in it only of households the person sees."""
    return may_see_runs(actor, run.organisation_id)


def may_run(actor: Actor, organisation_id: int) -> Decision:
    """Make a run."""
    return _leads(actor, organisation_id, Denied(_("The allocation group and those who decide make proposals.")))


def may_ask(actor: Actor, run: Run) -> Decision:
    """Write down what a tenant in the run says to moving. Whose name it is, `households` decides."""
    no = Denied(_("The allocation group and those who decide write down what tenants answer."))
    return _leads(actor, run.organisation_id, no)


def may_declare(actor: Actor, organisation_id: int) -> Decision:
    """Declare the rules and the order."""
    return _leads(actor, organisation_id, Denied(_("The allocation group and those who decide declare the rules.")))


def _leads(actor: Actor, organisation_id: int, otherwise: Denied) -> Decision:
    if actor.holds(Role.SYSTEM) or organisation_id in actor.works_in(*LEADS):
        return ALLOWED
    return otherwise if may_see_runs(actor, organisation_id) else NOT_HERE
