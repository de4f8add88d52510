"""What leases ask of whoever keeps them today: one line for each kind of thing, with how many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.tenancies import queries_due, showing
from boso.casework.tenancies.queries_due import Due, Rules
from boso.casework.tenancies.terms import request_months
from boso.core.tenure import lease
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, WorkItem

#: Each kind of task, and why it stands on the list.
_KINDS = ((Due.OVER, Group.LAW), (Due.ASKED, Group.MINE), (Due.SOON, Group.KEEP), (Due.DEPOSIT, Group.KEEP))


def leases(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Leases over without a request to move, those that end soon, deposits lacking. One query."""
    if not queries_due.manages_homes(actor):
        return
    rules = Rules.on(today)
    sums = queries_due.sums(actor, rules)
    page = reverse("tenancies:monday")
    for kind, group in (
        (Due.OVER, Group.LAW),
        (Due.ASKED, Group.MINE),
        (Due.SOON, Group.KEEP),
        (Due.DEPOSIT, Group.KEEP),
    ):
        found = sums[kind]
        if found.count:
            yield WorkItem(
                due=_due(kind, found.earliest, today),
                title=_title(kind, found.count),
                why=showing.EXPLAINED[kind],
                act_label=_("See them"),
                act_url=f"{page}#{kind}",
                group=group,
                key=f"leases-{kind}",
            )


def _due(kind: str, earliest: dt.date | None, today: dt.date) -> dt.date | None:
    if earliest is None or kind in (Due.DEPOSIT, Due.ASKED):
        return None
    return lease.last_day_to_request(earliest, request_months(today)) if kind == Due.OVER else earliest


def _title(kind: str, count: int) -> str:
    words = {
        Due.OVER: ngettext(
            "%(count)d lease is over without a request to move",
            "%(count)d leases are over without a request to move",
            count,
        ),
        Due.ASKED: ngettext(
            "%(count)d tenant is asked to move and still there",
            "%(count)d tenants are asked to move and still there",
            count,
        ),
        Due.SOON: ngettext("%(count)d lease ends within half a year", "%(count)d leases end within half a year", count),
        Due.DEPOSIT: ngettext("%(count)d lease lacks its deposit", "%(count)d leases lack their deposit", count),
    }
    return words[kind] % {"count": count}


def empty(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Dwellings that have stood empty for long. One query."""
    if not queries_due.manages_homes(actor):
        return
    limit = queries_due.long_days(today)
    count = queries_due.long_empty(actor, today).count()
    if count:
        yield WorkItem(
            due=None,
            title=ngettext(
                "%(count)d dwelling has stood empty for long", "%(count)d dwellings have stood empty for long", count
            )
            % {"count": count},
            why=_("More than %(days)d days. Say why, and what the next step is.") % {"days": limit},
            act_label=_("See them"),
            act_url=f"{reverse('tenancies:monday')}#empty",
            group=Group.KEEP,
            key="dwellings-empty",
        )


SOURCES = (leases, empty)
