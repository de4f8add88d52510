"""Jobs for the tests. Those that must be seen from another process leave lines in the file they are given."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from boso.foundation.jobs.queue import GiveUp, progress, task

seen: list[object] = []
stopping = threading.Event()


@task(label=_("Jobs"))
def remember(word: str, *, twice: bool = False) -> dict[str, str]:
    """Works."""
    seen.extend([word, word] if twice else [word])
    return {"word": word}


@task()
def close_shop() -> None:
    """Tells the worker to stop."""
    stopping.set()


@task(max_attempts=3)
def stumble() -> None:
    """Fails each time."""
    raise RuntimeError("the roof leaks")


@task()
def refuse() -> None:
    """Knows that it is no use."""
    raise GiveUp("There is no such dwelling.")


@task()
def count_to(number: int) -> int:
    """Tells how far it has come."""
    for step in range(1, number + 1):
        progress(step, number, f"number {step}")
    return number


@task(max_attempts=5)
def write_slowly(file: str, word: str, seconds: float) -> None:
    """Writes that it began, takes its time, writes that it ended."""
    _write(file, f"began {word} {os.getpid()}")
    time.sleep(seconds)
    _write(file, f"ended {word} {os.getpid()}")


@task()
def work_in_steps(file: str, steps: int) -> None:
    """A long job that can be stopped."""
    _write(file, "began")
    for step in range(steps):
        progress(step, steps)
        time.sleep(0.05)
    _write(file, "ended")


def _write(file: str, line: str) -> None:
    with Path(file).open("a") as stream:
        stream.write(f"{line}\n")
