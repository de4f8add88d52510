"""How entries of the scope register and hearings are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.anchoring import queries, queries_hearing


def entries(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Services, target groups and measures, with where they belong."""
    for rank, entry in queries.found_by(actor, text, limit):
        whose = entry.participation.organisation.name if entry.participation else _("One of the five, not named")
        yield Hit(
            entry.name, _("Scope"), reverse("anchoring:scope-entry", args=[entry.pk]),
            f"{whose}: {entry.get_place_display()}", rank * 0.8,
        )  # fmt: skip


def hearings(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Hearings that have been opened."""
    for rank, hearing in queries_hearing.found_by(actor, text, limit):
        yield Hit(
            hearing.title, _("Hearings"), reverse("hearings:hearing", args=[hearing.pk]),
            f"{hearing.participation.organisation.name}: {hearing.get_state_display()}", rank * 0.8,
        )  # fmt: skip


SOURCES = (entries, hearings)
