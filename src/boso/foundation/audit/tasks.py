"""The worker seals the log, and checks it each night and on request."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boso.foundation.audit import actions, guard, queries
from boso.foundation.audit.sealing import seal_pending, verify
from boso.foundation.jobs.queue import periodic, progress, task


@periodic(every=30, needed=queries.anything_unsealed)
@task(label=_("Seal the log"), priority=90)
def seal_log() -> int:
    """Seal what is new, at most half a minute after it was written. Gives how many entries."""
    return _seal(sweep=False)


@periodic(at="03:10", at_start=True)
@task(label=_("Seal what was left over in the log"), priority=90)
def sweep_log() -> int:
    """Seal everything that has no seal, however old. Gives how many entries."""
    return _seal(sweep=True)


@periodic(at="03:20")
@task(label=_("Check the log"))
def verify_log(organisation_id: int | None = None) -> dict[str, Any]:
    """Recompute every seal of the whole log, or of one organisation's, and keep what was found."""
    report = verify("all" if organisation_id is None else organisation_id, tell=_tell)
    actions.keep_verification(report, guarded=guard.stands(connection))
    progress(report.sealed, report.sealed, report.sentence)
    return {"whole": report.whole, "sealed": report.sealed, "unsealed": report.unsealed}


def _seal(*, sweep: bool) -> int:
    sealed = 0
    while number := seal_pending(timezone.now(), sweep=sweep):
        sealed += number
        progress(sealed)
    return sealed


def _tell(done: int, total: int, name: str) -> None:
    progress(done, total, gettext("Goes through the log: %(name)s") % {"name": name})
