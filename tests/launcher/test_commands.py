"""The two commands from outside: quick, plain, and safe to interrupt."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time

import pytest

from tests.architecture.source import ROOT
from tests.running import Running, boso, surroundings

pytestmark = pytest.mark.outside

HEAVY = {
    "django",
    "numpy",
    "scipy",
    "polars",
    "vl_convert",
    "weasyprint",
    "babel",
    "granian",
    "xlsxwriter",
    "icalendar",
}


def test_help_answers_without_loading_anything_heavy(tmp_path):
    code = "import json, sys; from boso.config.commands import run; run([]); print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings(tmp_path), capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert loaded & HEAVY == set()


def test_the_server_starts_without_loading_what_only_reckoning_needs(tmp_path):
    code = """if True:
        import django, json, sys
        django.setup()
        import boso.config.urls
        print(json.dumps(sorted(sys.modules)))"""
    environment = {**surroundings(tmp_path), "DJANGO_SETTINGS_MODULE": "boso.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    heavy = {"scipy.optimize", "scipy.sparse", "scipy.special", "numba", "weasyprint", "vl_convert", "polars"}
    assert set(json.loads(done.stdout)) & heavy == set()


def test_help_names_every_command(tmp_path):
    done = boso(tmp_path, "--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("demo", "test", "serve", "export", "import", "doctor"))


def test_an_unknown_command_is_wrong_use(tmp_path):
    done = boso(tmp_path, "nonsense")
    assert done.returncode == 2
    assert "invalid choice: 'nonsense'" in done.stderr


def test_a_taken_port_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = boso(tmp_path, "demo", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == f"boso: port {port} on 127.0.0.1 is taken. Choose another: --port {port + 1}\n"


def test_a_port_that_is_none_is_said_in_one_line(tmp_path):
    done = boso(tmp_path, "demo", "--port", "70000")
    assert (done.returncode, done.stderr) == (1, "boso: 70000 is not a port: choose one from 1 to 65535\n")


def test_a_data_folder_that_cannot_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    done = boso(tmp_path / "file" / "data", "demo", "--no-serve")
    assert done.returncode == 1
    assert done.stderr.startswith("boso: the data folder ")
    assert done.stderr.count("\n") == 1


def test_an_environment_that_cannot_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    environment = {**surroundings(tmp_path), "BOSO_ENVIRONMENT": str(tmp_path / "file" / "venv")}
    done = subprocess.run([str(ROOT / "boso"), "doctor"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written. Choose another with BOSO_ENVIRONMENT" in done.stderr


@pytest.mark.slow
def test_a_real_installation_is_never_made_a_demo(tmp_path):
    assert boso(tmp_path, "migrate").returncode == 0
    for words in (["demo", "--no-serve"], ["demo", "--no-serve", "--fresh"]):
        done = boso(tmp_path, *words)
        assert done.returncode == 1
        assert "was not made as a demo" in done.stderr


@pytest.mark.slow
def test_the_demo_starts_again_in_seconds_and_stops_when_asked(made_demo, tmp_path):
    data = shutil.copytree(made_demo, tmp_path / "data")
    running = Running(data, command="demo")
    began = time.monotonic()
    running.start(within=60)
    assert time.monotonic() - began < 20  # the promise of 5 s is measured in `./boso bench start`
    assert running.stop() == 0
    done = boso(data, "doctor")
    assert "MEND" not in done.stdout, done.stdout
