"""BoSo as processes of their own, on a free port of this machine, with a data folder of their own."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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


#: Web server and worker as `boso serve` starts them, without looking at the database first.
BOTH = "import sys; from boso.config.serving import serve; serve('127.0.0.1', int(sys.argv[1]))"


@dataclass
class Running:
    """Started web server and worker, or all that `boso demo` does, in a process group of their own."""

    data: Path
    command: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, within: float = 60) -> Running:
        words = ["-m", "boso", self.command, "--port"] if self.command else ["-c", BOTH]
        self.process = subprocess.Popen(
            [sys.executable, *words, str(self.port)],
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


@contextmanager
def once(folder: Path, name: str) -> Iterator[bool]:
    """Whether nobody has made yet what is called that in the folder; whoever else asks waits until it is made."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / f"{name}.made"
        yield not made.exists()
        made.touch()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def made_demo(shared: Path) -> Path:
    """The data folder of the demo as it is when new: made once, to be copied."""
    folder = shared / "made-demo"
    with once(shared, "made-demo") as first:
        if first:
            done = boso(folder, "demo", "--no-serve", timeout=300)
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def demo(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, served; one for all tests that only look, so what a test writes must not matter to others."""
    folder = shutil.copytree(made_demo, tmp_path_factory.mktemp("demo") / "data")
    running = Running(folder, command="demo").start(within=180)
    yield running
    running.stop()
