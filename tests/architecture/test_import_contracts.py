"""Layers, the wall and the purity of the core hold, and a breach of any is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

pytestmark = pytest.mark.outside

BREACHES = {
    "Layers": ("foundation/web/breach.py", "from boso.programme import partnership\n"),
    "The wall": ("programme/grants/breach.py", "import boso.casework.homes\n"),
    "The core is pure": ("core/values/breach.py", "import random\n"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"},
    )  # fmt: skip


def test_the_contracts_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_planted_breach_is_caught(contract, tmp_path):
    where, code = BREACHES[contract]
    shutil.copytree(PACKAGE, tmp_path / "src" / "boso", ignore=shutil.ignore_patterns("__pycache__", "tests", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "boso" / "casework" / "homes.py").write_text("")
    (tmp_path / "src" / "boso" / where).write_text(code)
    done = lint(tmp_path)
    assert done.returncode == 1
    told = done.stdout.partition("Broken contracts")[2]
    assert contract in told, done.stdout
