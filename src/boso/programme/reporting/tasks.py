"""The morning's work on reports."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task
from boso.programme.reporting import actions_rounds


@periodic(at="05:50")
@task(label=_("Fetch the figures of reports"))
def fetch_figures() -> int:
    """Fetch the figures of every report that is being written. Gives how many; what is handed in is left alone."""
    return actions_rounds.fetch_by_clock(SYSTEM)


@periodic(at="07:20")
@task(label=_("Remind of reports"))
def remind_of_reports() -> int:
    """Remind of reports that soon are due or are late. Gives how many people were told."""
    return actions_rounds.remind_by_clock(SYSTEM, timezone.localdate())
