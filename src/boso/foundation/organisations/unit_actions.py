"""What is done with a unit besides opening and closing it: another name, and taking a closing back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations import policies
from boso.foundation.organisations.models import Unit
from boso.foundation.workflow.actions import act

LONGEST = 120


def rename_unit(actor: Actor, unit: Unit, name: str) -> None:
    """Give a unit another name; the history keeps the old one.

    Raises Refused when the policy says no, the name is empty, too long or another unit's in the organisation.
    """
    require(policies.may_edit(actor, unit.organisation))
    wanted = " ".join(name.split())
    if not wanted:
        raise NotNow(_("Write a name."))
    if len(wanted) > LONGEST:
        raise NotNow(_("The name is too long. Make it at most 120 characters."))
    if Unit.objects.filter(organisation=unit.organisation, name=wanted).exclude(pk=unit.pk).exists():
        said = {"name": wanted}
        raise NotNow(_("There is a unit called «%(name)s» already. Give this one another name.") % said)
    with act(actor, "unit.rename", unit, organisation_id=unit.organisation_id):
        unit.name = wanted
        unit.save(update_fields=["name"])


def reopen_unit(actor: Actor, unit: Unit) -> None:
    """Take the closing of a unit back: it goes on as if it had not been closed.

    Raises Refused when the policy says no or it is not closed.
    """
    require(policies.may_edit(actor, unit.organisation))
    if unit.ends is None:
        raise NotNow(_("The unit is not closed."))
    with act(actor, "unit.reopen", unit, organisation_id=unit.organisation_id):
        unit.ends = None
        unit.save(update_fields=["ends"])
