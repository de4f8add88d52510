"""`boso doctor`: is this installation sound? Each finding in one line, with what mends it."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator

from boso.config.commands import with_django

Finding = tuple[bool, str]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(options: argparse.Namespace) -> int:
    with_django()
    findings = list(_findings())
    if options.json:
        import json

        print(json.dumps([{"ok": ok, "finding": words} for ok, words in findings], ensure_ascii=False))
    else:
        for ok, words in findings:
            print(f"{'ok  ' if ok else 'MEND'}  {words}")
    return 0 if all(ok for ok, _words in findings) else 1


def _findings() -> Iterator[Finding]:
    yield from _database()
    yield from _disk()
    yield from _printing()
    yield from _people_and_log()


def _database() -> Iterator[Finding]:
    from django.db import connection

    from boso.config.installing import is_up_to_date

    yield True, f"Database: {connection.vendor} {connection.settings_dict['NAME']}"
    if is_up_to_date():
        yield True, "The tables are those of this version"
    else:
        yield False, "The tables are not those of this version: ./boso migrate (or ./boso demo for a demo)"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            answer = cursor.fetchone()[0]
        yield answer == "ok", f"SQLite's own check says: {answer}"


def _disk() -> Iterator[Finding]:
    from boso.config import paths

    folder = paths.data()
    free = shutil.disk_usage(folder).free // 2**20
    yield free > 500, f"{free} MB free in {folder}" + ("" if free > 500 else ": make room")
    key = folder / "secret.key"
    if key.exists():
        private = key.stat().st_mode & 0o077 == 0
        yield (
            private,
            "The secret key is readable by its owner only"
            if private
            else f"Others can read the secret key: chmod 600 {key}",
        )


def _printing() -> Iterator[Finding]:
    from boso.config.machine import PANGO, has_pango

    if has_pango():
        yield True, "Pango is here: pages can be printed as PDF"
    else:
        yield False, f"Pango is not here, so the print version stays HTML. On Debian: {PANGO}"


def _people_and_log() -> Iterator[Finding]:
    from django.conf import settings

    from boso.config.installing import is_up_to_date

    if not is_up_to_date():
        return
    from boso.foundation.access.queries import is_demo
    from boso.foundation.audit.sealing import verify

    if is_demo():
        yield True, "This is a demo: anybody may choose a person to be"
    elif not settings.HTTPS:
        yield (
            False,
            "Pages are not marked as served over HTTPS: set BOSO_HTTPS=1 behind a proxy that ends TLS",
        )
    report = verify()
    yield report.whole, report.sentence
