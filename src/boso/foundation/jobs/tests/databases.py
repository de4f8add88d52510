"""A database of a test module's own, and processes that work on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

LIVE = [sys.executable, "-m", "boso.foundation.jobs.tests.live"]


class Database:
    """A database of this module's own, and the processes that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "BOSO_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
        self.workers: list[subprocess.Popen[str]] = []
        self.stage: subprocess.Popen[str] | None = None

    def scene(self, *words: object) -> object:
        """Play it in a process of its own, which is kept for the next."""
        if self.stage is None:
            self.stage = subprocess.Popen(
                LIVE, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
            )
        assert self.stage.stdin and self.stage.stdout
        self.stage.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        said = self.stage.stdout.readline()
        assert said, f"{words[0]} ended before its end"
        return json.loads(said)

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

    def close(self) -> None:
        """End every process."""
        self.end_workers()
        if self.stage is not None:
            self.stage.communicate(timeout=20)


def own_database(tmp_path_factory) -> Iterator[Database]:
    """A new database beside the tests' own, on the same server; for a fixture of the whole module."""
    database = Database(tmp_path_factory.mktemp("queue"))
    address = os.environ.get("DATABASE_URL", "")
    name = f"boso_jobs_{uuid.uuid4().hex[:8]}"
    if address:
        parts = urlsplit(address)
        _postgresql(address, f"CREATE DATABASE {name}")
        database.environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    database.scene("make")
    yield database
    database.close()
    if address:
        _postgresql(address, f"DROP DATABASE {name} WITH (FORCE)")


def _postgresql(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
