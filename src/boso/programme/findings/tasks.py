"""The night's work on findings."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task
from boso.programme.findings import actions_checks


@periodic(at="05:20")
@task(label=_("Ask whether findings still hold"))
def run_checks() -> list[int]:
    """Run every living check. Gives how many were run and how many turned."""
    return list(actions_checks.run_by_clock(SYSTEM, timezone.now()))
