"""Look a workbook through, bring it in, or put it away.

The preview writes everything and undoes it, so that what it tells is what the import will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import digest_of
from boso.foundation.exchange import policies, queries, registry
from boso.foundation.exchange.actions_tables import run_mapped
from boso.foundation.exchange.checking import check
from boso.foundation.exchange.imports import Context, ImportKind, Outcome, Problem, SheetResult, Unreadable
from boso.foundation.exchange.models import ImportRun, RunState, Staging
from boso.foundation.exchange.sheets import Counts, Row
from boso.foundation.exchange.workbooks import RawSheet, Workbook, read_bytes, read_path
from boso.foundation.workflow.actions import act

#: How many rows of a sheet the preview shows.
SHOWN = 20


def run_import(
    actor: Actor, kind_name: str, path: Path, *, organisation_id: int | None = None, dry_run: bool = False
) -> Outcome:
    """Read, check and bring in a file or a folder; all of it or nothing. A dry run leaves no trace.

    Raises registry.UnknownName, or Refused when the policy says no. Faults of the file are in the outcome.
    """
    kind = _permitted(actor, kind_name, organisation_id)
    if kind.mapped:
        return run_mapped(actor, kind, path, organisation_id=organisation_id, dry_run=dry_run)
    try:
        workbook = _own_file(kind, path) or read_path(path)
    except Unreadable as error:
        return _refused(actor, kind, path.name, "", organisation_id, error.problems, keep=not dry_run)
    standing = queries.already_applied(kind.name, organisation_id, workbook.sha256)
    if standing is not None:
        return Outcome("already", kind.name, workbook.name, run=standing)
    context = check(kind, workbook, organisation_id)
    if dry_run:
        with _undone(context):
            results = _write(actor, context)
        if context.problems:
            return _refused(actor, kind, workbook.name, workbook.sha256, organisation_id, context.problems, keep=False)
        return Outcome("previewed", kind.name, workbook.name, tuple(results))
    return _bring_in(actor, kind, workbook, context)


def _own(kind: ImportKind, name: str, content: bytes) -> Workbook | None:
    """The workbook made of a file in a format of the kind's own; None for any other file."""
    return kind.reads(name, content) if kind.reads is not None else None


def _own_file(kind: ImportKind, path: Path) -> Workbook | None:
    return _own(kind, path.name, path.read_bytes()) if kind.reads is not None and path.is_file() else None


def preview(
    actor: Actor, kind_name: str, file_name: str, content: bytes, *, organisation_id: int | None = None
) -> Outcome:
    """Look an uploaded file through and keep its rows, so that it can be brought in just so.

    Raises registry.UnknownName, or Refused when the policy says no. Faults of the file are in the outcome.
    """
    kind = _permitted(actor, kind_name, organisation_id)
    try:
        workbook = _own(kind, file_name, content) or read_bytes(file_name, content)
    except Unreadable as error:
        return _refused(actor, kind, file_name, "", organisation_id, error.problems, keep=True)
    standing = queries.already_applied(kind.name, organisation_id, workbook.sha256)
    if standing is not None:
        return Outcome("already", kind.name, file_name, run=standing)
    context = check(kind, workbook, organisation_id)
    results: list[SheetResult] = []
    with _undone(context):
        results = _write(actor, context)
    if context.problems:
        return _refused(actor, kind, file_name, workbook.sha256, organisation_id, context.problems, keep=True)
    run = _run(actor, kind, file_name, workbook.sha256, organisation_id, RunState.PREVIEWED, results)
    with act(actor, "import.preview", run, organisation_id=organisation_id):
        run.save()
        Staging.objects.create(
            run=run,
            rows=[asdict(sheet) for sheet in workbook.sheets.values()],
            results=[result.plain() for result in results],
            notes=context.notes,
            digest=_digest(results),
        )
    return Outcome("previewed", kind.name, file_name, tuple(results), run=run, notes=tuple(context.notes))


def apply(actor: Actor, run: ImportRun) -> Outcome:
    """Bring in what was previewed, exactly so.

    Raises Refused when the policy says no, when it was brought in or put away meanwhile, or when the data
    has changed since the preview so that the import would no longer do what was shown.
    """
    kind = _permitted(actor, run.kind, run.organisation_id)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        _require_previewed(locked)
        staging = Staging.objects.get(run=locked)
        context = check(kind, _workbook(locked, staging), locked.organisation_id)
        with act(actor, "import.apply", locked, organisation_id=locked.organisation_id):
            results = _write(actor, context)
            if context.problems or _digest(results) != staging.digest:
                raise NotNow(
                    _("The data has changed since you looked. Upload the file again and see what it would do now.")
                )
            locked.state, locked.applied_at, locked.counts = (
                RunState.APPLIED,
                timezone.now(),
                _counts(results),
            )
            locked.actor_id = actor.user_id
            locked.save()
            staging.rows = []
            staging.save(update_fields=["rows"])
    run.state = locked.state
    return Outcome("applied", kind.name, locked.file_name, tuple(results), run=locked)


def drop(actor: Actor, run: ImportRun) -> None:
    """Put away what was previewed; its rows are deleted.

    Raises Refused when the policy says no or it no longer waits.
    """
    _permitted(actor, run.kind, run.organisation_id)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        _require_previewed(locked)
        with act(actor, "import.drop", locked, organisation_id=locked.organisation_id):
            locked.state = RunState.DROPPED
            locked.save(update_fields=["state"])
            Staging.objects.filter(run=locked).delete()
    run.state = locked.state


def _permitted(actor: Actor, kind_name: str, organisation_id: int | None) -> ImportKind:
    kind = registry.import_kind(kind_name)
    require(policies.may_import(actor, kind, organisation_id))
    return kind


def _require_previewed(run: ImportRun) -> None:
    if run.state != RunState.PREVIEWED:
        state = RunState(run.state).label
        raise NotNow(_("This has changed since you opened it: it now stands as «%(state)s».") % {"state": state})


def _bring_in(actor: Actor, kind: ImportKind, workbook: Workbook, context: Context) -> Outcome:
    try:
        with transaction.atomic():
            results = _write(actor, context)
            if context.problems:
                raise _Undo
            run = _run(
                actor,
                kind,
                workbook.name,
                workbook.sha256,
                context.organisation_id,
                RunState.APPLIED,
                results,
            )
            run.applied_at = run.at
            with act(actor, "import.apply", run, organisation_id=context.organisation_id):
                run.save()
    except _Undo:
        return _refused(
            actor, kind, workbook.name, workbook.sha256, context.organisation_id, context.problems, keep=True
        )
    return Outcome("applied", kind.name, workbook.name, tuple(results), run=run, notes=tuple(context.notes))


class _Undo(Exception):
    """Not an error: what was written shall not stay."""


@contextmanager
def _undone(context: Context) -> Iterator[None]:
    """Whatever the block writes is undone."""
    context.trial = True
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


def _write(actor: Actor, context: Context) -> list[SheetResult]:
    """Write each sheet, unless faults are known. A fault found while writing is added to the context."""
    results: list[SheetResult] = []
    if context.problems:
        return results
    for sheet in context.kind.sheets:
        if sheet.name not in context.parsed:
            continue
        context.sheet = sheet.name
        rows = context.parsed[sheet.name]
        try:
            with transaction.atomic():
                counts = sheet.write(actor, rows, context)
                connection.check_constraints()
        except DatabaseError as error:
            context.problem(
                None,
                "",
                _("The database does not take the sheet: %(why)s") % {"why": str(error).splitlines()[0]},
                _("A row breaks a rule that holds between rows. Compare with what stands already."),
            )
            return results
        if context.problems:
            return results
        results.append(_result(sheet.name, context, counts, rows))
    return results


def _result(name: str, context: Context, counts: Counts, rows: list[Row]) -> SheetResult:
    raw = context.raw[name]
    columns = tuple(raw[0]) if raw else ()
    order = {"new": 0, "changed": 0, "unchanged": 1}
    marked = [
        {
            "row": row.number,
            "mark": counts.marks.get(row.number, "unchanged"),
            "cells": [cells.get(c, "") for c in columns],
        }
        for row, cells in zip(rows, raw, strict=True)
    ]
    marked.sort(key=lambda shown: order[str(shown["mark"])])
    return SheetResult(
        name,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.missing,
        marks=digest_of({str(number): mark for number, mark in counts.marks.items()}),
        columns=columns,
        first=tuple(marked[:SHOWN]),
    )


def _run(
    actor: Actor,
    kind: ImportKind,
    file_name: str,
    sha256: str,
    organisation_id: int | None,
    state: RunState,
    results: list[SheetResult],
) -> ImportRun:
    return ImportRun(
        kind=kind.name,
        organisation_id=organisation_id,
        actor_id=actor.user_id,
        at=timezone.now(),
        file_name=file_name[:200],
        sha256=sha256,
        state=state,
        counts=_counts(results),
    )


def _refused(
    actor: Actor,
    kind: ImportKind,
    file_name: str,
    sha256: str,
    organisation_id: int | None,
    problems: tuple[Problem, ...] | list[Problem],
    *,
    keep: bool,
) -> Outcome:
    """A file with faults; kept in the history of imports unless it was a dry run."""
    if not keep:
        return Outcome("refused", kind.name, file_name, problems=tuple(problems))
    run = _run(actor, kind, file_name, sha256, organisation_id, RunState.REFUSED, [])
    run.faults = len(problems)
    with act(actor, "import.refuse", run, organisation_id=organisation_id):
        run.save()
        Staging.objects.create(run=run, problems=[asdict(problem) for problem in problems])
    return Outcome("refused", kind.name, file_name, problems=tuple(problems), run=run)


def _workbook(run: ImportRun, staging: Staging) -> Workbook:
    sheets = {
        sheet["name"]: RawSheet(
            sheet["name"],
            sheet["file"],
            tuple(sheet["header"]),
            tuple((number, tuple(cells)) for number, cells in sheet["lines"]),
        )
        for sheet in staging.rows
    }
    return Workbook(run.file_name, run.sha256, sheets)


def _counts(results: list[SheetResult]) -> list[dict[str, Any]]:
    return [
        {"name": r.name, "new": r.new, "changed": r.changed, "unchanged": r.unchanged, "missing": r.missing}
        for r in results
    ]


def _digest(results: list[SheetResult]) -> str:
    return digest_of({result.name: result.plain() for result in results})
