"""How evaluations and their reports are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.evaluation import queries


def evaluations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Evaluations by title and what they are for."""
    hits = []
    for row in queries.evaluations(actor, queries.programme_of(actor)):
        rank = closeness(text, row.title, row.words)
        if rank:
            place = row.evaluator.name if row.evaluator is not None else ""
            address = reverse("evaluation:evaluation", args=[row.key])
            hits.append(Hit(row.title, _("Evaluation"), address, place, rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


def reports(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Reports of evaluations by title."""
    hits = []
    for row in queries.reports(actor, programme=queries.programme_of(actor)):
        rank = closeness(text, row.title, row.authors)
        if rank:
            address = reverse("evaluation:report", args=[row.pk])
            hits.append(Hit(row.title, _("Evaluation report"), address, row.get_state_display(), rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (evaluations, reports)
