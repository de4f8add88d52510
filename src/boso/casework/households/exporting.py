"""The list of households that leaves BoSo: what stands in the list, and no name where somebody is protected."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from boso.casework.households import policies, queries, queries_list
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record

COLUMNS = (
    "reference", "name", "protected", "adults", "children", "units", "responsible", "opened_on", "closed_on",
    "closed_reason", "changed_on",
)  # fmt: skip
BATCH = 500


def rows(actor: Actor, q: str = "", unit: str = "", mine: str = "", state: str = "") -> Iterator[Record]:
    """The households the person sees, narrowed as the list is; names are opened some hundreds at a time."""
    wish = queries_list.Wish(
        q, int(unit) if unit.isdecimal() else None, mine == "me", state or queries_list.OPEN
    )  # fmt: skip
    found = list(queries_list.listed(actor, wish).order_by("reference", "pk"))
    for start in range(0, len(found), BATCH):
        some = found[start : start + BATCH]
        cards = queries.open_cards(actor, some)
        working = queries_list.engagements_of([row.pk for row in some])
        for row in some:
            card = cards.get(row.pk)
            units = working[row.pk]
            yield {
                "reference": row.reference,
                "name": card.name if card is not None and not row.is_protected else None,
                "protected": row.is_protected,
                "adults": card.adults if card is not None else None,
                "children": card.children if card is not None else None,
                "units": ", ".join(one.unit.name for one in units),
                "responsible": ", ".join(dict.fromkeys(one.worker.name for one in units if one.worker is not None)),
                "opened_on": row.opened_on,
                "closed_on": row.closed_on,
                "closed_reason": row.closed_reason,
                "changed_on": row.changed_at.date(),
            }


HOUSEHOLDS = Export(
    "households",
    _("Households"),
    COLUMNS,
    rows,
    policies.may_open_households,
    filters=("q", "unit", "mine", "state"),
    typed=("q",),
)
