"""How awards are found from the one search box."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.search.registry import Hit
from boso.programme.grants import queries, wording


def awards(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Awards by participant and year; the participant itself ranks higher."""
    for rank, award in queries.found_by(actor, text, limit):
        yield Hit(
            f"{award.participation.organisation.name}: {wording.award_title(award)}", _("Grants"),
            reverse("grants:award", args=[award.pk]), award.get_state_display(), rank * 0.7,
        )  # fmt: skip


SOURCES = (awards,)
