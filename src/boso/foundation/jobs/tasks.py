"""The queue's own housekeeping."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.jobs import actions
from boso.foundation.jobs.queue import periodic, task


@periodic(at="03:40")
@task(label=_("Remove old jobs"))
def remove_old_jobs() -> int:
    """Done jobs older than 30 days. Gives how many."""
    return actions.remove_old(timezone.now())
