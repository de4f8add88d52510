"""Which tasks may be set aside, and until when."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.worklist.models import SetAside
from boso.foundation.worklist.registry import Group, WorkItem

#: Longer than this is not setting aside but forgetting.
LONGEST = dt.timedelta(days=90)


def may_set_aside(actor: Actor, item: WorkItem, until: dt.date, today: dt.date) -> Decision:
    """A person may set aside their own tasks for a while, but nothing that law or agreement demands past its date."""
    if actor.user_id is None:
        return Denied(_("Sign in first."))
    if until <= today:
        return Denied(_("Choose a day after today."))
    if until > today + LONGEST:
        return Denied(_("Choose a day within three months."))
    if item.group is Group.LAW and item.due is not None and until > item.due:
        return Denied(
            _("Law or agreement demands this by %(day)s. It cannot be set aside longer than that.")
            % {"day": f"{item.due:%d.%m.%Y}"}
        )
    return ALLOWED


def may_take_back(actor: Actor, row: SetAside) -> Decision:
    """Only who set a task aside takes it back; to others it does not exist."""
    if row.user_id == actor.user_id:
        return ALLOWED
    return Denied(_("This is not your task."), hidden=True)
