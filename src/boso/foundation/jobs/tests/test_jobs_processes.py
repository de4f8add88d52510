"""Workers as real processes on a real database: killed, stopped, racing, resting."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

pytestmark = pytest.mark.slow
LIVE = [sys.executable, "-m", "boso.foundation.jobs.tests.live"]


class Database:
    """A database of this module's own, and the processes that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "BOSO_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
        self.workers: list[subprocess.Popen[str]] = []

    def scene(self, *words: object) -> object:
        done = subprocess.run(
            [*LIVE, *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def worker(self, lease: float, grace: float = 8) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*LIVE, "work", str(lease), str(grace)], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        self.workers.append(process)
        assert process.stdout and process.stdout.readline() == "ready\n"
        return process

    def end_workers(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self.workers.clear()


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Iterator[Database]:
    database = Database(tmp_path_factory.mktemp("queue"))
    address = os.environ.get("DATABASE_URL", "")
    name = f"boso_jobs_{uuid.uuid4().hex[:8]}"
    if address:
        parts = urlsplit(address)
        _postgresql(address, f"CREATE DATABASE {name}")
        database.environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    database.scene("make")
    yield database
    database.end_workers()
    if address:
        _postgresql(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def no_worker_stays(database) -> Iterator[None]:
    yield
    database.end_workers()


def _postgresql(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


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
    database.scene("ask", "write_slowly", file, 2, 2)
    database.scene("ask", "write_slowly", file, 0, 20)
    workers = [database.worker(lease=1), database.worker(lease=1)]
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
