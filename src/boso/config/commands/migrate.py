"""`boso migrate`: make or update the database."""

from __future__ import annotations

import argparse

from boso.config.commands import with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="a new database only: mark it as a demo, for good")


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.config.installing import migrate

    migrate(demo=options.demo)
    print("The database is up to date.")
    return 0
