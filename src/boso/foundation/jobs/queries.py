"""Reads of the queue."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.jobs import policies
from boso.foundation.jobs.models import Job, State, Worker

PAGE = 25
#: A worker shows itself every five seconds; after this it counts as gone.
GONE_AFTER = dt.timedelta(seconds=30)


def due(now: dt.datetime) -> QuerySet[Job]:
    """What a worker may take now, the most urgent first: ready and due, or held by a worker that is gone."""
    return Job.objects.filter(
        Q(state=State.READY, run_after__lte=now)
        | Q(state=State.RUNNING, lease_until__lt=now, attempts__lt=F("max_attempts"))
    ).order_by("-priority", "run_after", "enqueued_at")


def abandoned(now: dt.datetime) -> QuerySet[Job]:
    """Held by a worker that is gone, with no attempt left."""
    return Job.objects.filter(state=State.RUNNING, lease_until__lt=now, attempts__gte=F("max_attempts"))


def held(job: Job) -> QuerySet[Job]:
    """The job, as long as it is held by the lease that `job` was given with."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)


def stored(job_id: uuid.UUID) -> Job:
    """The job of that id, for the worker and the backend.

    Raises Job.DoesNotExist.
    """
    return Job.objects.get(pk=job_id)


def under_way(key: str) -> int:
    """How many jobs whose keys begin so are neither done nor given up."""
    return Job.objects.filter(key__startswith=key, state__in=(State.READY, State.RUNNING)).count()


def job_of(actor: Actor, job_id: uuid.UUID) -> Job:
    """One job, for whoever asked for it or the administrator.

    Raises Refused (hidden) for others and when there is none.
    """
    job = Job.objects.select_related("asked_by").filter(pk=job_id).first()
    if job is None:
        raise Refused(NOT_HERE)
    require(policies.may_follow(actor, job))
    return job


@dataclass(frozen=True, slots=True)
class JobPage:
    """One page of jobs, newest first; `after` continues it, empty at the end."""

    jobs: list[Job]
    after: str


def jobs(actor: Actor, state: str = "", after: str = "") -> JobPage:
    """Jobs newest first, all but the finished ones of the clock unless a state is asked for.

    Raises Refused for others than the administrator.
    """
    require(policies.may_manage(actor))
    rows = Job.objects.select_related("asked_by")
    rows = rows.filter(state=state) if state in State.values else rows.exclude(periodic=True, state=State.DONE)
    if cursor := _cursor(after):
        at, pk = cursor
        rows = rows.filter(Q(enqueued_at__lt=at) | Q(enqueued_at=at, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return JobPage(found[:PAGE], f"{last.enqueued_at.timestamp():.6f}_{last.pk}" if last else "")


def counts(actor: Actor) -> dict[str, int]:
    """How many jobs stand in each state.

    Raises Refused for others than the administrator.
    """
    require(policies.may_manage(actor))
    found = dict(Job.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in State.values}


def workers(actor: Actor, now: dt.datetime) -> list[Worker]:
    """The workers that live.

    Raises Refused for others than the administrator.
    """
    require(policies.may_manage(actor))
    return list(Worker.objects.filter(seen_at__gte=now - GONE_AFTER))


def last_seen(actor: Actor) -> dt.datetime | None:
    """When any worker was last alive, as far as is known.

    Raises Refused for others than the administrator.
    """
    require(policies.may_manage(actor))
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def language(job: Job) -> str:
    """The language of whoever asked for the job, bokmål for the clock's."""
    return job.asked_by.language if job.asked_by is not None else "nb"


def label(job: Job) -> str | Promise:
    """What the job is called on the screen; the name of its function when it has no other."""
    try:
        given: str | Promise = getattr(import_string(job.task), "label", "")
    except ImportError:
        given = ""
    return given or job.task.rpartition(".")[2].replace("_", " ").capitalize()


def _cursor(after: str) -> tuple[dt.datetime, uuid.UUID] | None:
    stamp, _, pk = after.partition("_")
    try:
        return dt.datetime.fromtimestamp(float(stamp), tz=dt.UTC), uuid.UUID(pk)
    except (ValueError, OverflowError, OSError):
        return None
