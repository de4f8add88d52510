"""What leases add to a dwelling's page and to a household's case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.dwellings import registry
from boso.casework.dwellings.models import Dwelling, Status
from boso.casework.households.panels import Case, Fact, Panel, Piece
from boso.casework.households.queries import open_cards
from boso.casework.tenancies import actions_looking, policies, queries, showing
from boso.casework.tenancies.models import Tenancy
from boso.casework.tenancies.queries_due import Due, Rules
from boso.foundation.access.actor import Actor

#: So many leases stand on a dwelling's page.
MOST = 6


def on_dwelling(actor: Actor, dwelling: Dwelling, today: dt.date) -> dict[str, Any]:
    """Who has rented the dwelling; names only where the actor sees the household."""
    if not policies.may_open_leases(actor):
        return {"shown": False}
    rows = queries.of_dwelling(actor, dwelling, MOST)
    cards = open_cards(actor, {row.household_id for row in rows if row.household_id})
    lines = showing.lines(Due.SOON, rows, cards, Rules.on(today))
    actions_looking.note_list(actor, sum(bool(line.name) for line in lines), "dwelling")
    in_use = dwelling.status not in (Status.BEING_SOLD, Status.REMOVED)
    free = in_use and not any(row.is_open for row in rows)
    return {
        "shown": True,
        "lines": [(line, *showing.standing(line.tenancy, today)) for line in lines],
        "unwritten": free and dwelling.status in (Status.LET, Status.UNDER_NOTICE),
        "may_open": free and bool(policies.may_open_tenancy(actor, dwelling.organisation_id, None)),
        "dwelling_id": dwelling.pk,
    }


def on_household(case: Case) -> Piece:
    """Where the household lives and has lived in municipal dwellings."""
    rows = list(queries.of_household(case.actor, case.household)[:MOST])
    now = next((row for row in rows if row.is_open and row.starts <= case.today), None)
    facts = []
    if now is not None:
        note = _("to and with %(day)s") % {"day": f"{now.ends:%d.%m.%Y}"} if now.ends else _("lease without end")
        facts.append(Fact(_("Lives in"), now.dwelling.title, note, reverse("tenancies:tenancy", args=[now.pk])))
    may_open = now is None and bool(
        policies.may_open_tenancy(case.actor, case.household.organisation_id, case.household)
    )  # fmt: skip
    context = {"rows": [(row, *showing.standing(row, case.today)) for row in rows], "may_open": may_open}
    return Piece(facts=tuple(facts), context=context if rows or may_open else None)


DWELLING = registry.Panel("leases", "tenancies/dwelling_panel.html", on_dwelling, order=10)
HOUSEHOLD = Panel(
    "tenancies",
    read=on_household,
    template="tenancies/household_panel.html",
    order=20,
    label=gettext_lazy("Home"),
    happened=Tenancy,
)
