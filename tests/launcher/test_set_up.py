"""The set-up from nothing: what a machine lacks is said in one line, and an interrupted set-up goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.running import surroundings

pytestmark = [pytest.mark.slow, pytest.mark.outside]

LACKS_VENV = """#!/bin/sh
# A Python as Debian ships it without python3-venv{pip}.
case "$*" in
    "-m venv --without-pip "*) {bare} ;;
    "-m venv "*) mkdir -p "$3/bin"; exit 1 ;;
    "-m pip"*) {run_pip} ;;
esac
exec {python} "$@"
"""


def a_python(folder: Path, *, pip: bool) -> Path:
    """A Python that cannot make an environment with pip in it, and perhaps has no pip itself."""
    file = folder / "python3"
    words = {"pip": "", "bare": ":", "run_pip": ":"}
    if not pip:
        words = {"pip": " and python3-pip", "bare": "exit 1", "run_pip": "exit 1"}
    file.write_text(LACKS_VENV.format(python=sys.executable, **words))
    file.chmod(0o755)
    return file


def launch(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**surroundings(data), "BOSO_ENVIRONMENT": str(data / "environment"), **more}
    return subprocess.run(
        [str(ROOT / "boso"), *words], env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_a_python_without_venv_and_pip_is_said_in_one_line(tmp_path):
    done = launch(tmp_path, "doctor", BOSO_PYTHON=str(a_python(tmp_path, pip=False)))
    assert done.returncode == 1
    assert "boso: this Python cannot make an environment. On Debian: apt-get install python3-venv" in done.stderr
    assert not list((tmp_path / "environment").iterdir())


def test_a_machine_without_python_is_said_in_one_line(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat", "cksum", "mkdir", "flock"):
        (tools / tool).symlink_to(shutil.which(tool))
    done = launch(tmp_path, "doctor", PATH=str(tools))
    assert done.returncode == 1
    assert "boso: Python 3.11 or newer was not found. On Debian: apt-get install python3 python3-venv" in done.stderr


def test_no_network_is_said_in_one_line(tmp_path):
    nowhere = "http://127.0.0.1:9/"
    done = launch(
        tmp_path, "doctor", BOSO_PYTHON=sys.executable, PIP_CONFIG_FILE=os.devnull, PIP_INDEX_URL=nowhere,
        PIP_RETRIES="0", PIP_FIND_LINKS="", PIP_EXTRA_INDEX_URL="", UV_DEFAULT_INDEX=nowhere,
    )  # fmt: skip
    assert done.returncode == 1
    assert "boso: the packages could not be fetched. Is there a network" in done.stderr


@pytest.mark.long  # fetches all packages anew
@pytest.mark.parametrize("after", [0.5, 3, 6, 9])
def test_a_set_up_killed_at_any_moment_goes_on_when_started_again(tmp_path, after):
    environment = {**surroundings(tmp_path), "BOSO_ENVIRONMENT": str(tmp_path / "environment")}
    started = subprocess.Popen([str(ROOT / "boso"), "doctor"], env=environment, start_new_session=True)
    time.sleep(after)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    assert launch(tmp_path, "migrate").returncode == 0
    assert "MEND" not in launch(tmp_path, "doctor").stdout.replace("MEND  Pages are not marked", "")
