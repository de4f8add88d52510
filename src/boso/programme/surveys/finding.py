"""How surveys are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.surveys import queries


def surveys(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Surveys by title and purpose."""
    hits = []
    for row in queries.plain_surveys(actor):
        rank = closeness(text, row.title, row.words)
        if rank:
            address = reverse("surveys:survey", args=[row.pk])
            hits.append(Hit(row.title, _("Surveys"), address, row.owner.name, rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (surveys,)
