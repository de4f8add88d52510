"""Scenes for processes of their own: `python -m boso.foundation.jobs.tests.live <scene> <words>` on a real database.

Each scene prints one line of JSON at its end. Without words it plays one scene after another, as they come in lines of
JSON: starting takes longer than most of them.
"""

from __future__ import annotations

import datetime as dt
import json
import signal
import sys
import threading
from typing import Any

import django


def say(line: str) -> None:
    """One line to whoever started us, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def make(_words: list[str]) -> Any:
    """The tables, from the models as they are."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)


def ask(words: list[str]) -> Any:
    """Put jobs in: write_slowly <file> <seconds> <how many>, or work_in_steps <file> <steps>."""
    from boso.foundation.jobs.tests import samples

    name, file, amount, *rest = words
    if name == "work_in_steps":
        return samples.work_in_steps.enqueue(file, int(amount)).id
    ids = [samples.write_slowly.enqueue(file, str(n), float(amount)).id for n in range(int(rest[0]))]
    return ids[0]


def work(words: list[str]) -> Any:
    """A worker: <how many seconds its lease lasts> <grace>, until it is told to stop."""
    from boso.foundation.jobs.worker import Pace, run_worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    lease, grace = float(words[0]), float(words[1])
    say("ready")
    run_worker(stop, pace=Pace(lease=lease, beat=lease / 5, grace=grace, report=lease / 5))


def drain(_words: list[str]) -> Any:
    """A worker that runs what is ready and ends."""
    from boso.foundation.jobs.worker import run_worker

    return run_worker(threading.Event(), once=True)


def state(words: list[str]) -> Any:
    """How a job stands, and how many workers are signed on."""
    from boso.foundation.jobs.models import Job, Worker

    job = Job.objects.get(pk=words[0])
    return {
        "state": job.state,
        "attempts": job.attempts,
        "workers": len(set(job.workers)),
        "on": Worker.objects.count(),
    }


def slots(_words: list[str]) -> Any:
    """Four threads put the same periodic job in for thirty slots; gives how many jobs there are."""
    from django.db import connections

    from boso.foundation.jobs import actions
    from boso.foundation.jobs.models import Job
    from boso.foundation.jobs.queue import Schedule
    from boso.foundation.jobs.tasks import remove_old_jobs

    schedule = Schedule(remove_old_jobs, 60, None, False, None)
    beginning = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    gate = threading.Barrier(4)

    def clock() -> None:
        for n in range(30):
            gate.wait()
            actions.put_in(schedule, beginning + n * dt.timedelta(minutes=1))
        connections.close_all()

    threads = [threading.Thread(target=clock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Job.objects.filter(key__startswith=schedule.name, key__contains="@2030-01-01").count()


def claims(_words: list[str]) -> Any:
    """Four threads take twenty jobs at once; gives how many were taken and how many different ones."""
    import uuid

    from django.db import connections
    from django.utils import timezone

    from boso.foundation.jobs import actions
    from boso.foundation.jobs.tests import samples

    for n in range(20):
        samples.remember.enqueue(str(n))
    taken: list[uuid.UUID] = []

    def grasp() -> None:
        worker = uuid.uuid4()
        while True:
            job = actions.claim(worker, timezone.now(), dt.timedelta(minutes=1))
            if job is None and len(taken) >= 20:
                break
            if job is not None:
                taken.append(job.pk)
                actions.finish(job, timezone.now(), None)
        connections.close_all()

    threads = [threading.Thread(target=grasp) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [len(taken), len(set(taken))]


def seal(_words: list[str]) -> Any:
    """Two threads write to the log and three seal it; gives what is sealed, what is left, and the faults."""
    from django.db import connections
    from django.utils import timezone

    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.audit.actions import log_act
    from boso.foundation.audit.sealing import seal_pending, verify

    writing = threading.Event()

    def write() -> None:
        for _ in range(60):
            log_act(SYSTEM, "home.found")
        connections.close_all()

    def close() -> None:
        while not writing.is_set() or seal_pending(timezone.now(), 7):
            seal_pending(timezone.now(), 7)
        connections.close_all()

    writers = [threading.Thread(target=write) for _ in range(2)]
    sealers = [threading.Thread(target=close) for _ in range(3)]
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join()
    writing.set()
    for thread in sealers:
        thread.join()
    report = verify()
    return [report.sealed, report.unsealed, report.findings]


def play(words: list[str]) -> None:
    """One scene, with its line."""
    say(json.dumps(globals()[words[0]](words[1:])))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:]:
        play(sys.argv[1:])
    else:
        for line in sys.stdin:
            play(json.loads(line))
