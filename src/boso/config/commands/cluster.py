"""A PostgreSQL of the tests' own: made in a temporary folder, reached by socket only, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = "54329"
#: Quick rather than durable: what these tests prove is behaviour; durability is proved on the real settings.
SPEED = f"-p {PORT} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL here; None where there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(programs: Path) -> Iterator[dict[str, str]]:
    """A running cluster; gives the addresses of its databases, as the environment says them, and ends it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="boso-postgresql-"))
    as_owner = _owner_of(folder)
    try:
        _run(
            [
                *as_owner,
                str(programs / "initdb"),
                "-D",
                str(folder / "data"),
                "-A",
                "trust",
                "-U",
                "boso",
                "--no-sync",
                "--locale=C.UTF-8",
                "-E",
                "UTF8",
            ]
        )
        _run(
            [
                *as_owner,
                str(programs / "pg_ctl"),
                "-w",
                "-D",
                str(folder / "data"),
                "-l",
                str(folder / "log"),
                "-o",
                f"{SPEED} -k {folder}",
                "start",
            ]
        )
        where = f"?host={folder}&port={PORT}"
        yield {
            "DATABASE_URL": f"postgresql://boso@/postgres{where}",
            "BOSO_KEYS_URL": f"postgresql://boso@/keys{where}",
        }
    finally:
        subprocess.run(
            [*as_owner, str(programs / "pg_ctl"), "-m", "immediate", "-D", str(folder / "data"), "stop"],
            check=False,
            capture_output=True,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)


def _owner_of(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{Path(command[-2]).name}: {done.stderr or done.stdout}")
