"""What temporary stays ask of those who work with the households: the ones that last too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.stays import policies, queries
from boso.core.stays.length import Length
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, WorkItem


def too_long(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Households past three months, and past fourteen days, in temporary places. One query."""
    if not policies.may_open_stays(actor):
        return
    sums = queries.sums(actor, today)
    page = reverse("stays:list")
    if sums.long:
        yield WorkItem(
            due=None,
            title=ngettext(
                "%(count)d household has stayed in a temporary place for more than three months",
                "%(count)d households have stayed in temporary places for more than three months",
                sums.long,
            )
            % {"count": sums.long},
            why=_with_children(sums.children_long),
            act_label=_("See them"),
            act_url=f"{page}?length={Length.LONG}",
            group=Group.LAW,
            key="stays-long",
        )
    middle = sums.middle - sums.long
    if middle:
        yield WorkItem(
            due=None,
            title=ngettext(
                "%(count)d household has stayed in a temporary place for more than fourteen days",
                "%(count)d households have stayed in temporary places for more than fourteen days",
                middle,
            )
            % {"count": middle},
            why=_("Find out what stands in the way of a home of their own."),
            act_label=_("See them"),
            act_url=f"{page}?length={Length.MIDDLE}",
            group=Group.MINE,
            key="stays-middle",
        )


def _with_children(count: int) -> str:
    if not count:
        return _("Nobody should stay so long. Find out what stands in the way of a home of their own.")
    return ngettext(
        "%(count)d of them has children along. Nobody should stay so long.",
        "%(count)d of them have children along. Nobody should stay so long.",
        count,
    ) % {"count": count}
