"""The tabs of the case page that belong to households themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.casework.households import queries_case, showing
from boso.casework.households.panels import Case, Tab


def people(case: Case) -> Mapping[str, Any]:
    """Who lives there and has lived there, and how they are reached."""
    return {
        "people": showing.people(case),
        "moved_out": queries_case.moved_out(case),
        "reach": queries_case.reach(case),
    }


def notes(case: Case) -> Mapping[str, Any]:
    """Notes and contacts."""
    return {"lines": queries_case.lines(case)}


def access(case: Case) -> Mapping[str, Any]:
    """Who works with the household, who sees it and on what ground."""
    shared = queries_case.sharings(case, past=True)
    return {
        "engagements": case.engagements,
        "sharings": [(row, showing.sharing_ground(row), row.ends > case.today) for row in shared],
        "bases": showing.statutes(case),
        "consents": queries_case.consents(case),
        "recusals": queries_case.recusals(case),
    }


def history(case: Case) -> Mapping[str, Any]:
    """Everything that has been done with the case."""
    shared = queries_case.sharings(case, past=True)
    return {"entries": showing.history(case, queries_case.history(case), shared)}


TABS = (
    Tab("people", _("Persons"), people, "households/tab_people.html", 5),
    Tab("notes", _("Notes and contact"), notes, "households/tab_notes.html", 60),
    Tab("access", _("Cooperation and access"), access, "households/tab_access.html", 80),
    Tab("history", _("History"), history, "households/tab_history.html", 90),
)
