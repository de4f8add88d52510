"""`boso statistics TABLE`: a table of Statistics Norway as a file that `boso import values` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from boso.config.commands import CommandFailed, with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    parser.add_argument("table", metavar="TABLE", help="the number of the table: 01222")
    parser.add_argument(
        "--select", action="append", default=[], metavar="NAME=CODES", help="Region=3403,0403 or Tid=top(3); several"
    )
    parser.add_argument("--version", type=int, choices=[1, 2], default=2, help="of PxWebApi (default: 2)")
    parser.add_argument("--offline", type=Path, metavar="FOLDER", help="look for the table among these files first")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write, ending in .json")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.programme.indicators.asking import TooLarge
    from boso.programme.indicators.client import Client

    selection = {}
    for word in options.select:
        name, equals, codes = word.partition("=")
        if not (name and equals and codes):
            raise CommandFailed(f"«{word}» is not NAME=CODES, for example Region=3403,0403")
        selection[name] = codes.split(",")
    client = Client(acting(options.username), offline=options.offline)
    try:
        text = client.fetch(options.table, selection, version=options.version)
        options.out.write_text(text, encoding="utf-8")
    except (Refused, TooLarge) as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    print(f"{options.out}: ./boso import values {options.out} --dry-run")
    return 0
