"""How organisations are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.organisations import queries
from boso.foundation.organisations.policies import may_read
from boso.foundation.search.registry import Hit


def organisations(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Every organisation of the register, for its readers. A participant's own page stands before this one."""
    if not may_read(actor):
        return
    hits = [
        Hit(
            body.name,
            _("Organisations"),
            reverse("organisations:organisation", args=[body.slug]),
            body.get_kind_display(),
            closeness(text, body.name, body.slug) * 0.9,
        )
        for body in queries.everybody(actor)
    ]
    yield from sorted((hit for hit in hits if hit.rank), key=lambda hit: -hit.rank)[:limit]
