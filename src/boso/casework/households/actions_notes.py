"""Writing notes and contacts in a case, and striking out what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import policies
from boso.casework.households.actions import touch
from boso.casework.households.models import Contact, Household, Note
from boso.casework.households.queries_visible import WORKS, units_of
from boso.casework.households.sealing import FreeWords
from boso.casework.households.words import sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.models import Unit
from boso.foundation.workflow.actions import act, save

T = TypeVar("T", Note, Contact)


def write_note(actor: Actor, household: Household, text: str, units: Collection[int] = ()) -> Note:
    """Write a note for those units to read; for all who see the household where none is named.

    Raises Refused for whoever does not work with it, NotNow without words or for units of others.
    """
    return _write(actor, household, "note.write", Note(), text, units, {})


def log_contact(
    actor: Actor, household: Household, text: str, units: Collection[int] = (), *, on: dt.date, channel: str
) -> Contact:
    """Write down a contact, with what was said.

    Raises as `write_note`, and NotNow for a day that has not come.
    """
    if on > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
    return _write(actor, household, "contact.write", Contact(), text, units, {"on": on, "channel": channel})


def strike(actor: Actor, written: Note | Contact) -> None:
    """Say that what one wrote is wrong. It stays, struck out.

    Raises Refused for whoever may not write there any more, NotNow for another's words and for what is struck already.
    """
    require(policies.may_work_with(actor, written.household))
    if written.written_by_id != actor.user_id:
        raise NotNow(_("Only the writer strikes it out."))
    if written.struck_at is not None:
        raise NotNow(_("It is struck out already."))
    verb = "note.strike" if isinstance(written, Note) else "contact.strike"
    save(actor, verb, written, {"struck_at": timezone.now()}, written.household.organisation_id)


def _write(
    actor: Actor, household: Household, verb: str, row: T, text: str, units: Collection[int], fields: dict[str, Any]
) -> T:
    require(policies.may_work_with(actor, household))
    if not text.strip():
        raise NotNow(_("Write something first."))
    readers = set(units)
    if readers and not readers & units_of(actor, *WORKS):
        raise NotNow(_("Your own unit must be able to read what you write."))
    if Unit.objects.filter(pk__in=readers, organisation=household.organisation_id).count() != len(readers):
        raise NotNow(_("That unit belongs to another organisation."))
    told = {
        "household": household, "sealed": sealed(household, FreeWords(text=text.strip())),
        "for_everybody": not readers, "written_by_id": actor.user_id, "written_at": timezone.now(), **fields,
    }  # fmt: skip
    with transaction.atomic():
        with act(actor, verb, row, organisation_id=household.organisation_id):
            for name, value in told.items():
                setattr(row, name, value)
            row.save()
        row.units.set(readers)
        touch(household)
    return row
