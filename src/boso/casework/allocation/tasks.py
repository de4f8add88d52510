"""Jobs: large proposals, and throwing away the old ones."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.allocation import reckoning
from boso.foundation.jobs.queue import periodic, progress, task


@task(label=_("Reckon a proposal"))
def reckon(run_id: int) -> bool:
    """Answer one frozen run."""
    return reckoning.reckon(run_id, progress)


@periodic(at="03:05")
@task(label=_("Erase old proposals"))
def forget() -> int:
    """Erase runs older than they are kept. Gives how many."""
    return reckoning.forget_old(timezone.localdate())
