"""The queue as a whole: whatever happens in whatever order, no job is lost and none is held twice."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from boso.foundation.jobs import actions
from boso.foundation.jobs.models import Job, State

LEASE = dt.timedelta(seconds=30)
WORKERS = [uuid.UUID(int=n) for n in range(1, 4)]


class Queue(RuleBasedStateMachine):
    """Three workers, a clock that only goes forward, and what we know must hold."""

    leases = Bundle("leases")

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        self.known: dict[uuid.UUID, int] = {}
        self.live: dict[uuid.UUID, tuple[int, dt.datetime]] = {}
        self.finished: set[uuid.UUID] = set()

    def holds(self, job: Job) -> bool:
        """Whether that very lease is the latest of a job that has not ended since."""
        return self.live.get(job.pk, (0, self.now))[0] == job.attempts and job.pk in self.live

    @rule(after=st.integers(0, 100), attempts=st.integers(1, 3), priority=st.integers(-2, 2))
    def enqueue(self, after: int, attempts: int, priority: int) -> None:
        job = actions.enqueue(
            Job(
                task="a.b", max_attempts=attempts, priority=priority, enqueued_at=self.now,
                run_after=self.now + dt.timedelta(seconds=after),
            )
        )  # fmt: skip
        self.known[job.pk] = attempts

    @rule(seconds=st.integers(1, 60))
    def time_passes(self, seconds: int) -> None:
        self.now += dt.timedelta(seconds=seconds)

    @rule(target=leases, worker=st.sampled_from(WORKERS))
    def claim(self, worker: uuid.UUID) -> object:
        job = actions.claim(worker, self.now, LEASE)
        if job is None:
            assert not self.claimable()
            return multiple()
        assert job.pk not in self.finished
        assert job.run_after <= self.now
        if job.pk in self.live:
            assert self.live[job.pk][1] < self.now, "taken from a worker that lives"
        assert job.attempts <= self.known[job.pk]
        self.live[job.pk] = (job.attempts, self.now + LEASE)
        return job

    def claimable(self) -> list[Job]:
        return [
            job for job in Job.objects.all()
            if (job.state == State.READY and job.run_after <= self.now)
            or (job.state == State.RUNNING and job.lease_until < self.now and job.attempts < job.max_attempts)
        ]  # fmt: skip

    @rule(job=leases)
    def heartbeat(self, job: Job) -> None:
        held = actions.prolong(job, self.now + LEASE)
        assert held == self.holds(job)
        if held:
            self.live[job.pk] = (job.attempts, self.now + LEASE)

    @rule(job=leases)
    def finish(self, job: Job) -> None:
        held = self.holds(job)
        assert actions.finish(job, self.now, 1) == held
        if held:
            self.finished.add(job.pk)
            del self.live[job.pk]

    @rule(job=leases, for_good=st.booleans())
    def fail(self, job: Job, for_good: bool) -> None:
        held = self.holds(job)
        assert actions.fail(job, self.now, "E", "no", for_good=for_good) == held
        if held:
            del self.live[job.pk]
            if for_good or job.attempts >= job.max_attempts:
                self.finished.add(job.pk)

    @rule(job=leases)
    def give_back(self, job: Job) -> None:
        held = self.holds(job)
        assert actions.give_back(job, self.now) == held
        if held:
            del self.live[job.pk]
            self.known[job.pk] += 1

    @rule()
    def bury(self) -> None:
        lost = {
            pk for pk, (attempt, until) in self.live.items() if until < self.now and attempt >= self.known[pk]
        }  # fmt: skip
        assert actions.fail_abandoned(self.now) == len(lost)
        for pk in lost:
            del self.live[pk]
            self.finished.add(pk)

    @invariant()
    def nothing_is_lost_and_nothing_held_twice(self) -> None:
        rows = {job.pk: job for job in Job.objects.all()}
        assert rows.keys() == self.known.keys()
        assert {pk for pk, job in rows.items() if job.state == State.RUNNING} == self.live.keys()
        assert {pk for pk, job in rows.items() if job.state in (State.DONE, State.FAILED)} == self.finished
        for pk, (attempt, until) in self.live.items():
            assert (rows[pk].attempts, rows[pk].lease_until) == (attempt, until)


@pytest.mark.django_db
def test_no_job_is_lost_and_none_has_two_live_leases():
    run_state_machine_as_test(Queue)
