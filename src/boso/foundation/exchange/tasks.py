"""Large files are looked through and brought in by the worker; files nobody brings in are put away each night."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import Refused
from boso.foundation.access.queries import actor_of, seated
from boso.foundation.exchange import actions_mapped, queries
from boso.foundation.exchange.imports import Outcome
from boso.foundation.exchange.models import ImportRun
from boso.foundation.jobs.queue import GiveUp, QueueTask, periodic, progress, task


@task(label=_("Look a file through before it is imported"), max_attempts=2)
def look_through(run_id: int, user_id: int) -> dict[str, Any]:
    """Find out what the import would do. Gives its state and how many faults it has."""
    return _done(run_id, user_id, actions_mapped.look_through)


@task(label=_("Import a file"), max_attempts=2)
def bring_in(run_id: int, user_id: int) -> dict[str, Any]:
    """Bring in what was looked through, all of it or nothing."""
    return _done(run_id, user_id, actions_mapped.apply)


@periodic(at="03:40")
@task(label=_("Put away files that nobody imported"))
def put_away_old() -> int:
    """Put away the files that have waited a fortnight."""
    return actions_mapped.put_away_old(SYSTEM, timezone.now())


def hand_over(actor: Actor, run: ImportRun, job: QueueTask[Any, Any]) -> Any:
    """Let the worker do it. Gives the job's id.

    Raises NotNow when the file is being read already, brought in or put away.
    """
    link = reverse("exchange:preview", args=[run.pk])

    def enqueue() -> Any:
        return job.using(actor=actor, link=link).enqueue(run.pk, actor.user_id).id

    return actions_mapped.set_working(actor, run, enqueue)


def _done(run_id: int, user_id: int, work: Any) -> dict[str, Any]:
    actor = actor_of(seated(user_id), timezone.localdate())
    run: ImportRun | None = None
    try:
        run = queries.run_by_id(actor, run_id)
        outcome: Outcome = work(actor, run, progress)
    except Refused as refused:
        if run is not None:
            actions_mapped.set_back(run)
        raise GiveUp(str(refused)) from refused
    progress(1, 1, outcome.sentence)
    return {"state": outcome.state, "faults": len(outcome.problems)}
