"""Running the web server and the worker as one: both live, or both end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from boso.config import setup
from boso.config.commands import CommandFailed


def require_free(host: str, port: int) -> None:
    """See that nobody else listens there.

    Raises CommandFailed with a sentence that says what to do.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandFailed(f"port {port} on {host} is taken. Choose another: --port {port + 1}") from error
        except OverflowError as error:
            raise CommandFailed(f"{port} is not a port: choose one from 1 to 65535") from error


def serve(
    host: str,
    port: int,
    *,
    workers: int = 1,
    with_worker: bool = True,
    when_ready: Callable[[str], None] | None = None,
) -> int:
    """Start both, tell when the first page answers, and wait. Gives the exit status.

    Raises CommandFailed where what the pages are drawn with cannot be made.
    """
    _up_to_date()
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
           "--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning", "--no-ws",
           "boso.config.wsgi:application"]  # fmt: skip
    environment = {**os.environ, **_address_in_letters(host, port)}
    processes = [subprocess.Popen(web, env=environment)]
    if with_worker:
        processes.append(subprocess.Popen([sys.executable, "-m", "boso", "worker"], env=environment))
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    address = f"http://{host}:{port}/"
    try:
        if _wait_for(address, processes, stopping) and when_ready:
            when_ready(address)
        while not stopping and all(process.poll() is None for process in processes):
            time.sleep(0.2)
    finally:
        failed = not stopping
        _end(processes)
    return 1 if failed else 0


def _address_in_letters(host: str, port: int) -> dict[str, str]:
    """Where links in letters lead when nobody has said where people open it: to this very server."""
    if any(os.environ.get(name) for name in ("BOSO_ADDRESS", "BOSO_HOSTS", "BOSO_HTTPS")):
        return {}
    name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return {"BOSO_ADDRESS": f"http://{name}:{port}"}


def _up_to_date() -> None:
    """After an update the packages may be the same, while words and files to collect are not."""
    try:
        setup.prepare_assets()
    except OSError as error:
        raise CommandFailed(f"{error.filename} cannot be written, and it is older than this version of BoSo") from error


def _wait_for(address: str, processes: list[subprocess.Popen[bytes]], stopping: list[bool]) -> bool:
    """Until the first page answers; False when a process ended or somebody stopped us before."""
    while not stopping and all(process.poll() is None for process in processes):
        try:
            urllib.request.urlopen(f"{address}healthy/", timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to finish; after ten seconds, end it."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
