"""Reading the project's own source, for the tests that hold it to its rules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "boso"
SHARED = ROOT.parent / "shared"


def modules(*names: str, under: Path = PACKAGE) -> Iterator[Path]:
    """The package's own modules, without tests and migrations; `names` narrows to files so called."""
    for file in sorted(under.rglob("*.py")):
        if {"tests", "migrations"} & set(file.relative_to(under).parts):
            continue
        if not names or file.name in names:
            yield file


@cache
def tree(file: Path) -> ast.Module:
    """The module's code; read once for all rules."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def tracked() -> list[Path]:
    """Every file the project keeps."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
