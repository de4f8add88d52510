"""`boso gap`: need against stock of a municipality on a day."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.core.gap.table import Table


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    parser.add_argument("--municipality", required=True, metavar="CODE", help="short name or code: provedal, 9901")
    parser.add_argument("--date", default="", metavar="DAY", help="2026-11-22 or 22.11.2026 (default: today)")
    parser.add_argument("--json", action="store_true", help="one JSON document, boso-gap/1")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    from django.utils import timezone, translation

    from boso.casework.gap import exporting, queries
    from boso.casework.gap.document import document
    from boso.config.commands.acting import acting, municipality
    from boso.foundation.access.decisions import Refused
    from boso.foundation.audit.actions import log_look
    from boso.foundation.organisations.queries import code_of

    actor = acting(options.username)
    with translation.override(actor.language):
        try:
            place = municipality(options.municipality)
            table = queries.gap(actor, place.pk, exporting.day(options.date)).table
        except Refused as error:
            raise CommandFailed(str(error) or f"there is no {options.municipality} that you do casework in") from error
        log_look(actor, "gap.looked", organisation_id=place.pk, query=f"date={table.on} command=gap")
        told = document(table, code_of(place, timezone.localdate()) or place.slug)
        if options.json:
            print(json.dumps(told, ensure_ascii=False))
        else:
            print(f"{place.name} {table.on:%d.%m.%Y}: {told['sentence'][actor.language[:2]]}")
            for line in lines(table):
                print(line)
    return 0


def lines(table: Table) -> Iterator[str]:
    """The figures by size, one line each, in columns."""
    from boso.casework.gap import showing, wording

    heads = [str(label) for name, label in showing.FIGURES.items()]
    widths = [max(len(head), 7) for head in heads]
    yield " " * 20 + "  ".join(head.rjust(width) for head, width in zip(heads, widths, strict=True))
    rows = [(wording.size(size), line) for (size,), line in table.by("size").items()]
    for label, line in [*rows, ("", table.total)]:
        values = [str(getattr(line, name)) for name in showing.FIGURES]
        yield label.ljust(20) + "  ".join(value.rjust(width) for value, width in zip(values, widths, strict=True))
