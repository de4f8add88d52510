"""`boso export WHAT`: what the pages show, as data."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from boso.config.commands import CommandFailed, with_django

#: What lists call the filter that narrows them to one organisation, by its short name.
ORGANISATION_FILTERS = ("organisation", "participant", "subject")


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as, add_municipality

    parser.add_argument("what", help="facts, participants, grants, goals, roles, ...")
    parser.add_argument("--format", choices=["json", "csv", "xlsx"], default="json", help="default: json")
    parser.add_argument("--out", type=Path, help="file to write (default: the terminal)")
    add_municipality(parser, "only what concerns one organisation, where the list can be narrowed so")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.foundation.exchange.exports import UnknownFilter, UnknownFormat, export, write_export
    from boso.foundation.exchange.registry import UnknownName

    if options.format == "xlsx" and options.out is None and sys.stdout.isatty():
        raise CommandFailed("a workbook is not for the terminal: say where with --out FILE.xlsx")
    actor = acting(options.username)
    try:
        narrowed = _narrowed(options.what, options.municipality)
        if options.out is None:
            write_export(actor, options.what, options.format, sys.stdout.buffer, **narrowed)
        else:
            export(actor, options.what, options.format, options.out, **narrowed)
    except (UnknownName, UnknownFilter, UnknownFormat, Refused) as error:
        raise CommandFailed(str(error)) from error
    except BrokenPipeError:
        # Whoever read has seen enough (`| head`); nothing is left to say on that pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    return 0


def _narrowed(what: str, word: str) -> dict[str, str]:
    """The filter by which this list is narrowed to one organisation.

    Raises UnknownName for an unknown list, UnknownFilter for one that cannot be narrowed so.
    """
    from boso.config.commands.acting import municipality
    from boso.foundation.exchange.exports import UnknownFilter
    from boso.foundation.exchange.registry import export_named

    if not word:
        return {}
    filters = export_named(what).filters
    named = next((name for name in ORGANISATION_FILTERS if name in filters), None)
    if named is None:
        raise UnknownFilter("municipality", filters)
    return {named: municipality(word).slug}
