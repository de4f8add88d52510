"""`boso import WHAT FILE`: load a workbook, with a preview and without halves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.foundation.exchange.imports import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands import import_answers
    from boso.config.commands.acting import add_as, add_municipality

    parser.add_argument("what", help="answers, dwellings, households, facts, grants, interviews, lss, xlsform, ...")
    parser.add_argument(
        "file", type=Path, help="a folder of CSV files, .xlsx, .csv, .zip; dwellings, households: .ods; answers: .sav"
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would happen")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    add_municipality(parser, "whose data it is, where the workbook belongs to one organisation")
    add_as(parser)
    import_answers.arguments(parser)


def run(options: argparse.Namespace) -> int:
    with_django()
    if options.what in ("lss", "xlsform"):
        from boso.config.commands.import_form import bring

        return bring(options)
    from boso.config.commands import import_answers, import_project

    if options.what == "answers":
        return import_answers.bring(options)

    if options.what == "interviews" and options.file.suffix.lower() in import_project.ENDINGS:
        return import_project.bring(options)
    from boso.config.commands.acting import acting, municipality
    from boso.foundation.access.decisions import Refused
    from boso.foundation.exchange.actions import run_import
    from boso.foundation.exchange.registry import UnknownName

    try:
        outcome = run_import(
            acting(options.username),
            options.what,
            options.file,
            organisation_id=municipality(options.municipality).pk if options.municipality else None,
            dry_run=options.dry_run,
        )
    except (UnknownName, Refused) as error:
        raise CommandFailed(str(error)) from error
    if options.json:
        _print_json(outcome)
    else:
        print(outcome.sentence)
        for note in outcome.notes:
            print(f"  {note}")
        for problem in outcome.problems:
            print(f"  {problem}")
    return 0 if outcome.ok else 1


def _print_json(outcome: Outcome) -> None:
    import json
    from dataclasses import asdict

    document = {
        "format": "boso-import/1",
        "state": outcome.state,
        "sentence": outcome.sentence,
        "sheets": [sheet.plain() for sheet in outcome.sheets],
        "notes": list(outcome.notes),
        "problems": [asdict(problem) for problem in outcome.problems],
    }
    print(json.dumps(document, ensure_ascii=False, default=str))
