"""How an administrator finds people from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import closeness
from boso.foundation.access import queries
from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.search.registry import Hit


def people(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """The people whom the actor lets in; nobody for others."""
    if not actor.holds(Role.ADMINISTRATOR):
        return
    hits = [
        Hit(name, _("People"), reverse("access:person", args=[pk]), username, closeness(text, name, username))
        for pk, name, username in queries.names(actor)
    ]
    yield from sorted((hit for hit in hits if hit.rank), key=lambda hit: -hit.rank)[:limit]
