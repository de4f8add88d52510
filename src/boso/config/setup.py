"""What a fresh machine lacks besides Python packages: front-end packages, translations, collected files.

Each step leaves a stamp when it is done, so that an interrupted set-up is simply started again, and what is
already made is not made twice. Plain Python until Django is needed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from boso.config import paths

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
FONTS = "@fontsource-variable/inter/files"
FONT_FILES = ("inter-latin-opsz-normal.woff2", "inter-latin-ext-opsz-normal.woff2")


class SetupFailed(Exception):
    """The set-up cannot go on; the text is one plain sentence with what mends it."""


def prepare() -> None:
    """Make what is missing or out of date. A tenth of a second when nothing is.

    Raises SetupFailed with a sentence for the person at the keyboard.
    """
    try:
        paths.MADE.mkdir(parents=True, exist_ok=True)
        fetch_front_end()
        prepare_assets()
    except PermissionError as error:
        raise SetupFailed(f"the folder {error.filename} cannot be written") from error
    except OSError as error:
        raise SetupFailed(f"{error.strerror}: {error.filename}") from error


def fetch_front_end() -> None:
    """The packages of package.json, from the lock, into the environment (the checkout may be read-only)."""
    sources = [paths.ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    mark = _digest(sources)
    if _made("front-end") == mark:
        return
    print("Fetching style sheets, components, icons and type ...", file=sys.stderr, flush=True)
    paths.FRONT_END.mkdir(parents=True, exist_ok=True)
    for source in sources:
        shutil.copy(source, paths.FRONT_END / source.name)
    with tempfile.TemporaryDirectory() as throwaway:
        _npm_ci(_npm(Path(throwaway)))
    fonts = paths.FRONT_END / "inter"
    fonts.mkdir(exist_ok=True)
    for name in FONT_FILES:
        shutil.copy(paths.FRONT_END / "node_modules" / FONTS / name, fonts / name)
    _stamp("front-end", mark)


def prepare_assets() -> None:
    """Compiled translations and collected files, if their sources changed."""
    translations = sorted(paths.PACKAGE.rglob("*.po"))
    mark = _digest(translations)
    if _made("translations") != mark:
        from boso.config.catalogues import compile_all

        compile_all()
        _stamp("translations", mark)
    files = sorted(path for folder in paths.PACKAGE.rglob("static") for path in folder.rglob("*") if path.is_file())
    mark = _digest([*files, paths.ROOT / "package-lock.json"])
    if _made("collected") != mark:
        _collect()
        _stamp("collected", mark)


def _npm(throwaway: Path) -> list[str]:
    """The npm to use: the machine's own, else Node from the Python package index for just this once."""
    found = shutil.which("npm")
    if found:
        return [found]
    print("npm is not here: taking Node from the Python package index, for this once ...", file=sys.stderr)
    pinned = str(paths.ROOT / "requirements" / "node.txt")
    target = throwaway / "node"
    uv = Path(sys.prefix) / "bin" / "uv"
    if uv.exists():
        make = [
            [str(uv), "venv", "-q", str(target)],
            [
                str(uv),
                "pip",
                "install",
                "-q",
                "--python",
                str(target / "bin/python"),
                "--require-hashes",
                "-r",
                pinned,
            ],
        ]
    else:
        make = [
            [sys.executable, "-m", "venv", str(target)],
            [str(target / "bin/python"), "-m", "pip", "install", "-q", "--require-hashes", "-r", pinned],
        ]
    for command in make:
        if subprocess.run(command, check=False).returncode:
            raise SetupFailed("Node could not be fetched. Is there a network? On Debian also: apt-get install npm")
    os.environ["PATH"] = f"{target / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(target / "bin" / "npm")]


def _npm_ci(npm: list[str]) -> None:
    environment = dict(os.environ)
    if CERTIFICATES.is_file():
        # Behind a proxy that looks into TLS, Node would ignore the system's certificates and wait two minutes.
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    command = [
        *npm,
        "ci",
        "--ignore-scripts",
        "--no-fund",
        "--no-audit",
        "--loglevel=error",
        "--fetch-retries=1",
        "--fetch-timeout=60000",
        "--prefer-offline",
    ]
    done = subprocess.run(command, cwd=paths.FRONT_END, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "code" in line or "ENOTFOUND" in line][:2]
        raise SetupFailed(
            "the front-end packages could not be fetched. Is there a network, and does it reach the npm registry? "
            + " ".join(lines)
        )


def _collect() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boso.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    django.setup()
    # A checkout that is being developed keeps the hashed names too, so that what is served is what is tested.
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def _digest(files: Iterable[Path]) -> str:
    """One mark for a set of files: names, sizes and content."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _made(step: str) -> str:
    file = paths.MADE / f"{step}.made"
    return file.read_text(encoding="ascii") if file.is_file() else ""


def _stamp(step: str, mark: str) -> None:
    """Written last and by rename: half a step leaves no stamp."""
    waiting = paths.MADE / f".{step}.{os.getpid()}"
    waiting.write_text(mark, encoding="ascii")
    waiting.replace(paths.MADE / f"{step}.made")


def main() -> int:
    """Entry of the launcher: 0, or 1 with one plain line."""
    try:
        prepare()
    except SetupFailed as failure:
        print(f"boso: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
