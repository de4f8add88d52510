"""The night's work: who could likely have bostøtte, by what is known now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.instruments import actions, queries
from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task


@periodic(at="02:35")
@task(label=_("Reckon the watch over bostøtte"))
def watch_bostotte() -> int:
    """Reckon every municipality's watch anew. Gives over how many households."""
    return sum(actions.reckon(SYSTEM, place) for place in queries.with_casework())
