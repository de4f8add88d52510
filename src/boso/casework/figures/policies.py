"""Who makes packages of figures, who lets them leave, and who sees the cases behind a figure. Never one person both."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.figures.models import Package
from boso.casework.households.queries_visible import SEES
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role

#: Make packages.
MAKES = (Role.PLANNER, Role.DECISION_MAKER)
#: Let them leave.
LETS_OUT = (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER)
#: See what has been made.
READS = (*CASEWORK, *MUNICIPAL_PROGRAMME)


def may_open_figures(actor: Actor) -> Decision:
    """The list: the municipality's own casework, and those who speak for it in the programme."""
    return ALLOWED if actor.works_in(*READS) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see(actor: Actor, organisation_id: int) -> Decision:
    """The packages of one organisation."""
    return ALLOWED if organisation_id in actor.works_in(*READS) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_make(actor: Actor, organisation_id: int) -> Decision:
    """Make a package: planners and decision makers."""
    if not may_see(actor, organisation_id):
        return NOT_HERE
    if organisation_id in actor.works_in(*MAKES) or actor.holds(Role.SYSTEM):
        return ALLOWED
    return Denied(_("Planners and decision makers make packages of figures."))


def may_let_out(actor: Actor, package: Package) -> Decision:
    """Let a package leave: who leads the programme in the municipality, and never whoever made it."""
    if not may_see(actor, package.organisation_id):
        return NOT_HERE
    if package.made_by_id is not None and package.made_by_id == actor.user_id:
        return Denied(_("You made this package. Somebody else must let it leave."))
    if package.organisation_id in actor.works_in(*LETS_OUT):
        return ALLOWED
    return Denied(_("The programme leader or the programme owner lets figures leave."))


def may_set_aside(actor: Actor, package: Package) -> Decision:
    """Set a package aside that has not left: whoever may make one, or let one out."""
    if may_make(actor, package.organisation_id) or package.organisation_id in actor.works_in(*LETS_OUT):
        return ALLOWED
    return may_make(actor, package.organisation_id)


def may_see_cases(actor: Actor, organisation_id: int) -> Decision:
    """The cases behind a figure, as far as each of them is seen: not planners, and not the programme's people."""
    return ALLOWED if organisation_id in actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE
