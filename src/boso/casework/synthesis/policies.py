"""Where invented casework may be made: in invented municipalities, on installations that are for trying things."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.queries import is_demo
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation


def may_make(actor: Actor, organisation: Organisation, *, trial: bool) -> Decision:
    """BoSo itself, at somebody's command. Never among real households.

    trial: whoever asks has said that an installation not made as a demo is for trials too (a benchmark, a course):
    it stays an invented municipality, and its pages say so, but its people sign in as anywhere.
    """
    if not actor.holds(Role.SYSTEM):
        return Denied(_("Invented casework is made from the command line."), hidden=True)
    if not organisation.invented:
        return Denied(
            _("%(name)s is a real municipality. Invented households are never put among real ones.")
            % {"name": organisation.name}
        )
    if not is_demo() and not trial:
        return Denied(
            _("The database here was not made as a demo. Say --trial if it is for trials and holds no real cases.")
        )
    return ALLOWED
