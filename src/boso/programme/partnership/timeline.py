"""The two plans and the intakes on the way to the programme's end, drawn and as lines of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.web.charts import Chart, Lane, Series, Span, timeline
from boso.programme.partnership.models import Intake, Participation, Plan

#: The day the report is dated.
REPORT = dt.date(2012, 1, 10)
SHORTEST, LONGEST = 3, 5


def draw(plans: Sequence[Plan], intakes: Sequence[Intake], rows: Sequence[Participation]) -> Chart:
    """The picture. An intake whose beginning is not stated is drawn from 1 January of its year."""
    first, last = min(plan.starts for plan in plans), max(plan.ends for plan in plans)
    lanes = [Lane(_("Programme plans"), tuple(_plan(plan, place) for place, plan in enumerate(plans)))]
    lanes += [_lane(intake, rows) for intake in intakes]
    return timeline(
        lanes,
        start=first,
        end=max(last, *(intake.year + LONGEST for intake in intakes)) if intakes else last,
        title=_("Each intake takes part for three to five years"),
        description=" ".join(words(intake, rows) for intake in intakes),
        now=REPORT,
        now_label=_("The report, %(day)s") % {"day": f"{REPORT:%d.%m.%Y}"},
        legend=(Series(_("Three years in the programme"), "range"), Series(_("Up to five years"), "hatch")),
        width=700,
    )


def words(intake: Intake, rows: Sequence[Participation]) -> str:
    """«2010: 6. Moss and five whom the report does not name»."""
    return f"{intake.year}: {who(intake, rows)}."


def who(intake: Intake, rows: Sequence[Participation]) -> str:
    """Who came in with an intake, as far as is known."""
    named = [row.organisation.name for row in rows if row.intake_id == intake.pk]
    if intake.admitted is None:
        return ", ".join(named) or _("not stated")
    if not named:
        return ngettext("%(count)d, not named", "%(count)d, not named", intake.admitted) % {"count": intake.admitted}
    others = intake.admitted - len(named)
    known = f"{intake.admitted}: {', '.join(named)}"
    if others <= 0:
        return known
    return ngettext("%(known)s and %(count)d not named", "%(known)s and %(count)d not named", others) % {
        "known": known, "count": others,
    }  # fmt: skip


def begins(intake: Intake) -> dt.date:
    """The day the bar begins: 1 September for an autumn, else 1 January."""
    return dt.date(intake.year, 9 if intake.started.startswith("autumn") else 1, 1)


def _plan(plan: Plan, place: int) -> Span:
    label = f"{plan.starts}–{plan.ends}"
    return Span(dt.date(plan.starts, 1, 1), dt.date(plan.ends + 1, 1, 1), "main" if place else "stone", label)


def _lane(intake: Intake, rows: Sequence[Participation]) -> Lane:
    start = begins(intake)
    middle, end = start.replace(year=start.year + SHORTEST), start.replace(year=start.year + LONGEST)
    label = _("Intake %(year)d") % {"year": intake.year}
    return Lane(label, (Span(start, middle, "range"), Span(middle, end, "hatch")), who(intake, rows))
