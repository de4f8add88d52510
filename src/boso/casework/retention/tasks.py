"""The job that erases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.retention import actions, queries
from boso.foundation.jobs.queue import periodic, progress, task


@task(label=_("Erase what is confirmed"))
def erase(erasure_id: int) -> int:
    """Erase the cases of one erasure. Gives how many are erased."""
    return actions.carry_out(erasure_id, progress)


@periodic(at="02:40", at_start=True, needed=queries.anything_unfinished)
@task(label=_("Erase what was broken off"))
def erase_rest() -> int:
    """Carry on with every erasure that was confirmed and not finished. Gives how many cases are erased."""
    return sum(actions.carry_out(erasure_id, progress) for erasure_id in queries.unfinished())
