"""The night's work on evaluation reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task
from boso.programme.evaluation import actions_report


@periodic(at="04:40")
@task(label=_("Look up the references of evaluation reports"))
def check_references() -> int:
    """Look up the references of every report that is being written. Gives how many are outdated."""
    return actions_report.check_by_clock(SYSTEM)
