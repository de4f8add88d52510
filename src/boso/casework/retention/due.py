"""What retention asks of those who may erase: to propose what is due, to confirm what another proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.retention import policies, queries
from boso.casework.retention.models import ErasureState
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, WorkItem


def erasures(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Proposals to confirm, and how many cases are due where no erasure stands open. Five queries at most."""
    if not policies.may_open_retention(actor):
        return
    standing = queries.open_with_counts(actor)
    for row, count in standing:
        if row.state != ErasureState.PROPOSED or row.proposed_by_id == actor.user_id:
            continue
        yield WorkItem(
            due=None,
            title=ngettext("Confirm the erasure of %(count)d case", "Confirm the erasure of %(count)d cases", count)
            % {"count": count},
            why=_("%(name)s proposed it. Nothing is erased before a second person has looked.")
            % {"name": row.proposed_by.name if row.proposed_by else ""},
            act_label=_("Look at it"),
            act_url=reverse("retention:erasure", args=[row.pk]),
            about=row.organisation.name,
            key=f"erasure-{row.pk}",
        )
    open_now = {row.organisation_id for row, _count in standing}
    for organisation_id, count in sorted(queries.count_due(actor, today).items()):
        if organisation_id in open_now:
            continue
        yield WorkItem(
            due=None,
            title=ngettext("%(count)d case is due for erasure", "%(count)d cases are due for erasure", count)
            % {"count": count},
            why=_("The time they may be kept is up. See what would be erased before anything is."),
            act_label=_("See what is due"),
            act_url=f"{reverse('retention:plan')}?place={organisation_id}",
            group=Group.KEEP,
            key=f"retention-{organisation_id}",
        )
