"""The worker: takes one job at a time, shows that it lives, and puts in what the clock asks for.

`run_worker(stop)` runs until `stop` is set; then it finishes the job in hand, or gives it back when the job reports
progress and the grace has passed. A worker that dies leaves a lease that runs out, and the job runs again.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection, connections
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks.base import TaskContext
from django_tasks.utils import get_module_path, normalize_json

from boso.foundation.jobs import actions, queries
from boso.foundation.jobs.backend import result_of
from boso.foundation.jobs.models import Job
from boso.foundation.jobs.queue import GivenBack, GiveUp, reporter, schedules

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How quick everything goes, in seconds."""

    lease: float = 30
    """A worker not heard of for so long is dead."""
    beat: float = 5
    """Between two signs of life."""
    report: float = 1
    """Between two writings of progress."""
    quick: float = 0.2
    """The shortest rest when there is nothing to do ..."""
    slow: float = 1
    """... and the longest."""
    grace: float = 8
    """How long a job may go on when the worker must stop, if it can be stopped."""


def run_worker(stop: threading.Event, once: bool = False, pace: Pace | None = None) -> int:
    """Run jobs until `stop` is set; with `once`, only until nothing is ready. Gives how many attempts were made."""
    return _Worker(stop, pace or Pace()).run(once=once)


class _Hands:
    """The job in hand, shared between the thread that runs it and the one that shows signs of life."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.job: Job | None = None
        self.news: tuple[int, int, str] | None = None

    def take(self, job: Job | None) -> None:
        with self.lock:
            self.job, self.news = job, None

    def tell(self, news: tuple[int, int, str]) -> None:
        with self.lock:
            self.news = news

    def look(self) -> tuple[Job | None, tuple[int, int, str] | None]:
        """The job and its latest news, which are then no news any more."""
        with self.lock:
            news, self.news = self.news, None
            return self.job, news


class _Worker:
    def __init__(self, stop: threading.Event, pace: Pace) -> None:
        self.id = uuid.uuid4()
        self.stop = stop
        self.stopped_at = 0.0
        self.pace = pace
        self.hands = _Hands()
        self.slots: dict[str, object] = {}

    def run(self, *, once: bool) -> int:
        made = 0
        rest = self.pace.quick
        ended = threading.Event()
        heart = threading.Thread(target=self._beat, args=(ended,), name="heartbeat", daemon=True)
        if not once:
            self._safely(lambda: actions.sign_on(self.id, socket.gethostname(), os.getpid(), timezone.now()))
            self._safely(self._at_start)
        heart.start()
        try:
            while not self.stop.is_set():
                worked = self._safely(self._step) if not once else self._step(by_clock=False)
                if worked:
                    made, rest = made + 1, self.pace.quick
                elif once:
                    break
                else:
                    self.stop.wait(rest)
                    rest = min(rest * 1.5, self.pace.slow)
        finally:
            ended.set()
            heart.join()
            if not once:
                self._safely(lambda: actions.sign_off(self.id))
        return made

    def _safely(self, step: Callable[[], object]) -> bool:
        """Run one step; a database that is away for a while is waited for."""
        try:
            return bool(step())
        except DatabaseError:
            log.exception("The database did not answer; the worker tries again")
            connections.close_all()
            self.stop.wait(self.pace.slow)
            return False

    def _step(self, by_clock: bool = True) -> bool:
        """Do the next thing. False when there was nothing to do."""
        if not connection.in_atomic_block:
            close_old_connections()
        now = timezone.now()
        if by_clock:
            self._by_clock()
        actions.fail_abandoned(now)
        job = actions.claim(self.id, now, timedelta(seconds=self.pace.lease))
        if job is None:
            return False
        self._run(job)
        return True

    def _by_clock(self) -> None:
        """Put in what is due. The database is asked only when a new slot has begun."""
        for schedule in schedules():
            slot = schedule.slot(timezone.now())
            if self.slots.get(schedule.name) != slot:
                if schedule.needed is None or schedule.needed():
                    actions.put_in(schedule, slot)
                self.slots[schedule.name] = slot

    def _at_start(self) -> None:
        for schedule in schedules():
            if schedule.at_start:
                schedule.task.using(by_clock=True).enqueue()

    def _run(self, job: Job) -> None:
        self.hands.take(job)
        token = reporter.set(self._tell)
        try:
            outcome = self._attempt(job)
        finally:
            reporter.reset(token)
            _held, news = self.hands.look()
            self.hands.take(None)
        if news is not None:
            actions.write_progress(job, *news)
        if not outcome():
            log.warning("Job %s was no longer held when it ended: it has been given up or runs elsewhere", job.pk)

    def _attempt(self, job: Job) -> Callable[[], bool]:
        """Run the task; gives the step that writes down how it went."""
        try:
            task = import_string(job.task)
            first = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
            # What the job says on its way is read by whoever asked for it.
            with translation.override(queries.language(job)):
                result = normalize_json(task.call(*first, *job.args, **job.kwargs))
        except GivenBack:
            return lambda: actions.give_back(job, timezone.now())
        except GiveUp as error:
            kind, words = get_module_path(type(error)), str(error)
            return lambda: actions.fail(job, timezone.now(), kind, words, for_good=True)
        except ImportError as error:
            words = _("This version of BoSo does not know the task: %(error)s") % {"error": error}
            return lambda: actions.fail(job, timezone.now(), "ImportError", words, for_good=True)
        except Exception as error:
            log.exception("Job %s (%s) failed, attempt %s of %s", job.pk, job.task, job.attempts, job.max_attempts)
            kind, words = get_module_path(type(error)), str(error)
            return lambda: actions.fail(job, timezone.now(), kind, words)
        return lambda: actions.finish(job, timezone.now(), result)

    def _tell(self, done: int, total: int, words: str) -> None:
        self.hands.tell((done, total, words))
        if self.stop.is_set():
            self.stopped_at = self.stopped_at or time.monotonic()
            if time.monotonic() - self.stopped_at >= self.pace.grace:
                raise GivenBack

    def _beat(self, ended: threading.Event) -> None:
        """The second thread: prolongs the lease of the job in hand, shows that the worker lives, writes progress."""
        last = time.monotonic()
        while not ended.wait(min(self.pace.report, self.pace.beat)):
            due = time.monotonic() - last >= self.pace.beat
            job, news = self.hands.look()
            if not due and news is None:
                continue
            try:
                if job is not None and news is not None:
                    actions.write_progress(job, *news)
                if due:
                    last = time.monotonic()
                    self._show_life(job)
            except DatabaseError:
                log.exception("A sign of life could not be written; the next one follows")
                connections.close_all()
        connections.close_all()

    def _show_life(self, job: Job | None) -> None:
        now = timezone.now()
        if job is not None and not actions.prolong(job, now + timedelta(seconds=self.pace.lease)):
            log.warning("Job %s is no longer held by this worker", job.pk)
        actions.be_seen(self.id, now)
