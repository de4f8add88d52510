"""`boso lock`: resolve the requirements anew, one resolution for Python 3.11 to 3.13, hashes, no addresses."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from boso.config import paths
from boso.config.commands import CommandFailed

OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
]
#: Each set, and those it keeps in step with.
SETS: tuple[tuple[str, list[str]], ...] = (
    ("runtime", []),
    ("development", ["-c", "runtime.txt"]),
    ("baselines", ["-c", "runtime.txt", "-c", "development.txt"]),
    ("uv", []),
    ("node", []),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")


def run(options: argparse.Namespace) -> int:
    uv = Path(sys.prefix) / "bin" / "uv"
    if not uv.exists():
        raise CommandFailed("uv is not in the environment; it comes with the set-up where the index has it")
    folder = paths.ROOT / "requirements"
    for name, along in SETS:
        command = [str(uv), "pip", "compile", *OPTIONS, *along, f"{name}.in", "-o", f"{name}.txt"]
        if options.upgrade:
            command.append("--upgrade")
        if subprocess.run(command, cwd=folder, check=False).returncode:
            raise CommandFailed(f"requirements/{name}.in could not be resolved")
    return 0
