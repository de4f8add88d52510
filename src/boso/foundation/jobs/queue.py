"""What other apps use to write jobs: `task`, `periodic`, `progress`, `GiveUp`.

    @periodic(every=60)                       # or at="03:15", local time
    @task(label=_("Seal the log"))
    def seal_log() -> None: ...

    build_report.using(actor=actor, key=f"report:{report.pk}", link=report.url).enqueue(report.pk)

`enqueue` writes a row: inside an act the job stands or falls with the act. Arguments are JSON, ids rather than things.
A job runs at least once; it must bear being done again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, Self, TypeVar, cast

from django.utils import timezone
from django.utils.functional import Promise
from django_tasks import task as _task
from django_tasks.base import Task

from boso.foundation.access.actor import Actor

P = ParamSpec("P")
T = TypeVar("T")

MAX_ATTEMPTS = 5


class GiveUp(Exception):
    """Raised in a job that will not succeed by being tried again. The message is shown to whoever asked for it."""


class GivenBack(BaseException):
    """Raised by `progress` when the worker must stop: the job goes back into the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTask(Task[P, T]):
    """A task of the queue: django-tasks' own, and what the queue adds."""

    label: str | Promise = ""
    """What it is called on the screen."""

    max_attempts: int = MAX_ATTEMPTS
    """How many times it is tried before it counts as failed."""

    key: str = ""
    """With a key there is only ever one job: enqueuing again gives the one that stands."""

    asked_by: int | None = None
    """The user who asked for it, and may follow it."""

    link: str = ""
    """Where that person goes when it is done: a path of BoSo."""

    by_clock: bool = False
    """Put in by the clock and not by a person or an act."""

    def using(
        self, *, priority: int | None = None, queue_name: str | None = None, run_after: dt.datetime | None = None,
        backend: str | None = None, actor: Actor | None = None, key: str | None = None, link: str | None = None,
        by_clock: bool | None = None,
    ) -> Self:  # fmt: skip
        """The same task with other wishes."""
        wishes = {
            "priority": priority, "queue_name": queue_name, "run_after": run_after, "backend": backend,
            "asked_by": actor.user_id if actor is not None else None, "key": key, "link": link, "by_clock": by_clock,
        }  # fmt: skip
        changes: dict[str, Any] = {name: value for name, value in wishes.items() if value is not None}
        return replace(self, **changes)


def task(
    *, label: str | Promise = "", max_attempts: int = MAX_ATTEMPTS, priority: int = 0
) -> Callable[[Callable[P, T]], QueueTask[P, T]]:
    """Make a module's function a job that can be enqueued."""
    make: Callable[..., Any] = _task
    decorator = make(label=label, max_attempts=max_attempts, priority=priority)
    return cast("Callable[[Callable[P, T]], QueueTask[P, T]]", decorator)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that the clock puts in: every so many seconds, or each day at a time of day (local time)."""

    task: QueueTask[..., Any]
    every: int | None
    at: dt.time | None
    at_start: bool
    needed: Callable[[], bool] | None

    @property
    def name(self) -> str:
        """The task's place in the code."""
        return self.task.module_path

    def slot(self, now: dt.datetime) -> dt.datetime:
        """The beginning of the slot of time that `now` lies in. A job runs once in each."""
        if self.every is not None:
            seconds = int(now.timestamp())
            return dt.datetime.fromtimestamp(seconds - seconds % self.every, tz=dt.UTC)
        local = timezone.localtime(now)
        start = _at(local.date(), self.at or dt.time())
        return start if start <= now else _at(local.date() - dt.timedelta(days=1), self.at or dt.time())


_schedules: dict[str, Schedule] = {}


def periodic(
    *,
    every: int | None = None,
    at: str | None = None,
    at_start: bool = False,
    needed: Callable[[], bool] | None = None,
) -> Callable[[QueueTask[P, T]], QueueTask[P, T]]:
    """Let the clock put the job in: `every` seconds or `at` «HH:MM», local time; once a slot however many workers.

    A slot that passed while no worker ran is made up for once. at_start: also whenever a worker starts.
    needed: asked once a slot; when it says no the slot passes without a job (and without a write).
    Raises ValueError unless exactly one of the two is given.
    """
    if (every is None) == (at is None):
        raise ValueError("A periodic job runs either every so many seconds or at a time of day")

    def mark(job: QueueTask[P, T]) -> QueueTask[P, T]:
        moment = dt.time.fromisoformat(at) if at is not None else None
        schedule = Schedule(job, every, moment, at_start, needed)
        _schedules[schedule.name] = schedule
        return job

    return mark


def schedules() -> tuple[Schedule, ...]:
    """All periodic jobs."""
    return tuple(_schedules.values())


#: Where the running job tells how far it has come; set by the worker.
reporter: ContextVar[Callable[[int, int, str], None] | None] = ContextVar("reporter", default=None)


def progress(done: int, total: int = 0, words: str = "") -> None:
    """Tell how far the running job has come. Cheap: the worker writes it down at most once a second.

    Outside a worker it does nothing. Raises GivenBack when the worker must stop now, so a long job that
    calls it often can be stopped.
    """
    tell = reporter.get()
    if tell is not None:
        tell(done, total, words)


def _at(day: dt.date, moment: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, moment, tzinfo=timezone.get_default_timezone())
