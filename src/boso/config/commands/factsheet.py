"""`boso factsheet CODE`: one page of figures, as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from boso.config.commands import CommandFailed, with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    parser.add_argument("code", metavar="CODE", help="short name, code (3403) or Husbanken's code of a district (0319)")
    parser.add_argument("--year", type=int, default=0, help="default: the last whole year")
    parser.add_argument("--borders", choices=["then", "today"], default="then", help="default: then")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write, ending in .pdf")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    from django.utils import timezone, translation

    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.foundation.audit.actions import log_look
    from boso.foundation.web import pdf
    from boso.programme.indicators import queries
    from boso.programme.indicators.views_sheets import FIRST, paper

    actor = acting(options.username)
    this = timezone.localdate().year
    year = options.year or this - 1
    if not FIRST <= year <= this:
        raise CommandFailed(f"the year must be from {FIRST} to {this}")
    with translation.override(actor.language):
        try:
            subject = queries.subject_by_code(actor, options.code, timezone.localdate())
            organisation = subject.organisation
        except Refused as error:
            raise CommandFailed(f"there is no participant «{options.code}» that you may see") from error
        made = paper(actor, subject, year, today=options.borders == "today")
        if made is None:
            raise CommandFailed(str(pdf.why_not()))
        log_look(actor, "factsheet.made", organisation_id=organisation.pk, query=f"year={year} command=factsheet")
    try:
        options.out.write_bytes(made)
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    print(f"{organisation.name} {year}: {options.out}")
    return 0
