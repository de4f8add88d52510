"""Workers as real processes on a real database: killed, stopped, racing, resting."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boso.foundation.jobs.tests.databases import own_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("jobs")]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    yield from own_database(tmp_path_factory)


@pytest.fixture(autouse=True)
def no_worker_stays(database) -> Iterator[None]:
    yield
    database.end_workers()


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def test_the_job_of_a_killed_worker_runs_again(database, tmp_path):
    file = tmp_path / "lines"
    job = database.scene("ask", "write_slowly", file, 3, 1)
    first = database.worker(lease=1.5)
    wait_for(lambda: lines(file))
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert len(lines(file)) == 1
    database.worker(lease=1.5)
    wait_for(lambda: len(lines(file)) == 3)
    wait_for(lambda: database.scene("state", job)["state"] == "done")
    state = database.scene("state", job)
    assert (state["attempts"], state["workers"]) == (2, 2)
    assert [line.split()[0] for line in lines(file)] == ["began", "began", "ended"]


def test_two_workers_share_the_jobs_and_a_long_one_is_left_with_its_worker(database, tmp_path):
    file = tmp_path / "lines"
    workers = [database.worker(lease=1), database.worker(lease=1)]
    database.scene("ask", "write_slowly", file, 2, 2)
    database.scene("ask", "write_slowly", file, 0, 20)
    wait_for(lambda: len(lines(file)) == 44)
    time.sleep(1.2)
    began = [line for line in lines(file) if line.startswith("began")]
    assert len(began) == 22
    assert {int(line.split()[2]) for line in began} == {worker.pid for worker in workers}


def test_a_worker_that_is_told_to_stop_finishes_its_job_and_signs_off(database, tmp_path):
    file = tmp_path / "lines"
    job = database.scene("ask", "write_slowly", file, 1, 1)
    worker = database.worker(lease=5)
    wait_for(lambda: lines(file))
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert len(lines(file)) == 2
    assert database.scene("state", job)["state"] == "done"


def test_a_worker_that_is_told_to_stop_gives_a_long_job_back(database, tmp_path):
    file = tmp_path / "lines"
    job = database.scene("ask", "work_in_steps", file, 60)
    worker = database.worker(lease=5, grace=0.2)
    wait_for(lambda: lines(file))
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert lines(file) == ["began"]
    assert database.scene("state", job)["state"] == "ready"


def test_a_periodic_job_is_put_in_once_a_slot_by_four_at_once(database):
    assert database.scene("slots") == 30


def test_a_job_is_taken_once_by_four_at_once(database):
    database.scene("drain")
    assert database.scene("claims") == [20, 20]


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="Only SQLite has one writer at a time")
def test_a_worker_with_nothing_to_do_does_not_write(database):
    database.scene("drain")
    watcher = sqlite3.connect(database.folder / "boso.sqlite3")

    def version() -> int:
        return watcher.execute("PRAGMA data_version").fetchone()[0]

    database.worker(lease=300)
    time.sleep(2.5)
    wait_for(lambda: not watcher.execute("SELECT 1 FROM jobs_job WHERE state IN ('ready', 'running')").fetchone())
    time.sleep(1)
    before = version()
    time.sleep(3)
    assert version() == before
    watcher.close()
