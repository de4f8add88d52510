"""What instruments add to a household's case: bostøtte, how fresh the economy is, and the way to the combination."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.households.panels import Case, Fact, Panel, Piece
from boso.casework.instruments import queries
from boso.casework.instruments.models import Assessment, Verdict, WatchState
from boso.casework.instruments.telling import lacking, state_words
from boso.foundation.web.templatetags.words import day

COLOURS = {Verdict.LIKELY: "success", Verdict.UNCERTAIN: "warning", Verdict.NO: "neutral"}


def on_household(case: Case) -> Piece:
    """One query."""
    if case.is_erased:
        return Piece()
    row, assessed = queries.watch_and_assessment(case.actor, case.household)
    context: dict[str, Any] = {
        "watch": row,
        "colour": COLOURS[Verdict(row.verdict)] if row is not None else "",
        "lacking": lacking(row.missing) if row is not None else "",
        "state": state_words(row) if row is not None else "",
        "assessed": assessed,
        "page": reverse("instruments:household", args=[case.household.pk]),
        "may_assess": case.may_write and case.household.closed_on is None,
    }
    likely = row is not None and row.verdict == Verdict.LIKELY and row.state == WatchState.OPEN
    note = _("assessed %(day)s") % {"day": day(assessed)} if assessed is not None else ""
    facts_told = (Fact(_("Bostøtte"), _("likely entitled, not applied"), note, context["page"]),) if likely else ()
    return Piece(facts=facts_told, context=context)


PANEL = Panel(
    "instruments",
    read=on_household,
    template="instruments/panel.html",
    order=30,
    label=gettext_lazy("Instruments"),
    happened=Assessment,
)
