"""Who receives figures, whose keys are taken for good, and who reads what has come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role


def may_receive(actor: Actor) -> Decision:
    """The bank, for what comes from outside; BoSo itself, for what is handed over inside one installation."""
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return ALLOWED
    return Denied(_("The bank receives figures from the municipalities."))


def may_trust(actor: Actor) -> Decision:
    """Say that a key is a municipality's: the bank's coordinator; BoSo itself for keys made here."""
    if actor.holds(Role.COORDINATOR, Role.SYSTEM):
        return ALLOWED
    return Denied(_("The programme coordinator says whose a key is."))


def may_read(actor: Actor, organisation_id: int) -> Decision:
    """The bank and the municipality itself."""
    inside = actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK, at=organisation_id)
    return ALLOWED if actor.is_bank or inside or actor.holds(Role.SYSTEM) else NOT_HERE
