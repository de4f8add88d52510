"""`boso export WHAT`: what the pages show, as data."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from boso.config.commands import CommandFailed, with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    parser.add_argument("what", help="facts, participants, grants, goals, roles, ...")
    parser.add_argument("--format", choices=["json", "csv", "xlsx"], default="json", help="default: json")
    parser.add_argument("--out", type=Path, help="file to write (default: the terminal)")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.foundation.exchange.exports import write_export
    from boso.foundation.exchange.registry import UnknownName

    if options.format == "xlsx" and options.out is None and sys.stdout.isatty():
        raise CommandFailed("a workbook is not for the terminal: say where with --out FILE.xlsx")
    actor = acting(options.username)
    try:
        if options.out is None:
            write_export(actor, options.what, options.format, sys.stdout.buffer)
        else:
            waiting = options.out.with_name(f".{options.out.name}.part")
            with waiting.open("wb") as stream:
                write_export(actor, options.what, options.format, stream)
            waiting.replace(options.out)
    except (UnknownName, Refused) as error:
        raise CommandFailed(str(error)) from error
    except BrokenPipeError:
        # Whoever read has seen enough (`| head`); nothing is left to say on that pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    return 0
