"""A thousand people answer a survey at once on SQLite: how long until all have sent in, and that each counts once.

Each opens their link, keeps one page and sends in the next, as a phone without JavaScript; a quarter press the button
twice. It runs as a process of its own, on a database of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from boso.config.benchmarks import Row

PEOPLE = int(os.environ.get("BOSO_BENCH_PEOPLE", "1000"))
THREADS = 4


def rows() -> Iterator[Row]:
    """One row: seconds for all, how many answers stand, how many are lost or stand twice."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "boso.programme.surveys.tests.live", str(PEOPLE), str(THREADS)],
            env={**environment, "BOSO_DATA": folder, "DJANGO_SETTINGS_MODULE": "boso.config.settings"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    seconds = found.pop("seconds")
    told = {**found, "lost": found["asked"] - found["ballots"], "a second": round(found["asked"] / seconds, 1)}
    yield Row(f"{PEOPLE} people answer", "boso", seconds, None, told)
