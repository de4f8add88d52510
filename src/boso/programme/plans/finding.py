"""How measures, homes and challenges are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.plans import queries_pages

_LABELS = {"activity": _("Measure"), "homes": _("Dwelling project"), "challenge": _("Challenge")}


def plans(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Measures, dwelling projects and challenges by name and municipality."""
    for one in queries_pages.found_by(actor, text, limit):
        yield Hit(one.title, _LABELS[one.what], reverse(f"plans:{one.what}", args=[one.pk]), one.whose, one.rank * 0.8)


SOURCES = (plans,)
