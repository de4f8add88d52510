"""Who sees and writes about temporary stays: the same as about the household itself."""

from __future__ import annotations

from boso.casework.households import policies as households
from boso.casework.stays.models import Stay
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision


def may_open_stays(actor: Actor) -> Decision:
    """The list of stays: whoever sees households."""
    return households.may_open_households(actor)


def may_change(actor: Actor, stay: Stay) -> Decision:
    """Write about a stay: who works with the household."""
    return households.may_work_with(actor, stay.household)
