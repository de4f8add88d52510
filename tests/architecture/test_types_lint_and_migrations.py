"""mypy, ruff and Django's own checks have nothing to say."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.source import PACKAGE, ROOT

BIN = Path(sys.executable).parent
CODE = ("src", "tests", "conftest.py")


@pytest.mark.parametrize("words", [["check", *CODE], ["format", "--check", *CODE]], ids=["lint", "format"])
def test_ruff_has_nothing_to_say(words):
    done = subprocess.run([str(BIN / "ruff"), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.outside
def test_mypy_has_nothing_to_say():
    done = subprocess.run([str(BIN / "mypy")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()


def test_every_migration_has_a_name_that_says_what_it_does():
    names = [file.stem for file in PACKAGE.rglob("migrations/0*.py")]
    assert names
    assert [name for name in names if re.search(r"_auto_|_initial$|and_more$", name)] == []


def test_django_finds_nothing_to_mend():
    call_command("check", fail_level="WARNING")
