"""How households are found from the one search box: those the person sees, and never a protected one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.casework.households import marks, queries, queries_list
from boso.casework.households.queries_visible import SEES
from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit

#: Looked at for one page of hits; some may only begin like what was typed.
MOST = 60


def households(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Households by name, reference, national id or phone. At most five queries, none for who does no casework."""
    if not actor.works_in(*SEES):
        return
    rows = list(
        queries_list.found_by(actor, text).filter(is_protected=False).order_by("closed_on", "-changed_at")[:MOST]
    )
    cards = queries.open_cards(actor, rows)
    by_number = any(letter.isdigit() for letter in text)
    given = 0
    for row in rows:
        card = cards.get(row.pk)
        if card is None or given >= limit:
            continue
        if not by_number and not any(marks.answers(text, person.name) for person in card.persons):
            continue
        given += 1
        rank = 0.9 if by_number else max(closeness(text, card.name, *(one.name for one in card.persons)), 0.3)
        yield Hit(
            card.name, _("Households"), reverse("households:household", args=[row.pk]),
            f"{card.reference}, {card.size}", rank,
        )  # fmt: skip
