"""How reports are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.reporting import queries, showing


def reports(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Reports by municipality, year and kind; the participant itself ranks higher."""
    for rank, one in queries.found_by(actor, text, limit):
        yield Hit(
            f"{one.participation.organisation.name}: {showing.round_title(one.round)}", _("Reports"),
            reverse("reporting:report", args=[one.pk]), one.get_state_display(), rank * 0.7,
        )  # fmt: skip


SOURCES = (reports,)
