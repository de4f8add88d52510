"""How saved tables and data sets are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.tables import queries


def tables(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Saved tables by title, data sets by name."""
    hits = []
    for table in queries.tables(actor):
        rank = closeness(text, table.title, table.data_set.words)
        if rank:
            address = reverse("tables:table", args=[table.pk])
            hits.append(Hit(table.title, _("Tables"), address, table.data_set.words, rank * 0.8))
    for each in queries.data_sets(actor):
        rank = closeness(text, each.words, each.source)
        if rank:
            hits.append(
                Hit(each.words, _("Data sets"), reverse("tables:data", args=[each.pk]), each.source, rank * 0.7)
            )
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (tables,)
