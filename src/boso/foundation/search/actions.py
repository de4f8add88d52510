"""Searching is a look, and so is opening a colleague; looks are logged."""

from __future__ import annotations

from collections.abc import Mapping

from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look
from boso.foundation.search.queries import ON_PAGE, Found, find
from boso.foundation.search.queries_directory import Person, person
from boso.foundation.search.registry import Source


def look_up(actor: Actor, text: str, limit: int = ON_PAGE, only: Mapping[int, Source] | None = None) -> Found:
    """Search and log it: a digest of the words and how many hits were shown. Too short a text is no search.

    only: the sources that an earlier search left unasked.
    """
    found = find(actor, text, limit, only)
    if not found.too_short:
        log_look(actor, "search.look", organisation_id=_own_log(actor), words=found.text, count=found.count)
    return found


def open_colleague(actor: Actor, user_id: int) -> Person:
    """A colleague, and the look in the log.

    Raises Refused (hidden) for who is not a member, and for one who holds no seat.
    """
    found = person(actor, user_id)
    log_look(actor, "person.look", found.user, organisation_id=_own_log(actor))
    return found


def _own_log(actor: Actor) -> int | None:
    """The log of the actor's organisation, the municipality for a district; the installation's own without a seat."""
    return next((seat.municipality_id for seat in actor.seats if seat.municipality_id), None)
