"""What the clock puts into the queue, and how a worker lives."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from boso.foundation.jobs import actions
from boso.foundation.jobs.models import Job, Periodic, Worker
from boso.foundation.jobs.queue import Schedule, periodic
from boso.foundation.jobs.tasks import remove_old_jobs
from boso.foundation.jobs.tests import samples
from boso.foundation.jobs.worker import Pace, _Worker, run_worker

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
LEASE = dt.timedelta(seconds=30)
ME, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def forget():
    samples.seen.clear()


def work() -> int:
    return run_worker(threading.Event(), once=True)


def a_job(**fields: object) -> Job:
    values = {"task": samples.remember.module_path, "args": ["a"], "run_after": NOW, "enqueued_at": NOW}
    return actions.enqueue(Job(**values | fields))


def schedule(**wishes: object) -> Schedule:
    return Schedule(**{"task": remove_old_jobs, "every": None, "at": None, "at_start": False, "needed": None} | wishes)


def test_slots_of_time_begin_every_so_often_or_at_a_local_time_of_day():
    assert schedule(every=60).slot(NOW + dt.timedelta(seconds=59)) == NOW
    daily = schedule(at=dt.time(3, 40))
    assert daily.slot(NOW) == dt.datetime(2026, 11, 1, 2, 40, tzinfo=dt.UTC)
    assert daily.slot(dt.datetime(2026, 11, 1, 2, 39, tzinfo=dt.UTC)) == dt.datetime(2026, 10, 31, 2, 40, tzinfo=dt.UTC)
    assert daily.slot(dt.datetime(2026, 7, 1, 1, 40, tzinfo=dt.UTC)) == dt.datetime(2026, 7, 1, 1, 40, tzinfo=dt.UTC)


def test_a_periodic_job_is_put_in_once_a_slot():
    every = schedule(every=60)
    assert actions.put_in(every, NOW)
    assert not actions.put_in(every, NOW)
    assert actions.put_in(every, NOW + dt.timedelta(minutes=7))
    assert not actions.put_in(every, NOW)
    assert Job.objects.count() == 2
    assert Periodic.objects.get().last_slot == NOW + dt.timedelta(minutes=7)


def test_of_two_workers_at_the_same_slot_the_second_puts_nothing_in(monkeypatch):
    actions.put_in(schedule(every=60), NOW)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
    assert not actions.put_in(schedule(every=60), NOW)


def test_a_periodic_job_says_when():
    with pytest.raises(ValueError, match="either"):
        periodic()
    with pytest.raises(ValueError, match="either"):
        periodic(every=1, at="03:00")


def test_a_worker_puts_in_what_the_clock_asks_for_and_what_is_needed(monkeypatch):
    asked = []

    def needed() -> bool:
        asked.append(True)
        return len(asked) > 1

    both = [schedule(every=3600, at_start=True), schedule(every=3600, needed=needed, task=samples.refuse)]
    monkeypatch.setattr("boso.foundation.jobs.worker.schedules", lambda: tuple(both))
    worker = _Worker(threading.Event(), Pace())
    worker._by_clock()
    worker._by_clock()
    assert [job.task for job in Job.objects.all()] == [remove_old_jobs.module_path]
    worker.slots.clear()
    worker._by_clock()
    assert Job.objects.count() == 2
    worker._at_start()
    assert Job.objects.count() == 3


@pytest.fixture
def quiet(monkeypatch):
    """No clock, and the test's own connection stays open."""
    monkeypatch.setattr("boso.foundation.jobs.worker.schedules", lambda: ())
    monkeypatch.setattr("boso.foundation.jobs.worker.connections", SimpleNamespace(close_all=lambda: None))
    samples.stopping.clear()


def test_a_worker_signs_on_works_rests_and_signs_off(quiet, monkeypatch):
    samples.remember.enqueue("a")
    on = []

    def rest(seconds: float) -> bool:
        on.append(Worker.objects.count())
        samples.close_shop.enqueue()
        return False

    monkeypatch.setattr(samples.stopping, "wait", rest)
    assert run_worker(samples.stopping) == 2
    assert samples.seen == ["a"]
    assert on == [1]
    assert not Worker.objects.exists()


def test_a_worker_waits_for_a_database_that_is_away(quiet, monkeypatch, caplog):
    answers = [DatabaseError("away"), None]

    def claim(*_args: object) -> None:
        answer = answers.pop(0)
        if answer is None:
            samples.stopping.set()
            return
        raise answer

    monkeypatch.setattr(actions, "claim", claim)
    assert run_worker(samples.stopping, pace=Pace(quick=0, slow=0)) == 0
    assert answers == []
    assert "did not answer" in caplog.text


class Beats:
    """Lets the heart beat so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def wait(self, seconds: float) -> bool:
        self.times -= 1
        return self.times < 0


def test_the_heart_prolongs_the_lease_and_writes_progress(quiet, monkeypatch, caplog):
    a_job()
    worker = _Worker(threading.Event(), Pace(beat=0))
    job = actions.claim(worker.id, NOW, LEASE)
    actions.sign_on(worker.id, "here", 1, NOW)
    worker.hands.take(job)
    worker._tell(3, 9, "three")
    worker._beat(Beats(2))
    assert (Job.objects.get().done, Job.objects.get().words) == (3, "three")
    assert Job.objects.get().lease_until > NOW + LEASE
    assert Worker.objects.get().seen_at > NOW
    worker._tell(4, 9, "four")

    def away(*_args: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(actions, "write_progress", away)
    worker._beat(Beats(1))
    assert "sign of life" in caplog.text
    _Worker(threading.Event(), Pace())._beat(Beats(1))
