"""How experiences, networks and arenas are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.learning import queries


def experiences(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """What was tried, by title, words and place."""
    hits = []
    for row in queries.experiences(actor, queries.programme_of(actor)):
        place = row.organisation.name if row.organisation is not None else ""
        rank = closeness(text, row.title, row.words, place)
        if rank:
            address = reverse("learning:experience", args=[row.pk])
            hits.append(Hit(row.title, _("Library of experience"), address, place, rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


def networks(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Networks and themed groups by name."""
    hits = []
    for row in queries.named_networks(actor, queries.programme_of(actor)):
        rank = closeness(text, row.title, row.words)
        if rank:
            address = reverse("learning:network", args=[row.slug])
            hits.append(Hit(row.title, _("Networks"), address, row.get_kind_display(), rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (experiences, networks)
