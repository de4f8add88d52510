"""Searching is a look, and looks are logged."""

from __future__ import annotations

from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look
from boso.foundation.search.queries import ON_PAGE, Found, find


def look_up(actor: Actor, text: str, limit: int = ON_PAGE) -> Found:
    """Search and log it once: what was asked for and how many hits were shown. Too short a text is no search."""
    found = find(actor, text, limit)
    if not found.too_short:
        log_look(actor, "search.look", organisation_id=_own_log(actor), query=found.text, count=found.count)
    return found


def _own_log(actor: Actor) -> int | None:
    """The log of the actor's organisation, the municipality for a district; the installation's own without a seat."""
    return next((seat.municipality_id for seat in actor.seats if seat.municipality_id), None)
