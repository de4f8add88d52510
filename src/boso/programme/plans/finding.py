"""How measures, homes and challenges are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.plans import queries_pages
from boso.programme.plans.models import Activity, Challenge

_ADDRESSES = {"activity": "plans:activity", "dwellingproject": "plans:homes", "challenge": "plans:challenge"}


def plans(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Measures, dwelling projects and challenges by name and municipality."""
    for rank, row in queries_pages.found_by(actor, text, limit):
        address = reverse(_ADDRESSES[str(row._meta.model_name)], args=[row.pk])
        whose = row.participation.organisation.name if row.participation is not None else ""
        what = row.get_theme_display() if isinstance(row, Activity | Challenge) else row.get_state_display()
        yield Hit(row.title, _("Plans"), address, f"{whose} {what}".strip(), rank * 0.8)


SOURCES = (plans,)
