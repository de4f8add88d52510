"""The commands: one module each, found by name, imported only when run.

Exit status: 0, 1 (refused or failed, one plain line on stderr), 2 (wrong use).
"""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import dataclass


class CommandFailed(Exception):
    """The command was refused or cannot go on; the text is one plain line."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word on the command line, the module in this folder that runs it, and one line of help."""

    name: str
    module: str
    help: str


COMMANDS = (
    Command("demo", "demo", "set up, load the real programme of the report, serve it; prints address and people"),
    Command("test", "test", "set up for tests, then run all of them"),
    Command("serve", "serve", "run it for real: web server and worker together"),
    Command("worker", "worker", "run background jobs only"),
    Command("migrate", "migrate", "make or update the database"),
    Command("createadmin", "createadmin", "make the first administrator"),
    Command("doctor", "doctor", "check this installation and say what to mend"),
    Command("audit", "audit", "verify the sealed log"),
    Command("export", "export", "facts, participants, grants, goals, roles, ... as json, csv or xlsx"),
    Command("import", "import_", "load a workbook: previewed, atomic, repeatable"),
    Command("synthesize", "synthesize", "invented casework for trials and benchmarks, in invented municipalities"),
    Command("figures", "figures", "packages of figures through the wall: send FILE, receive FILE"),
    Command("report", "report", "the joint annual report of the programme: annual --out FILE.docx, .pdf or .html"),
    Command("statistics", "statistics", "a table of Statistics Norway as a file that import values takes"),
    Command("factsheet", "factsheet", "one page of figures of a municipality or district, as PDF"),
    Command("shred", "shred", "show what an erasure of old cases would do; erases nothing"),
    Command("allocate", "allocate", "propose who gets which dwelling; decides nothing"),
    Command("gap", "gap", "need against stock: what is missing, what is left over"),
    Command("afford", "afford", "bostøtte and ability to pay of one household described in a file"),
    Command("bench", "bench", "measure against named baselines"),
    Command("screenshots", "screenshots", "take the pictures of the pages"),
    Command("lock", "lock", "resolve the pinned requirements anew"),
)


def parser_for(argv: list[str]) -> argparse.ArgumentParser:
    """The argument tree; only the module of the command that is named gets imported."""
    parser = argparse.ArgumentParser(
        prog="./boso",
        description="The working system for social housing and its development programme.",
        epilog="Data lives in var/ or where BOSO_DATA says; DATABASE_URL switches to PostgreSQL.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    named = next((word for word in argv if not word.startswith("-")), "")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        if command.name == named:
            importlib.import_module(f"{__name__}.{command.module}").arguments(sub)
    return parser


def run(argv: list[str]) -> int:
    """Run one command line; gives the exit status."""
    if not argv or argv[0] == "help":
        parser_for([]).print_help()
        return 0
    if argv[0] == "test":
        # What follows belongs to pytest, whose words argparse must not touch.
        from boso.config.commands import test

        return test.run(argv[1:])
    options = parser_for(argv).parse_args(argv)
    module = next(command.module for command in COMMANDS if command.name == options.command)
    try:
        return importlib.import_module(f"{__name__}.{module}").run(options) or 0
    except CommandFailed as failure:
        print(f"boso: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def with_django() -> None:
    """Load Django for a command that needs the database.

    Raises CommandFailed when the data folder cannot be used.
    """
    import gc
    import os

    from boso.config import paths

    folder = paths.data()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CommandFailed(
            f"the data folder {folder} cannot be made ({error.strerror}). Choose one with BOSO_DATA=/a/folder"
        ) from error
    if not os.access(folder, os.W_OK):
        raise CommandFailed(f"the data folder {folder} cannot be written. Choose one with BOSO_DATA=/a/folder")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boso.config.settings")
    import django

    # What is loaded now stays: looking through it for garbage is a sixth of the start.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()
