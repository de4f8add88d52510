"""`boso report annual --out FILE`: the joint annual report of the programme as DOCX, PDF or HTML."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.programme.reporting.blocks import Document

LANGUAGES = ("nb", "nn", "en")


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    which = parser.add_subparsers(dest="which", metavar="annual", required=True)
    annual = which.add_parser("annual", help="the joint annual report, from the annual reports that are approved")
    annual.add_argument("--year", type=int, help="of the reports (default: the newest year with an approved one)")
    annual.add_argument("--programme", default="report", metavar="report|demonstration", help="default: report")
    annual.add_argument("--language", choices=LANGUAGES, default="nb", help="default: nb")
    annual.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends with .docx, .pdf or .html")
    add_as(annual)


def run(options: argparse.Namespace) -> int:
    suffix = options.out.suffix.lower()
    if suffix not in (".docx", ".pdf", ".html"):
        raise CommandFailed(f"{options.out}: name the file so that it ends with .docx, .pdf or .html")
    with_django()
    from django.utils import translation

    from boso.config.commands.acting import acting

    actor = acting(options.username)
    with translation.override(options.language):
        document = _document(actor, options)
        made = _made(document, suffix)
    try:
        options.out.write_bytes(made)
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    print(f"{document.title}: {options.out}")
    return 0


def _document(actor: Actor, options: argparse.Namespace) -> Document:
    from boso.programme.partnership.models import Programme
    from boso.programme.reporting import joint, queries

    if options.programme not in Programme.values:
        raise CommandFailed(f"there is no programme «{options.programme}». There are: {', '.join(Programme.values)}")
    years = {year for programme, year, _count in queries.joint_years(actor) if programme == options.programme}
    year = options.year or max(years, default=None)
    if year not in years:
        others = sorted({programme for programme, _year, _count in queries.joint_years(actor)} - {options.programme})
        hint = f" There is one with --programme {others[0]}." if others else ""
        raise CommandFailed(f"no annual report {f'for {year} ' if year else ''}is approved in this programme.{hint}")
    approved = queries.approved(actor, options.programme, year)
    missing = queries.missing(actor, options.programme, year)
    return joint.build(options.programme, year, approved, missing, options.language)


def _made(document: Document, suffix: str) -> bytes:
    from boso.foundation.web import pdf
    from boso.programme.reporting import drawing, word

    if suffix == ".docx":
        return word.as_docx(document)
    if suffix == ".html":
        return drawing.standing_alone(document).encode()
    made = drawing.as_pdf(document)
    if made is None:
        raise CommandFailed(str(pdf.why_not()))
    return made
