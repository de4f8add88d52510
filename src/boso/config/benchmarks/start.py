"""How long a person waits before anything happens: help, and the demo's second start."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator

from boso.config import paths
from boso.config.benchmarks import Row

RUNS = 5


def rows() -> Iterator[Row]:
    """Baselines: a bare Python, and Django loaded with all apps."""
    with tempfile.TemporaryDirectory(prefix="boso-bench-") as data:
        environment = {**os.environ, "BOSO_DATA": data, "PYTHONPATH": str(paths.PACKAGE.parent)}
        launcher = str(paths.ROOT / "boso")
        yield _timed("help", "python", [sys.executable, "-c", "pass"], environment)
        yield _timed("help", "boso", [launcher, "--help"], environment)
        subprocess.run([launcher, "demo", "--no-serve"], env=environment, check=True, capture_output=True)
        load = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'boso.config.settings'; import django; django.setup()"
        yield _timed("second start", "django-setup", [sys.executable, "-c", load], environment)
        waits = [_until_first_answer(launcher, environment) for _ in range(RUNS)]
        yield Row("second start", "boso", statistics.median(waits), result={"max": round(max(waits), 3)})


def _timed(case: str, engine: str, command: list[str], environment: dict[str, str]) -> Row:
    def once() -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    seconds = [_seconds(once) for _ in range(RUNS)]
    return Row(case, engine, statistics.median(seconds), result={"max": round(max(seconds), 3)})


def _until_first_answer(launcher: str, environment: dict[str, str]) -> float:
    """From the command to the first page that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    running = subprocess.Popen(
        [launcher, "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthy/", timeout=2).close()
            except OSError:
                time.sleep(0.02)
            else:
                return time.perf_counter() - began
        raise TimeoutError("the demo did not answer within a minute")
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=20)


def _seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
