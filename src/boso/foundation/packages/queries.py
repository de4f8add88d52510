"""Reads of figures that have come. The programme's wing reads these and nothing else of casework."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.packages import policies
from boso.foundation.packages.models import Received, TrustedKey


def visible(actor: Actor) -> QuerySet[Received]:
    """The packages the actor may read, newest first: all for the bank, a municipality's own for its people."""
    rows = Received.objects.select_related("organisation")
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return rows
    mine = {place for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)
            for place in (seat.organisation_id, seat.municipality_id)}  # fmt: skip
    return rows.filter(organisation__in=mine)


def latest(actor: Actor, organisation_id: int, definition: str, on: dt.date | None = None) -> Received:
    """The package that counts: the one with the highest number, of that day or of the latest.

    Raises Refused (hidden) where there is none the actor may read.
    """
    rows = visible(actor).filter(organisation=organisation_id, definition=definition)
    found = (rows.filter(on=on) if on is not None else rows).order_by("-on", "-number").first()
    if found is None or not policies.may_read(actor, organisation_id):
        raise Refused(NOT_HERE)
    return found


def key(fingerprint: str) -> TrustedKey | None:
    """The trusted key of that fingerprint. For the actions."""
    return TrustedKey.objects.filter(fingerprint=fingerprint).first()


def newest_number(organisation_id: int, definition: str, on: dt.date) -> int:
    """The highest number received of those figures of that day; 0 where none is. For the actions."""
    rows = Received.objects.filter(organisation=organisation_id, definition=definition, on=on)
    return rows.order_by("-number").values_list("number", flat=True).first() or 0
