"""Into the queue and out of it again, step by step."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task_backends
from django_tasks.base import TaskResultStatus as Status
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.jobs import actions, queries
from boso.foundation.jobs.models import Job, State, Worker
from boso.foundation.jobs.queue import GivenBack, progress
from boso.foundation.jobs.tasks import remove_old_jobs
from boso.foundation.jobs.tests import samples
from boso.foundation.jobs.worker import Pace, _Worker, run_worker
from boso.foundation.organisations.models import Kind

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


def test_an_enqueued_job_is_run_and_its_result_kept():
    result = samples.remember.enqueue("home", twice=True)
    assert result.status == TaskResultStatus.READY
    assert work() == 1
    assert samples.seen == ["home", "home"]
    result.refresh()
    assert result.status == Status.SUCCESSFUL
    assert result.return_value == {"word": "home"}
    assert result.attempts == 1
    assert samples.remember.get_result(result.id).is_finished


def test_a_result_that_is_not_there_is_said_so():
    backend = task_backends["default"]
    for unknown in (str(uuid.uuid4()), "nonsense"):
        with pytest.raises(TaskResultDoesNotExist):
            backend.get_result(unknown)
    with pytest.raises(TaskResultMismatch):
        samples.stumble.get_result(samples.remember.enqueue("a").id)


def test_a_job_stands_or_falls_with_the_act_that_asks_for_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        samples.remember.enqueue("a")
        raise RuntimeError
    assert not Job.objects.exists()


def test_a_key_gives_one_job_ever():
    wish = samples.remember.using(key="letter:7")
    first, second = wish.enqueue("a"), wish.enqueue("b")
    assert first.id == second.id
    work()
    assert wish.enqueue("c").id == first.id
    assert samples.seen == ["a"]
    assert samples.remember.enqueue("a").id != samples.remember.enqueue("a").id


def test_a_job_waits_until_its_time():
    soon = timezone.now() + dt.timedelta(minutes=1)
    samples.remember.using(run_after=soon).enqueue("later")
    assert work() == 0
    assert actions.claim(ME, soon, LEASE) is not None


def test_the_most_urgent_goes_first_and_then_the_oldest():
    for word, priority in [("a", 0), ("b", 50), ("c", 0), ("d", -50)]:
        samples.remember.using(priority=priority).enqueue(word)
    work()
    assert samples.seen == ["b", "a", "c", "d"]


def test_a_job_that_fails_rests_longer_each_time_and_then_fails_for_good():
    samples.stumble.enqueue()
    now = timezone.now()
    assert work() == 1
    job = Job.objects.get()
    assert (job.state, job.attempts, job.error) == (State.READY, 1, "the roof leaks")
    assert dt.timedelta(seconds=9) < job.run_after - now < dt.timedelta(seconds=30)
    for _again in range(2):
        Job.objects.update(run_after=timezone.now())
        work()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_class) == (State.FAILED, 3, "builtins.RuntimeError")
    assert job.finished_at is not None
    result = samples.stumble.get_result(str(job.pk))
    assert result.status == Status.FAILED
    assert result.errors[0].exception_class is RuntimeError
    assert [actions.wait_before(n).seconds for n in (1, 2, 3, 9)] == [10, 40, 160, 3600]


def test_a_job_that_knows_better_is_not_tried_again():
    samples.refuse.enqueue()
    work()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.error) == (State.FAILED, 1, "There is no such dwelling.")


def test_a_task_this_version_does_not_know_fails_with_a_plain_reason():
    job = a_job(task="boso.nowhere.build")
    work()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "boso" in job.error
    assert queries.label(job) == "Build"


def test_progress_is_written_down_and_outside_a_worker_does_nothing():
    samples.count_to.enqueue(4)
    work()
    job = Job.objects.get()
    assert (job.done, job.total, job.words, job.result) == (4, 4, "number 4", 4)
    progress(1, 2)


def test_only_one_worker_gets_a_job_and_only_its_holder_may_end_it():
    a_job()
    mine = actions.claim(ME, NOW, LEASE)
    assert mine is not None
    assert actions.claim(OTHER, NOW, LEASE) is None
    assert actions.prolong(mine, NOW + 2 * LEASE)
    assert actions.claim(OTHER, NOW + LEASE * 1.5, LEASE) is None
    theirs = actions.claim(OTHER, NOW + LEASE * 3, LEASE)
    assert theirs is not None and theirs.attempts == 2
    assert theirs.workers == [str(ME), str(OTHER)]
    assert not actions.prolong(mine, NOW + LEASE * 4)
    assert not actions.finish(mine, NOW, "mine")
    assert not actions.fail(mine, NOW, "X", "x")
    assert not actions.give_back(mine, NOW)
    actions.write_progress(mine, 9, 9, "stale")
    assert actions.finish(theirs, NOW, "theirs")
    job = Job.objects.get()
    assert (job.result, job.words, job.lease_until) == ("theirs", "", None)


def test_the_same_worker_does_not_hold_an_older_lease_of_its_own():
    a_job()
    first = actions.claim(ME, NOW, LEASE)
    second = actions.claim(ME, NOW + 2 * LEASE, LEASE)
    assert first and second
    assert not actions.finish(first, NOW, None)
    assert actions.finish(second, NOW, None)


def test_a_job_taken_between_look_and_grasp_is_left_alone(monkeypatch):
    a_job()
    due = queries.due
    calls = []

    def due_until_taken(now: dt.datetime):
        calls.append(now)
        if len(calls) == 3:
            due(now).update(state=State.DONE)
        return due(now)

    monkeypatch.setattr(queries, "due", due_until_taken)
    assert actions.claim(ME, NOW, LEASE) is None


def test_a_job_given_back_waits_for_the_next_worker_and_the_attempt_does_not_count():
    a_job()
    job = actions.claim(ME, NOW, LEASE)
    assert job and actions.give_back(job, NOW)
    again = actions.claim(OTHER, NOW, LEASE)
    assert again and (again.attempts, again.max_attempts) == (2, 6)


def test_a_job_whose_worker_is_lost_each_time_fails_for_good():
    a_job(max_attempts=1)
    assert actions.fail_abandoned(NOW) == 0
    assert actions.claim(ME, NOW, LEASE)
    assert actions.claim(OTHER, NOW + 2 * LEASE, LEASE) is None
    assert actions.fail_abandoned(NOW + 2 * LEASE) == 1
    job = Job.objects.get()
    assert (job.state, job.error_class) == (State.FAILED, "WorkerLost")


def test_a_stopped_worker_gives_a_long_job_back():
    stop = threading.Event()
    worker = _Worker(stop, Pace(grace=0))
    worker._tell(1, 2, "")
    stop.set()
    with pytest.raises(GivenBack):
        worker._tell(2, 2, "")
    samples.work_in_steps.enqueue("/dev/null", 5)
    worker._step(by_clock=False)
    assert (Job.objects.get().state, Job.objects.get().max_attempts) == (State.READY, 6)


def test_a_worker_that_lost_its_job_says_so_and_goes_on(caplog):
    worker = _Worker(threading.Event(), Pace())
    a_job()
    job = actions.claim(ME, timezone.now(), LEASE)
    assert job
    worker._show_life(job)
    Job.objects.update(attempts=4)
    worker._show_life(job)
    worker._run(job)
    assert "no longer held by this worker" in caplog.text
    assert "no longer held when it ended" in caplog.text


def test_old_done_jobs_are_removed_and_failed_ones_kept():
    old, recent = NOW - dt.timedelta(days=31), NOW - dt.timedelta(days=2)
    kept = [a_job(state=State.FAILED, finished_at=old), a_job(state=State.DONE, finished_at=recent)]
    a_job(state=State.DONE, finished_at=old)
    a_job(state=State.DONE, finished_at=recent, periodic=True)
    actions.sign_on(ME, "here", 1, recent)
    actions.sign_on(OTHER, "here", 2, recent)
    actions.be_seen(OTHER, NOW)
    assert actions.remove_old(NOW) == 2
    assert set(Job.objects.all()) == set(kept)
    assert Worker.objects.get().pk == OTHER
    actions.sign_off(OTHER)
    assert not Worker.objects.exists()
    assert remove_old_jobs.call() >= 0


def test_the_administrator_runs_a_failed_job_again_and_gives_up_a_waiting_one(an_actor):
    administrator = an_actor(Role.ADMINISTRATOR, make_organisation("husbanken-ost", Kind.BANK))
    samples.refuse.enqueue()
    work()
    job = Job.objects.get()
    actions.run_again(administrator, job)
    job.refresh_from_db()
    assert (job.state, job.max_attempts, job.error, job.finished_at) == (State.READY, 6, "", None)
    actions.give_up(administrator, job)
    job.refresh_from_db()
    assert (job.state, job.error_class) == (State.FAILED, "GivenUp")
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == ["job.run_again", "job.give_up"]
    assert Change.objects.count() == 2
    with pytest.raises(Refused):
        actions.give_up(administrator, job)


def test_a_job_given_up_while_it_runs_stays_given_up(an_actor):
    a_job()
    job = actions.claim(ME, NOW, LEASE)
    assert job
    actions.give_up(an_actor(Role.ADMINISTRATOR, make_organisation("husbanken-ost", Kind.BANK)), Job.objects.get())
    assert not actions.finish(job, NOW, "too late")
    assert Job.objects.get().state == State.FAILED


def test_others_may_not_steer_jobs(an_actor):
    leader = an_actor(Role.PROGRAMME_LEADER, "hamar")
    job = a_job(asked_by_id=leader.user_id)
    for act in (actions.give_up, actions.run_again):
        with pytest.raises(Refused):
            act(leader, job)
    assert queries.job_of(leader, job.pk) == job
    with pytest.raises(Refused):
        queries.job_of(an_actor(Role.PROGRAMME_LEADER, "hamar"), job.pk)
    with pytest.raises(Refused):
        queries.job_of(leader, uuid.uuid4())
    for read in (queries.jobs, queries.counts, queries.last_seen):
        with pytest.raises(Refused):
            read(leader)
