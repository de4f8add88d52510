"""What the watch over bostøtte asks of a person today: households they have taken and not heard from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.casework.instruments import queries
from boso.casework.instruments.models import WatchState
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, WorkItem

#: Days after which somebody taken or asked is due.
PATIENCE = {WatchState.TAKEN: 7, WatchState.ASKED: 21}


def taken(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """One line for each household taken or asked. One query, none for who works with no households."""
    for row in queries.with_me(actor):
        state = WatchState(row.state)
        due = row.since + dt.timedelta(days=PATIENCE[state])
        asked = state == WatchState.ASKED
        yield WorkItem(
            due=due,
            title=_("Bostøtte for %(household)s") % {"household": row.household.reference},
            why=_("They were asked. Have they applied?") if asked else _("You took it. Ask the household."),
            act_label=_("Open"),
            act_url=reverse("instruments:household", args=[row.household_id]),
            group=Group.MINE,
            key=f"watch-{row.pk}-{row.state}",
        )


SOURCES = (taken,)
