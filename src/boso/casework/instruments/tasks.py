"""Jobs: who could likely have bostøtte, and whom a guideline shuts out, by what is known now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.instruments import actions, queries
from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, progress, task


@periodic(at="02:35")
@task(label=_("Reckon the watch over bostøtte"))
def watch_bostotte() -> int:
    """Reckon every municipality's watch anew. Gives over how many households."""
    return sum(actions.reckon(SYSTEM, place) for place in queries.with_casework())


@task(label=_("Count whom the guideline shuts out"))
def count_shut_out(organisation_id: int) -> int:
    """Count for one organisation. Gives over how many households."""
    return actions.count_shut_out(SYSTEM, organisation_id, progress)


@periodic(at="02:50")
@task(label=_("Count whom each guideline shuts out"))
def count_all_shut_out() -> int:
    """Count for every organisation that has a guideline. Gives over how many households."""
    return sum(actions.count_shut_out(SYSTEM, place, progress) for place in queries.with_guideline())
