"""Who may reach a colleague."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.models import Membership
from boso.foundation.organisations.models import Kind


def may_see_contact(actor: Actor, seats: Iterable[Membership]) -> Decision:
    """Contact details are for the person's own municipality and the bank; the bank's are for all members."""
    if actor.is_bank or any(_is_near(actor, seat) for seat in seats):
        return ALLOWED
    return Denied(_("Only the person's own municipality and the bank see how they are reached."))


def _is_near(actor: Actor, seat: Membership) -> bool:
    place = seat.organisation
    return (
        place.kind == Kind.BANK
        or actor.belongs_to(place.pk)
        or (place.kind == Kind.DISTRICT and actor.belongs_to(place.parent_id or 0))
    )
