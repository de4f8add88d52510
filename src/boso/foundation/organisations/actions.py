"""Changes to an organisation and the units inside it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations import policies
from boso.foundation.organisations.models import Organisation, Unit, UnitKind
from boso.foundation.workflow.actions import act

#: Letters of a name.
LONGEST = 120


def rename(actor: Actor, organisation: Organisation, name: str) -> None:
    """Give it another name; the history keeps the old one.

    Raises Refused when the policy says no or the name is empty.
    """
    require(policies.may_edit(actor, organisation))
    wanted = _named(name)
    with act(actor, "organisation.rename", organisation, organisation_id=organisation.pk):
        organisation.name = wanted
        organisation.save(update_fields=["name"])


def add_unit(
    actor: Actor, organisation: Organisation, kind: UnitKind, name: str, *, starts: dt.date | None = None
) -> Unit:
    """Open a unit inside it.

    Raises Refused when the policy says no, the name is empty or a unit of that name stands already.
    """
    require(policies.may_edit(actor, organisation))
    unit = Unit(organisation=organisation, kind=kind, starts=starts)
    unit.name = _own_name(unit, name)
    with act(actor, "unit.add", unit, organisation_id=organisation.pk):
        unit.save()
    return unit


def rename_unit(actor: Actor, unit: Unit, name: str) -> None:
    """Give a unit another name; the history keeps the old one.

    Raises Refused when the policy says no, the name is empty, too long or another unit's in the organisation.
    """
    require(policies.may_edit(actor, unit.organisation))
    wanted = _own_name(unit, name)
    with act(actor, "unit.rename", unit, organisation_id=unit.organisation_id):
        unit.name = wanted
        unit.save(update_fields=["name"])


def close_unit(actor: Actor, unit: Unit, on: dt.date) -> None:
    """The unit no longer exists from that day; what it did stays.

    Raises Refused when the policy says no, it is closed already or would close before it opened.
    """
    require(policies.may_edit(actor, unit.organisation))
    if unit.ends is not None:
        said = {"day": f"{unit.ends:%d.%m.%Y}"}
        raise NotNow(_("The unit is closed already, from %(day)s.") % said)
    if unit.starts is not None and on <= unit.starts:
        said = {"day": f"{unit.starts:%d.%m.%Y}"}
        raise NotNow(_("The unit opened on %(day)s. Choose a later day.") % said)
    with act(actor, "unit.close", unit, organisation_id=unit.organisation_id):
        unit.ends = on
        unit.save(update_fields=["ends"])


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


def _own_name(unit: Unit, name: str) -> str:
    """The name as it is to be written, when no other unit of the organisation has it."""
    wanted = _named(name)
    if Unit.objects.filter(organisation=unit.organisation, name=wanted).exclude(pk=unit.pk).exists():
        said = {"name": wanted}
        raise NotNow(_("There is a unit called «%(name)s» already. Give this one another name.") % said)
    return wanted


def _named(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise NotNow(_("Write a name."))
    if len(wanted) > LONGEST:
        raise NotNow(_("The name is too long. Make it at most 120 characters."))
    return wanted
