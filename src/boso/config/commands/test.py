"""`boso test`: every test, on both databases and in a real browser.

Words after `test` go to pytest and make one run of them; without any, the whole suite runs in stages:

1. fast      what takes neither a server, a page nor many examples, on SQLite: under a minute
2. slow      pages, properties, killed servers, whole imports, and every page in Chromium, on SQLite
3. postgresql  beside the slow ones: what asks a database, but for the browser and what keeps a SQLite of its own, on a
               PostgreSQL of the tests' own; of pages an eighth and of what else is slow half, from day to day others

With `--require-all`, as continuous integration asks, it also says what no test reached, and fails where that is too
much; measuring costs half as much again. `--long` asks the same tests with large counts, and a few that take minutes;
they reach the same lines, so it does not measure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from typing import TextIO

from boso.config import machine, paths, setup
from boso.config.commands import cluster

OURS = ("--long", "--require-all", "--postgresql", "--help", "-h")
#: Parts of the whole that must be covered to the last branch, and the rest.
COMPLETE = ("*/core/*", "*/policies.py", "*/actions.py", "*/states.py")


def run(argv: list[str]) -> int:
    """Run the suite; the exit status is 0 only when everything passed."""
    if "--help" in argv or "-h" in argv:
        print("usage: ./boso test [--long] [--require-all] [--postgresql] [PYTEST ARGS]\n\n" + (__doc__ or ""))
        return 0
    # Words changed since the set-up would be asked for in vain.
    setup.prepare_assets()
    own = {word for word in argv if word in OURS}
    words = [word for word in argv if word not in OURS]
    missing = _missing()
    for sentence in missing.values():
        print(f"\n  !! {sentence}\n", file=sys.stderr, flush=True)
    if missing and "--require-all" in own:
        print("boso: --require-all was asked for, so this is a failure.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="boso-test-") as data, ExitStack() as stack:
        environment = {
            **os.environ,
            "BOSO_DATA": data,
            "BOSO_ROOT": str(paths.ROOT),
            "BOSO_HYPOTHESIS": "long" if "--long" in own else "small",
            "BOSO_LONG": "1" if "--long" in own else "",
            "COVERAGE_FILE": str(paths.ROOT / ".coverage"),
            "PYTHONPATH": str(paths.PACKAGE.parent),
        }
        # Compiled code is kept: seven workers and a hundred started programs would each compile everything anew.
        for given in ("DATABASE_URL", "BOSO_KEYS_URL", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(given, None)
        on_postgresql = {}
        if "postgresql" not in missing and ("--postgresql" in own or not words):
            programs = cluster.server_programs()
            if programs is not None:
                on_postgresql = {**environment, **stack.enter_context(cluster.cluster(programs))}
                if not words and "--long" not in own:
                    on_postgresql["BOSO_HYPOTHESIS"] = "few"
        if words:
            return _pytest(words, on_postgresql or environment)
        stages = {"browser": "chromium" not in missing, "measuring": "--require-all" in own and "--long" not in own}
        return _stages(environment, on_postgresql, **stages)


def _stages(environment: dict[str, str], on_postgresql: dict[str, str], *, browser: bool, measuring: bool) -> int:
    """The fast part, then the slow one beside PostgreSQL; goes on after a failure so that one run tells everything."""
    for old in paths.ROOT.glob(".coverage*"):
        old.unlink()
    both = ["-n", "2", "--dist", "worksteal"]
    # Many of the slow ones wait, for servers and for Chromium; one by one, so that the last do not keep the others.
    waiting = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder"]
    measured = ["--cov", "--cov-append", "--cov-report="] if measuring else []
    slow = "slow or browser" if browser else "slow and not browser"
    times, began = [], time.monotonic()
    print("\n=== fast, on SQLite ===", flush=True)
    status = _pytest(["-m", "not slow and not browser", *both, *measured], environment)
    times.append(time.monotonic())
    with tempfile.TemporaryFile("w+") as said:
        beside = _started(["-m", "not browser and not outside"], on_postgresql, said) if on_postgresql else None
        print("\n=== slow, on SQLite ===", flush=True)
        status = _pytest(["-m", slow, *waiting, *measured], environment) or status
        times.append(time.monotonic())
        if beside is not None:
            status = beside.wait() or status
            said.seek(0)
            print(f"\n=== on PostgreSQL, beside it ===\n{said.read()}", flush=True)
    fast, slow_too, whole = (round(moment - began) for moment in (*times, time.monotonic()))
    print(f"\nfast: {fast} s; slow: {slow_too - fast} s; all: {whole} s", flush=True)
    return (_coverage(environment) if measuring else 0) or status


def _pytest(words: list[str], environment: dict[str, str]) -> int:
    return _started(words, environment).wait()


def _started(words: list[str], environment: dict[str, str], said: TextIO | None = None) -> subprocess.Popen[str]:
    """Tests under way, who tell there or to the terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", *words],
        cwd=paths.ROOT, env=environment, text=True, stdout=said, stderr=said,
    )  # fmt: skip


def _coverage(environment: dict[str, str]) -> int:
    """95 % of all but what `tests/uncovered.txt` exempts, 100 % of what people's homes hang on."""
    exempt = [
        line for line in (paths.ROOT / "tests" / "uncovered.txt").read_text().splitlines() if line and line[0] != "#"
    ]
    print("\n=== coverage ===", flush=True)
    report = [sys.executable, "-m", "coverage", "report", "--skip-covered"]
    omit = ["--omit", ",".join(["*/migrations/*", "*/tests/*", *exempt])]
    status = 0
    for fail_under, words in [("95", omit), ("100", ["--include", ",".join(COMPLETE), *omit])]:
        status = (
            subprocess.run(
                [*report, "--fail-under", fail_under, *words], cwd=paths.ROOT, env=environment, check=False
            ).returncode
            or status
        )
    return status


def _missing() -> dict[str, str]:
    """What this machine lacks, each in one sentence with the command that mends it."""
    found = {}
    if cluster.server_programs() is None:
        found["postgresql"] = "PostgreSQL is not here: its tests are SKIPPED. On Debian: apt-get install postgresql"
    if machine.chromium() is None:
        found["chromium"] = "Chromium is not here: the browser tests are SKIPPED. On Debian: apt-get install chromium"
    if not machine.has_pango():
        found["pango"] = f"Pango is not here: the tests of printed pages are SKIPPED. On Debian: {machine.PANGO}"
    return found
