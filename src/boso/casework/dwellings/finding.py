"""How dwellings are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import queries
from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit


def dwellings(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Dwellings by address, matrikkel, unit number or reference. One query, none for whoever sees no homes."""
    if not actor.works_in():
        return
    for found in queries.visible(actor).filter(queries.found_by(text)).order_by("address_key", "pk")[:limit]:
        yield Hit(
            found.title, _("Dwellings"), reverse("dwellings:dwelling", args=[found.pk]),
            f"{found.get_status_display()}, {found.reference}", max(closeness(text, found.title), 0.2),
        )  # fmt: skip


SOURCES = (dwellings,)
