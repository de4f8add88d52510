"""How indicators are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.indicators import queries


def indicators(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Indicators by name."""
    for rank, one in queries.found_by(actor, text, limit):
        yield Hit(
            one.words, _("Indicators"), reverse("indicators:passport", args=[one.key]), one.definition, rank * 0.8
        )


SOURCES = (indicators,)
