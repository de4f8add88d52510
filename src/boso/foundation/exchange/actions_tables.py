"""Try and write a table whose columns people chose, and bring one in at once (the command line)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import digest_of
from boso.foundation.exchange import mapping, queries, queries_mapped
from boso.foundation.exchange.guessing import Sketch, best_sheet
from boso.foundation.exchange.imports import Context, ImportKind, Outcome, Problem, SheetResult, Unreadable
from boso.foundation.exchange.mapping import Choices
from boso.foundation.exchange.models import ImportRun, RunState
from boso.foundation.exchange.reading import read_book
from boso.foundation.exchange.showing import first_rows
from boso.foundation.exchange.tables import Tell, check_table, uncollected
from boso.foundation.workflow.actions import act


@uncollected()
def run_mapped(
    actor: Actor, kind: ImportKind, path: Path, *, organisation_id: int | None, dry_run: bool, tell: Tell | None = None
) -> Outcome:
    """Bring in a file with the columns remembered for its header, else as guessed; all of it or nothing.

    Faults of the file, and what is not taken in, are in the outcome.
    """
    try:
        book = read_book(path.name, path.read_bytes())
    except OSError as error:
        problem = Problem(path.name, "", 0, "", _("The file cannot be opened."), error.strerror or "")
        return Outcome("refused", kind.name, path.name, problems=(problem,))
    except Unreadable as error:
        return Outcome("refused", kind.name, path.name, problems=error.problems)
    run = ImportRun(
        kind=kind.name, organisation_id=organisation_id, actor_id=actor.user_id, at=timezone.now(),
        file_name=book.name, sha256=book.sha256, state=RunState.APPLIED,
    )  # fmt: skip
    found = best_sheet(book, kind.sheets[0].columns)
    choices = proposed(kind, run, found)
    run.choices = choices.digest
    standing = queries.already_applied(kind.name, organisation_id, book.sha256)
    if standing is not None and standing.choices == choices.digest:
        return Outcome("already", kind.name, book.name, run=standing)
    context = check_table(kind, book, choices, organisation_id, tell)
    context.tell = tell
    if dry_run or context.problems:
        result = trial(actor, context)
        return outcome(
            run,
            context,
            result,
            _all_notes(found, choices, context),
            book.name,
            state="refused" if context.problems else "previewed",
        )
    try:
        with transaction.atomic(), act(actor, "import.apply", run, organisation_id=organisation_id):
            result = write(actor, context)
            if result is None:
                raise _Undo
            run.applied_at, run.counts = timezone.now(), counts(result)
            run.save()
    except _Undo:
        return outcome(run, context, None, _all_notes(found, choices, context), book.name, state="refused")
    return outcome(run, context, result, _all_notes(found, choices, context), book.name)


def _all_notes(found: Sketch, choices: Choices, context: Context) -> list[str]:
    return [*left_out(found, choices), *context.notes]


class _Undo(Exception):
    """Not an error: what was written shall not stay."""


def trial(actor: Actor, context: Context) -> SheetResult | None:
    """What writing would do. Rules between rows are asked too, so all faults are told at once."""
    (sheet,) = context.kind.sheets
    context.trial = True
    if sheet.check is not None and sheet.name in context.parsed:
        sheet.check(context.parsed[sheet.name], context)
    if sheet.name not in context.parsed or context.problems:
        return None
    counts = sheet.write(actor, context.parsed[sheet.name], context)
    return None if context.problems else first_rows(context, counts)


def write(actor: Actor, context: Context) -> SheetResult | None:
    (sheet,) = context.kind.sheets
    if sheet.check is not None and sheet.name in context.parsed:
        sheet.check(context.parsed[sheet.name], context)
    if context.problems:
        return None
    try:
        with transaction.atomic():
            counts = sheet.write(actor, context.parsed[sheet.name], context)
            connection.check_constraints()
    except DatabaseError as error:
        why = {"why": str(error).splitlines()[0]}
        context.problem(None, "", _("The database does not take the sheet: %(why)s") % why)
    return None if context.problems else first_rows(context, counts)


def left_out(found: Sketch, choices: Choices) -> list[str]:
    names = [one.header for one in found.columns if one.place not in choices.columns and one.header]
    if not names:
        return []
    return [_("Not taken in, for no column of ours is chosen: %(names)s.") % {"names": ", ".join(names[:40])}]


def proposed(kind: ImportKind, run: ImportRun, found: Sketch) -> Choices:
    """What was chosen before for such a header, else what we guess."""
    kept = queries_mapped.mapping_for(run, found)
    if kept is None:
        return mapping.guessed(found, kind.rules, kind.presets)
    return mapping.remembered(found, dict(kept.columns), kept.words, kept.rules)


def counts(result: SheetResult | None) -> list[dict[str, Any]]:
    if result is None:
        return []
    told = result.plain()
    return [{name: told[name] for name in ("name", "new", "changed", "unchanged", "missing")}]


def digest(result: SheetResult | None) -> str:
    return digest_of({"marks": result.marks, "counts": counts(result)}) if result is not None else ""


def outcome(
    run: ImportRun, context: Context, result: SheetResult | None, notes: list[str], file: str, *, state: str = ""
) -> Outcome:
    return Outcome(
        state or str(run.state),
        run.kind,
        file,
        (result,) if result else (),
        tuple(context.problems),
        run if run.pk else None,
        tuple(notes),
    )
