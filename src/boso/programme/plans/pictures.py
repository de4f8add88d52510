"""The plan on a time line: a lane for each measure and each dwelling project that has a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from boso.foundation.web.charts import Chart, Lane, Series, Span, timeline
from boso.programme.plans import showing
from boso.programme.plans.models import Activity, DwellingProject, State

LOOKS = {
    State.NOT_STATED: "stone", State.PLANNED: "planned", State.UNDER_WAY: "d2", State.DONE: "main",
    State.POSTPONED: "hatch", State.DROPPED: "hatch",
}  # fmt: skip
LONGEST_NAME = 44


def draw(
    rows: Sequence[Activity | DwellingProject], *, title: str, now: dt.date, now_label: str, look_ahead: int = 1
) -> Chart | None:  # fmt: skip
    """The picture; none where nothing has a time. Where only one end is known, the bar is a month wide there."""
    timed = [row for row in rows if row.starts or row.ends]
    if not timed:
        return None
    years = [day.year for row in timed for day in (row.starts, row.ends) if day is not None]
    first, last = min(*years, now.year), max(*years, now.year)
    used = {row.state for row in timed}
    return timeline(
        [Lane(shortened(row.title), (_span(row),), showing.period(row)) for row in timed],
        start=first, end=last + look_ahead, title=title, now=now, now_label=now_label,
        legend=[Series(state.label, look) for state, look in LOOKS.items() if state in used],
        category=_("What"), heads=(_("Time"), _("As it is said")), width=760,
    )  # fmt: skip


def shortened(text: str) -> str:
    """A name no longer than a lane has room for."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _span(row: Activity | DwellingProject) -> Span:
    """The stretch of time; the last day is in it."""
    ends = row.ends or (row.starts or dt.date.min) + dt.timedelta(days=30)
    starts = row.starts or ends - dt.timedelta(days=30)
    return Span(starts, ends + dt.timedelta(days=1), LOOKS[State(row.state)])
