"""How findings and recommendations are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.findings import queries
from boso.programme.learning.queries import programme_of


def findings(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Findings by title and words."""
    hits = []
    for row in queries.findings(actor, programme_of(actor)):
        rank = closeness(text, row.title, row.words, row.scope)
        if rank:
            address = reverse("findings:finding", args=[row.pk])
            hits.append(Hit(row.title, _("Findings"), address, row.scope, rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


def recommendations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Recommendations by title and words."""
    hits = []
    for row in queries.all_advice(actor).filter(programme=programme_of(actor)):
        rank = closeness(text, row.title, row.words)
        if rank:
            address = reverse("findings:advice", args=[row.pk])
            hits.append(Hit(row.title, _("Recommendations"), address, row.get_to_display(), rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (findings, recommendations)
