"""The night's work on leases."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.tenancies import actions
from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task


@periodic(at="00:20", at_start=True)
@task(label=_("Let the dwellings follow their leases"))
def follow_leases() -> int:
    """Let dwellings become let or empty where a lease has begun or ended. Gives how many."""
    return actions.follow(SYSTEM, timezone.localdate())
