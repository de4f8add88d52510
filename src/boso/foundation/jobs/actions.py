"""Every step of a job: into the queue, to a worker, out of its hands. All take the time, none looks at a clock.

A lease is told from an older one of the same job by the number of the attempt, so a worker that was thought dead
and wakes up again can no longer touch the job.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.jobs import queries
from boso.foundation.jobs.models import Job, Periodic, State, Worker
from boso.foundation.jobs.queue import MAX_ATTEMPTS, Schedule
from boso.foundation.jobs.states import JOB
from boso.foundation.workflow.actions import perform

FIRST_WAIT = 10
LONGEST_WAIT = 3600
KEEP_DAYS = 30
KEEP_PERIODIC_DAYS = 1


def enqueue(job: Job) -> Job:
    """Put a new job into the queue, or give the one that has the same key."""
    if not job.key:
        job.save(force_insert=True)
        return job
    with transaction.atomic():
        values = {field.attname: getattr(job, field.attname) for field in Job._meta.concrete_fields}
        return Job.objects.get_or_create(key=values.pop("key"), defaults=values)[0]


def wait_before(attempt: int) -> dt.timedelta:
    """How long a job rests after that attempt failed: 10 s, 40 s, 160 s, ... at most an hour."""
    return dt.timedelta(seconds=min(FIRST_WAIT * 4 ** (attempt - 1), LONGEST_WAIT))


def claim(worker: uuid.UUID, now: dt.datetime, lease: dt.timedelta) -> Job | None:
    """Take the next job that is due, or whose worker is gone. Nothing is written when there is none."""
    if not queries.due(now).exists():
        return None
    with transaction.atomic():
        job = queries.due(now).select_for_update(skip_locked=True).first()
        if job is None or not _take(job, worker, now, lease):
            return None
        job.refresh_from_db()
        return job


def _take(job: Job, worker: uuid.UUID, now: dt.datetime, lease: dt.timedelta) -> bool:
    """Write the lease, only if the job still stands as it was read: the lock on the row alone is not trusted."""
    return bool(
        queries.due(now)
        .filter(pk=job.pk, attempts=job.attempts)
        .update(
            state=State.RUNNING,
            attempts=F("attempts") + 1,
            worker=worker,
            workers=[*job.workers, str(worker)],
            lease_until=now + lease,
            attempted_at=now,
            started_at=job.started_at or now,
        )
    )


def prolong(job: Job, until: dt.datetime) -> bool:
    """Hold the job longer. False when it is no longer held: somebody else has it or it was given up."""
    return bool(queries.held(job).update(lease_until=until))


def write_progress(job: Job, done: int, total: int, words: str) -> None:
    """Write down how far a held job has come."""
    queries.held(job).update(done=done, total=total, words=words[:300])


def finish(job: Job, now: dt.datetime, result: Any) -> bool:
    """The job is done. False when it was no longer held: what it did stands, but it will be done again."""
    return bool(
        queries.held(job).update(
            state=State.DONE, finished_at=now, lease_until=None, result=result, error="", error_class=""
        )
    )


def fail(job: Job, now: dt.datetime, error_class: str, error: str, *, for_good: bool = False) -> bool:
    """The attempt failed: try again after a rest, or not at all when the attempts are used up.

    Gives whether the job was still held.
    """
    what: dict[str, Any] = {"error_class": error_class[:200], "error": error[:500], "lease_until": None}
    if for_good or job.attempts >= job.max_attempts:
        what |= {"state": State.FAILED, "finished_at": now}
    else:
        what |= {"state": State.READY, "run_after": now + wait_before(job.attempts)}
    return bool(queries.held(job).update(**what))


def give_back(job: Job, now: dt.datetime) -> bool:
    """The worker must stop: the job waits for the next one, and gets one attempt more for it.

    The number of attempts only grows, because leases are told apart by it.
    """
    return bool(
        queries.held(job).update(state=State.READY, lease_until=None, run_after=now, max_attempts=F("max_attempts") + 1)
    )


def fail_abandoned(now: dt.datetime) -> int:
    """Fail the jobs whose worker was lost at their last attempt. Gives how many; writes nothing when none."""
    if not queries.abandoned(now).exists():
        return 0
    words = _("The worker stopped in the middle of it, each time it was tried.")
    return queries.abandoned(now).update(
        state=State.FAILED, finished_at=now, lease_until=None, error_class="WorkerLost", error=words
    )


def put_in(schedule: Schedule, slot: dt.datetime) -> bool:
    """Put a periodic job in, once for the slot however many workers try. Gives whether it was put in now."""
    if Periodic.objects.filter(name=schedule.name, last_slot__gte=slot).exists():
        return False
    with transaction.atomic():
        row, new = Periodic.objects.get_or_create(name=schedule.name, defaults={"last_slot": slot})
        if not new and not Periodic.objects.filter(pk=row.pk, last_slot__lt=slot).update(last_slot=slot):
            return False
        schedule.task.using(key=f"{schedule.name}@{slot.isoformat()}", by_clock=True).enqueue()
    return True


def sign_on(worker: uuid.UUID, host: str, pid: int, now: dt.datetime) -> None:
    """A worker starts."""
    Worker.objects.create(id=worker, host=host, pid=pid, started_at=now, seen_at=now)


def be_seen(worker: uuid.UUID, now: dt.datetime) -> None:
    """A worker is alive."""
    Worker.objects.filter(pk=worker).update(seen_at=now)


def sign_off(worker: uuid.UUID) -> None:
    """A worker stops."""
    Worker.objects.filter(pk=worker).delete()


def remove_old(now: dt.datetime) -> int:
    """Remove what is done and old: jobs after 30 days, periodic ones after a day, workers not seen for a day."""
    Worker.objects.filter(seen_at__lt=now - dt.timedelta(days=1)).delete()
    done = Job.objects.filter(state=State.DONE)
    removed, _each = done.filter(finished_at__lt=now - dt.timedelta(days=KEEP_DAYS)).delete()
    by_clock, _each = done.filter(
        periodic=True, finished_at__lt=now - dt.timedelta(days=KEEP_PERIODIC_DAYS)
    ).delete()  # fmt: skip
    return removed + by_clock


def run_again(actor: Actor, job: Job) -> None:
    """Put a failed job into the queue anew, with five more attempts.

    Raises Refused when the actor may not, or it has not failed.
    """
    perform(actor, job, JOB, "run_again", fields=_afresh)


def give_up(actor: Actor, job: Job) -> None:
    """Let a waiting or running job go. A worker in the middle of it finds out when it wants to finish.

    Raises Refused when the actor may not, or it is finished.
    """
    words = _("The administrator gave it up.")
    fields = {"finished_at": timezone.now(), "lease_until": None, "error_class": "GivenUp", "error": words}
    perform(actor, job, JOB, "give_up", fields=fields)


def _afresh(job: Job) -> dict[str, Any]:
    """What a failed job forgets. Its attempts go on, as leases are told apart by them, and five more are given."""
    forgotten = {"finished_at": None, "error": "", "error_class": "", "done": 0, "total": 0, "words": ""}
    return {**forgotten, "max_attempts": job.attempts + MAX_ATTEMPTS, "run_after": timezone.now()}
