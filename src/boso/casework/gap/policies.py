"""Who sees need against stock. All casework sees the figures; the cases behind them, who sees households."""

from __future__ import annotations

from boso.casework.households.queries_visible import SEES
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision
from boso.foundation.access.roles import Role


def may_open_gap(actor: Actor) -> Decision:
    """The pages: the municipality's own casework, the planner too."""
    return ALLOWED if actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_gap(actor: Actor, organisation_id: int) -> Decision:
    """The figures of one organisation."""
    return ALLOWED if organisation_id in actor.works_in() or actor.holds(Role.SYSTEM) else NOT_HERE


def may_see_cases(actor: Actor, organisation_id: int) -> Decision:
    """The cases behind the figures of one organisation, as far as each of them is seen."""
    return ALLOWED if organisation_id in actor.works_in(*SEES) or actor.holds(Role.SYSTEM) else NOT_HERE
