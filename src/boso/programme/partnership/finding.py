"""How participants, facts and goals are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.partnership import queries


def participants(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Municipalities and city districts that take part."""
    found = []
    for row in queries.of_every_programme(actor):
        rank = closeness(text, row.organisation.name, row.county)
        if rank:
            found.append(
                Hit(
                    row.organisation.name, _("Participants"), reverse("partnership:participant", args=[row.slug]),
                    row.words, rank + 0.2,
                )
            )  # fmt: skip
    yield from sorted(found, key=lambda hit: -hit.rank)[:limit]


def facts(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """What the sources say; every word typed must be there."""
    hits = [
        Hit(
            fact.words, _("Facts"), reverse("partnership:fact", args=[fact.pk]),
            f"{fact.source.publisher}, {fact.chapters}", closeness(text, fact.words, fact.quote, fact.pk) * 0.6,
        )
        for fact in queries.facts(actor)
    ]  # fmt: skip
    yield from sorted((hit for hit in hits if hit.rank), key=lambda hit: -hit.rank)[:limit]


SOURCES = (participants, facts)
