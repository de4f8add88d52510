"""What temporary stays say on a household's case page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.households.panels import Case, Fact, Panel, Piece, Tag
from boso.casework.stays import queries
from boso.casework.stays.models import Stay
from boso.core.stays.length import Length, length, nights
from boso.core.values.periods import Period

#: The colour of each class of length, the same wherever it is shown.
COLOURS = {Length.SHORT: "neutral", Length.MIDDLE: "warning", Length.LONG: "danger"}


def piece(case: Case) -> Piece:
    """The stay of now in the head, and all of them in a table. One query."""
    rows = queries.of_household(case.actor, case.household)
    now = next((row for row in rows if row.ends is None), None)
    if now is None:
        return Piece(context={"stays": _lines(rows, case), "now": None})
    count = nights(Period(now.starts), case.today)
    fact = Fact(
        label=_("Stays for now in"),
        value=now.get_place_display(),
        note=ngettext("%(count)d night", "%(count)d nights", count) % {"count": count},
    )
    tag = Tag(_("Temporary stay"), COLOURS[length(now.starts, case.today)])
    return Piece(facts=(fact,), tags=(tag,), context={"stays": _lines(rows, case), "now": now})


def _lines(rows: list[Stay], case: Case) -> list[tuple[Stay, int, str]]:
    lines = []
    for row in rows:
        until = row.ends or case.today
        lines.append((row, nights(Period(row.starts, row.ends), case.today), COLOURS[length(row.starts, until)]))
    return lines


HOUSEHOLD = Panel(
    "stays", piece, template="stays/panel.html", order=30, label=gettext_lazy("Temporary stays"), happened=Stay
)
