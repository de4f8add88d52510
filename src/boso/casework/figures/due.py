"""What figures ask of a person today: packages that wait for the second person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.casework.figures import queries
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import WorkItem


def waiting(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Packages the person may let leave. One query, none for those who let nothing out."""
    for package in queries.waiting_for(actor):
        yield WorkItem(
            due=None,
            title=_("Figures wait to leave: %(title)s") % {"title": queries.title_of(package)},
            why=_("You are the second person. Look at what leaves, then let it leave or set it aside."),
            act_label=_("Look at it"),
            act_url=reverse("figures:package", args=[package.pk]),
            key=f"figures-{package.pk}",
        )
