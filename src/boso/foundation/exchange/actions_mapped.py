"""Files that look as people have them: taken in, columns chosen, looked through, brought in or put away.

The file waits sealed with a key of its own, for it may name people; when it is brought in or put away the key is
thrown away, so that no backup of the database opens it.
"""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.exchange import actions_tables as tables
from boso.foundation.exchange import mapping, policies, queries_mapped, registry
from boso.foundation.exchange.guessing import Sketch, best_sheet, sketch
from boso.foundation.exchange.imports import ImportKind, Outcome, Problem, Unreadable
from boso.foundation.exchange.mapping import Choices
from boso.foundation.exchange.models import ColumnMapping, ImportRun, RunState, Staging
from boso.foundation.exchange.reading import Book, read_book
from boso.foundation.exchange.tables import MOST_FAULTS, Tell, check_table, uncollected
from boso.foundation.vault import actions as vault
from boso.foundation.workflow.actions import act

#: A file with more rows is looked through, and brought in, by a job.
AT_ONCE = 2_000
#: Files that nobody brings in are put away after so many days.
KEEP_DAYS = 14


def receive(
    actor: Actor, kind_name: str, file_name: str, content: bytes, *, organisation_id: int | None
) -> tuple[ImportRun, tuple[Problem, ...]]:
    """Take an uploaded file in and look at its columns. A file that cannot be read gives a refused run and why.

    Raises registry.UnknownName, or Refused when the policy says no.
    """
    kind = _permitted(actor, kind_name, organisation_id)
    run = ImportRun(
        kind=kind.name,
        organisation_id=organisation_id,
        actor_id=actor.user_id,
        at=timezone.now(),
        file_name=file_name[:200],
        state=RunState.RECEIVED,
    )
    try:
        book = read_book(file_name[:200], content)
    except Unreadable as error:
        return _refused(actor, run, error.problems), error.problems
    run.sha256 = book.sha256
    found = best_sheet(book, kind.sheets[0].columns)
    known = {
        "about": _about(book, found),
        "sketch": _plain(found),
        "choices": tables.proposed(kind, run, found).plain(),
    }
    ring = vault.new_keys(organisation_id or 0, 1)
    (key_id,) = ring.keys
    packed = base64.b64encode(zlib.compress(content, 1)).decode()
    with act(actor, "import.receive", run, organisation_id=organisation_id):
        run.save()
        Staging.objects.create(
            run=run, key_id=key_id, file=ring.seal(key_id, {"file": packed}), sealed=ring.seal(key_id, known)
        )
    return run, ()


def look_again(actor: Actor, run: ImportRun, sheet: str, header: int) -> None:
    """Take another sheet of the file, or another row as its header; the columns are guessed anew.

    Raises Refused when the policy says no, NotNow when there is no such sheet or the file is gone.
    """
    kind = _permitted(actor, run.kind, run.organisation_id)
    known = queries_mapped.known(run)
    book = _book(run)
    try:
        grid = book.grid(sheet)
    except KeyError:
        raise NotNow(_("There is no such sheet in the file.")) from None
    same = sheet == known["sketch"]["sheet"]
    found = sketch(grid, kind.sheets[0].columns, min(max(header, 0), max(len(grid.rows) - 1, 0)) if same else None)
    known |= {"sketch": _plain(found), "choices": tables.proposed(kind, run, found).plain()}
    with act(actor, "import.choose", run, organisation_id=run.organisation_id):
        run.state, run.faults, run.choices = RunState.RECEIVED, 0, ""
        run.save()
        _seal(run, known)


def choose(actor: Actor, run: ImportRun, choices: Choices, *, words_follow: bool = True) -> bool:
    """Keep what a person chose for the file, and for the next with the same header.

    Gives whether there are words of code columns that nobody has said the meaning of (`words_follow`), to ask about.
    Raises Refused when the policy says no, NotNow when the file is gone or being read.
    """
    kind = _permitted(actor, run.kind, run.organisation_id)
    _require_open(run)
    known = queries_mapped.known(run)
    strange: dict[str, Any] = known.get("strange", {})
    if words_follow:
        grid = _book(run).grid(choices.sheet)
        strange = mapping.strange_words(grid, choices, kind.sheets[0].columns, run.organisation_id)
    known |= {"choices": choices.plain(), "strange": strange}
    with act(actor, "import.choose", run, organisation_id=run.organisation_id):
        run.choices = choices.digest
        run.save()
        _seal(run, known)
        _remember(actor, kind, run, queries_mapped.sketch_of(known), choices)
    return bool(strange)


@uncollected()
def look_through(actor: Actor, run: ImportRun, tell: Tell | None = None) -> Outcome:
    """Read every row by the chosen columns and find out what the import would do; nothing is written.

    Raises Refused when the policy says no, NotNow when the file is gone.
    """
    kind = _permitted(actor, run.kind, run.organisation_id)
    known = queries_mapped.known(run)
    choices = mapping.from_plain(known["choices"])
    book = _book(run)
    context = check_table(kind, book, choices, run.organisation_id, tell)
    context.tell = tell
    result = tables.trial(actor, context)
    notes = [*tables.left_out(queries_mapped.sketch_of(known), choices), *context.notes]
    known |= {
        "results": [result.plain()] if result else [],
        "problems": [asdict(problem) for problem in context.problems[:MOST_FAULTS]],
        "notes": notes,
    }
    with act(actor, "import.preview", run, organisation_id=run.organisation_id):
        run.state = RunState.REFUSED if context.problems else RunState.PREVIEWED
        run.faults, run.counts, run.at = len(context.problems), tables.counts(result), timezone.now()
        run.actor_id, run.choices = actor.user_id, choices.digest
        run.save()
        _seal(run, known, digest=tables.digest(result))
    return tables.outcome(run, context, result, notes, book.name)


@uncollected()
def apply(actor: Actor, run: ImportRun, tell: Tell | None = None) -> Outcome:
    """Bring in what was looked through, exactly so: all of it or nothing.

    Raises Refused when the policy says no, NotNow when it was brought in or put away meanwhile, or when the data has
    changed since so that the import would no longer do what was shown.
    """
    kind = _permitted(actor, run.kind, run.organisation_id)
    known = queries_mapped.known(run)
    book = _book(run)
    context = check_table(kind, book, mapping.from_plain(known["choices"]), run.organisation_id, tell)
    context.tell = tell
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.state not in (RunState.PREVIEWED, RunState.WORKING):
            raise NotNow(_moved_on(locked))
        with act(actor, "import.apply", locked, organisation_id=locked.organisation_id):
            result = tables.write(actor, context)
            if result is None or tables.digest(result) != queries_mapped.staging(locked).digest:
                raise NotNow(
                    _("The data has changed since you looked. Look the file through again and see what it would do.")
                )
            locked.state, locked.applied_at, locked.counts = RunState.APPLIED, timezone.now(), tables.counts(result)
            locked.actor_id = actor.user_id
            locked.save()
            _clear(locked)
    run.state = locked.state
    return tables.outcome(locked, context, result, known.get("notes", []), book.name)


def drop(actor: Actor, run: ImportRun) -> None:
    """Put the file away; it can never be opened again.

    Raises Refused when the policy says no or it was brought in already.
    """
    _permitted(actor, run.kind, run.organisation_id)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.state in (RunState.APPLIED, RunState.DROPPED):
            raise NotNow(_moved_on(locked))
        with act(actor, "import.drop", locked, organisation_id=locked.organisation_id):
            locked.state = RunState.DROPPED
            locked.save(update_fields=["state"])
            _clear(locked)
    run.state = locked.state


def put_away_old(actor: Actor, now: dt.datetime) -> int:
    """Put away the files that nobody has brought in for a fortnight. Gives how many."""
    old = list(queries_mapped.waiting_since(now - dt.timedelta(days=KEEP_DAYS)))
    for run in old:
        with act(actor, "import.drop", run, organisation_id=run.organisation_id):
            if run.state != RunState.REFUSED:
                run.state = RunState.DROPPED
            run.save()
            _clear(run)
    return len(old)


def forget(actor: Actor, kept: ColumnMapping) -> None:
    """Forget the columns of one sort of file.

    Raises Refused when the policy says no.
    """
    _permitted(actor, kept.kind, kept.organisation_id)
    with act(actor, "import.forget", kept, organisation_id=kept.organisation_id):
        kept.delete()


def set_working(actor: Actor, run: ImportRun, enqueue: Callable[[], UUID]) -> UUID:
    """Hand the run to a job, which `enqueue` puts in; both or neither.

    Raises NotNow when it is with a job already, brought in or put away.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        _require_open(locked)
        locked.job, locked.state = enqueue(), RunState.WORKING
        locked.save(update_fields=["job", "state"])
    return locked.job


def set_back(run: ImportRun) -> None:
    """The job did not come to an end: the file waits again as it did."""
    ImportRun.objects.filter(pk=run.pk, state=RunState.WORKING).update(state=RunState.RECEIVED)


def _permitted(actor: Actor, kind_name: str, organisation_id: int | None) -> ImportKind:
    kind = registry.import_kind(kind_name)
    require(policies.may_import(actor, kind, organisation_id))
    return kind


def _require_open(run: ImportRun) -> None:
    if run.state not in (RunState.RECEIVED, RunState.PREVIEWED, RunState.REFUSED):
        raise NotNow(_moved_on(run))


def _moved_on(run: ImportRun) -> str:
    said = {"state": RunState(run.state).label}
    return _("This has changed since you opened it: it now stands as «%(state)s».") % said


def _book(run: ImportRun) -> Book:
    content = queries_mapped.file(run)
    if content is None:
        raise NotNow(_("The file is put away. Upload it again."))
    return read_book(run.file_name, content)


def _remember(actor: Actor, kind: ImportKind, run: ImportRun, found: Sketch, choices: Choices) -> None:
    plain = choices.plain()
    ColumnMapping.objects.update_or_create(
        kind=kind.name,
        organisation_id=run.organisation_id or 0,
        signature=mapping.signature([one.header for one in found.columns]),
        defaults={
            "columns": queries_mapped.by_header(found, choices),
            "words": plain["words"],
            "rules": plain["rules"],
            "updated_at": timezone.now(),
            "updated_by_id": actor.user_id,
        },
        create_defaults={
            "name": run.file_name,
            "columns": queries_mapped.by_header(found, choices),
            "words": plain["words"],
            "rules": plain["rules"],
            "updated_at": timezone.now(),
            "updated_by_id": actor.user_id,
        },
    )


def _refused(actor: Actor, run: ImportRun, problems: tuple[Problem, ...]) -> ImportRun:
    run.state, run.faults = RunState.REFUSED, len(problems)
    with act(actor, "import.refuse", run, organisation_id=run.organisation_id):
        run.save()
        Staging.objects.create(run=run, problems=[asdict(problem) for problem in problems])
    return run


def _seal(run: ImportRun, known: dict[str, Any], digest: str = "") -> None:
    staging = queries_mapped.staging(run)
    assert staging.key_id is not None  # noqa: S101 - a file that waits is sealed
    staging.sealed, staging.digest = queries_mapped.ring(staging).seal(staging.key_id, known), digest
    staging.save(update_fields=["sealed", "digest"])


def _clear(run: ImportRun) -> None:
    """Throw the file away, once what is done stands."""
    staging = Staging.objects.filter(run=run).only("key_id").first()
    if staging is None:
        return
    key = staging.key_id
    staging.delete()
    if key is not None:
        transaction.on_commit(lambda: vault.throw_away([key]))


def _about(book: Book, found: Sketch) -> dict[str, Any]:
    sheets = [[grid.name, sum(1 for row in grid.rows if any(row)), grid.hidden] for grid in book.grids]
    return {"encoding": book.encoding, "separator": book.separator, "sheets": sheets, "rows": found.rows}


def _plain(found: Sketch) -> dict[str, Any]:
    return asdict(found)
