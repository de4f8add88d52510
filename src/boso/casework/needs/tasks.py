"""The morning's work on campaigns."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.needs import actions_campaigns
from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task


@periodic(at="07:10")
@task(label=_("Remind of mapping campaigns"))
def remind_of_campaigns() -> int:
    """Remind units that have households left of campaigns that soon end. Gives how many people were told."""
    return actions_campaigns.remind_by_clock(SYSTEM, timezone.localdate())
