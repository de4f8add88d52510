"""How released quotations and texts are found from the one search box. What was said is never searched there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.interviews import queries
from boso.programme.interviews.wording import attributed
from boso.programme.learning.queries import programme_of


def quotations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Released quotations by their words."""
    hits = []
    for one in queries.quotations(actor, programme=programme_of(actor)):
        rank = closeness(text, one.text)
        if rank:
            address = reverse("interviews:quotation", args=[one.pk])
            hits.append(Hit(one.text[:90], _("Quotations"), address, attributed(one), rank * 0.7))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


def texts(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Texts by title: for those who do the evaluation."""
    hits = []
    for one in queries.sources(actor, programme_of(actor)):
        rank = closeness(text, one.title)
        if rank:
            address = reverse("interviews:source", args=[one.pk])
            hits.append(Hit(one.title, _("Texts of interviews"), address, one.get_kind_display(), rank * 0.8))
    yield from sorted(hits, key=lambda hit: -hit.rank)[:limit]


SOURCES = (quotations, texts)
