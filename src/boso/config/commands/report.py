"""`boso report annual` and `boso report evaluation`: DOCX, PDF or HTML, from the same data the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.programme.evaluation.models import EvaluationReport
    from boso.programme.reporting.blocks import Document

LANGUAGES = ("nb", "nn", "en")


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    which = parser.add_subparsers(dest="which", metavar="annual|evaluation", required=True)
    annual = which.add_parser("annual", help="the joint annual report, from the annual reports that are approved")
    annual.add_argument("--year", type=int, help="of the reports (default: the newest year with an approved one)")
    annual.add_argument("--language", choices=LANGUAGES, default="nb", help="default: nb")
    evaluation = which.add_parser("evaluation", help="the report of an evaluation, with the figures it refers to")
    evaluation.add_argument("--report", type=int, metavar="NUMBER", help="default: the newest of the programme")
    evaluation.add_argument("--renew", action="store_true", help="take what is outdated anew first (as its author)")
    for one in (annual, evaluation):
        one.add_argument("--programme", default="report", metavar="report|demonstration", help="default: report")
        one.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends with .docx, .pdf or .html")
        add_as(one)


def run(options: argparse.Namespace) -> int:
    suffix = options.out.suffix.lower()
    if suffix not in (".docx", ".pdf", ".html"):
        raise CommandFailed(f"{options.out}: name the file so that it ends with .docx, .pdf or .html")
    with_django()
    from django.utils import translation

    from boso.config.commands.acting import acting

    actor = acting(options.username)
    document = _evaluation(actor, options) if options.which == "evaluation" else _annual(actor, options)
    with translation.override(document.language):
        made = _made(document, suffix)
    try:
        options.out.write_bytes(made)
    except OSError as error:
        raise CommandFailed(f"{options.out} cannot be written ({error.strerror})") from error
    print(f"{document.title}: {options.out}")
    return 0


def _annual(actor: Actor, options: argparse.Namespace) -> Document:
    from django.utils import translation

    from boso.programme.reporting import joint, queries

    _known(options.programme)
    years = {year for programme, year, _count in queries.joint_years(actor) if programme == options.programme}
    year = options.year or max(years, default=None)
    if year not in years:
        others = sorted({programme for programme, _year, _count in queries.joint_years(actor)} - {options.programme})
        hint = f" There is one with --programme {others[0]}." if others else ""
        raise CommandFailed(f"no annual report {f'for {year} ' if year else ''}is approved in this programme.{hint}")
    approved = queries.approved(actor, options.programme, year)
    missing = queries.missing(actor, options.programme, year)
    with translation.override(options.language):
        return joint.build(options.programme, year, approved, missing, options.language)


def _evaluation(actor: Actor, options: argparse.Namespace) -> Document:
    """The report with the figures as they were taken; what its sources say otherwise now is told."""
    from boso.foundation.access.decisions import Refused
    from boso.programme.evaluation import actions_report, building, queries, references

    _known(options.programme)
    report = _report(actor, options)
    outdated = actions_report.check_references(actor, report)
    if options.renew and outdated:
        try:
            renewed = actions_report.renew(actor, report)
        except Refused as refused:
            raise CommandFailed(str(refused.decision.reason)) from refused
        print(f"{renewed} references are renewed")
        outdated = actions_report.check_references(actor, report)
    for one in outdated:
        now = f"is now {one.new_value!r}"
        if one.gone:
            now = "its source no longer gives it"
        elif one.same_words:
            now = "the table or its date is new"
        print(f"outdated: [[{one.reference.key}]] {one.reference.value!r} {now}", file=sys.stderr)
    taken = queries.references(actor, report)
    return building.build(report, queries.parts(actor, report), taken, references.withdrawn(one.key for one in taken))


def _report(actor: Actor, options: argparse.Namespace) -> EvaluationReport:
    from boso.programme.evaluation import queries

    found = queries.reports(actor) if options.report else queries.reports(actor, programme=options.programme)
    report = found.filter(pk=options.report).first() if options.report else found.first()
    if report is None:
        which = f"no evaluation report {options.report} is" if options.report else "no evaluation report is"
        others = queries.reports(actor).first()
        hint = f" There is one with --programme {others.evaluation.programme}." if others is not None else ""
        raise CommandFailed(f"{which} here that you may read.{hint}")
    return report


def _known(programme: str) -> None:
    from boso.programme.partnership.models import Programme

    if programme not in Programme.values:
        raise CommandFailed(f"there is no programme «{programme}». There are: {', '.join(Programme.values)}")


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
