"""The job that erases the marks of network addresses."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.jobs.queue import periodic, task
from boso.programme.anchoring import actions_hearing, queries_hearing


@periodic(every=900, needed=queries_hearing.any_old_knocks)
@task(label=_("Erase the marks of network addresses"))
def forget_knocks() -> int:
    """Erase every mark that is a day old. Gives how many."""
    return actions_hearing.forget_knocks(timezone.now())
