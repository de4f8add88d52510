"""`boso worker`: run background jobs until told to stop."""

from __future__ import annotations

import argparse
import signal
import threading

from boso.config.commands import with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run what is ready, then stop")


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.foundation.jobs.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop, once=options.once)
    return 0
