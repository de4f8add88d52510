"""BoSo as processes of their own, on a free port of this machine, with a data folder of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings(data: Path) -> dict[str, str]:
    """The environment of a BoSo that keeps its data there."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BOSO_", "COV_", "DATABASE_URL", "DJANGO"))
    }
    return {**kept, "BOSO_DATA": str(data), "BOSO_ROOT": str(ROOT), "PYTHONPATH": str(ROOT / "src")}


def boso(data: Path, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "boso", *words],
        cwd=ROOT, env=surroundings(data), capture_output=True, text=True, timeout=timeout, check=False,
    )  # fmt: skip


@dataclass
class Running:
    """A started `boso serve` or `boso demo` with its children, in a process group of its own."""

    data: Path
    command: str = "serve"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, within: float = 60) -> Running:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "boso", self.command, "--port", str(self.port)],
            cwd=ROOT, env=surroundings(self.data), start_new_session=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + within
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/healthy/", timeout=2).close()
            except (OSError, urllib.error.HTTPError):
                assert self.process.poll() is None, "BoSo ended while it started"
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("BoSo did not answer in time")

    def kill(self) -> None:
        """Everything at once, without a word: server, worker and the process that watches them."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """As a person would: asks it to end, and gives its exit status."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        finally:
            if self.process.poll() is None:
                self.kill()
            self.process = None


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, served; one for all tests that only look, so what a test writes must not matter to others."""
    running = Running(tmp_path_factory.mktemp("demo"), command="demo").start(within=180)
    yield running
    running.stop()
