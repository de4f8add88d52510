"""Who may let people in, give and end seats, and change their own settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.roles import Role


def may_administer_people(actor: Actor, organisation_id: int) -> Decision:
    """The administrator of an organisation (or of the bank, for all), and BoSo itself."""
    if administers_all(actor) or actor.holds(Role.ADMINISTRATOR, at=organisation_id):
        return ALLOWED
    return Denied(_("Only the administrator of the organisation lets people in."), hidden=True)


def may_end(actor: Actor, membership: Membership) -> Decision:
    """Whoever may give a seat may end it, but nobody their own last key."""
    if membership.user_id == actor.user_id and membership.role == Role.ADMINISTRATOR:
        return Denied(_("You cannot end your own seat as administrator. Ask another administrator."))
    return may_administer_people(actor, membership.organisation_id)


def may_change_settings(actor: Actor, user: User) -> Decision:
    """Everybody changes their own settings, nobody another's."""
    if actor.user_id == user.pk:
        return ALLOWED
    return Denied(_("These are another person's settings."), hidden=True)


def may_be(chosen: Actor) -> Decision:
    """In a demo anybody may be any person who holds a seat; elsewhere the choice does not exist."""
    if chosen.seats and chosen.user_id is not None and Installation.objects.filter(demo=True).exists():
        return ALLOWED
    return Denied(_("There is no such person to be."), hidden=True)


def administers_all(actor: Actor) -> bool:
    """The bank's administrator runs the installation; so does BoSo itself."""
    return any(
        seat.role == Role.SYSTEM or (seat.role == Role.ADMINISTRATOR and seat.organisation_kind == "bank")
        for seat in actor.seats
    )
