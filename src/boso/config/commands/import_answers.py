"""`boso import answers FILE`: answers from SPSS, Excel or CSV become a data set to look through and open."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boso.config.commands import CommandFailed

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.exchange.imports import Problem
    from boso.programme.tables.guessing import Guess

STATES = {
    "previewed": "would come in",
    "already": "came in before, just so: nothing is done",
    "applied": "came in",
    "refused": "did not come in",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of a file of answers beside."""
    group = parser.add_argument_group("answers")
    group.add_argument("--name", default="", help="what the answers are called (default: the file's name)")
    group.add_argument("--source", default="", help="stands under every table (default: the file's name)")
    group.add_argument("--until", default="", metavar="DAY", help="the last day they came in: 2011-12-31")
    group.add_argument("--series", default="", help="the same word for all waves of one survey")
    group.add_argument("--invited", type=int, default=None, metavar="N", help="how many were invited")
    group.add_argument(
        "--use", action="append", default=[], metavar="COLUMN=AS",
        help="use a column as question, group, weight, person or left_out; once for each column",
    )  # fmt: skip


def bring(options: argparse.Namespace) -> int:
    """Read the file, say what each column is taken for, and keep it unless it is only tried. Gives the exit status.

    Raises CommandFailed where the file cannot be opened, or may not come in.
    """
    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.foundation.exchange.imports import Unreadable

    try:
        content = options.file.read_bytes()
        return _said(options, *_brought(options, acting(options.username), content))
    except Unreadable as error:
        return _said(options, "refused", None, (), error.problems)
    except Refused as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{options.file} cannot be opened: {error.strerror}") from error


def _brought(
    options: argparse.Namespace, actor: Actor, content: bytes
) -> tuple[str, int | None, Sequence[Guess], Sequence[Problem]]:
    from boso.programme.tables import actions, actions_bringing, queries

    fields, purposes = _fields(options, queries.own_organisation(actor)), _purposes(options.use)
    before = queries.data_set_called(actor, fields["key"])
    found, _read = actions.look(actor, fields, options.file.name, content)
    _require_columns(purposes, found)
    if before is not None and queries.holds(actor, before, found, purposes):
        return "already", before.pk, found, ()
    if options.dry_run:
        return "previewed", None, found, ()
    data_set = actions_bringing.bring_in(actor, fields, options.file.name, content, purposes)
    return "applied", data_set.pk, found, ()


def _fields(options: argparse.Namespace, organisation_id: int | None) -> dict[str, Any]:
    from boso.programme.tables.forms import key_of

    name = options.name or options.file.stem
    try:
        until = dt.date.fromisoformat(options.until) if options.until else dt.date.today()  # noqa: DTZ011 - where one sits
    except ValueError as error:
        raise CommandFailed(f"«{options.until}» is no day: write it as 2011-12-31") from error
    return {
        "key": key_of(name), "nb": name, "asked_on": until, "source": options.source or options.file.name,
        "series": options.series, "population": options.invited, "organisation_id": organisation_id,
    }  # fmt: skip


def _purposes(given: Sequence[str]) -> dict[str, str]:
    from boso.programme.tables.models import Purpose

    found = {}
    for each in given:
        column, _sign, use = each.rpartition("=")
        if not column or use not in Purpose.values:
            raise CommandFailed(f"«{each}»: write COLUMN=AS, where AS is one of {', '.join(Purpose.values)}")
        found[column] = use
    return found


def _require_columns(purposes: Mapping[str, str], found: Sequence[Guess]) -> None:
    names = {each.name for each in found}
    for column in purposes:
        if column not in names:
            raise CommandFailed(f"there is no column «{column}». There are: {', '.join(sorted(names))}")


def _said(
    options: argparse.Namespace, state: str, pk: int | None, found: Sequence[Guess], problems: Sequence[Problem]
) -> int:
    columns = [
        {
            "name": each.name, "label": each.fields["nb"], "use": str(each.fields["purpose"]),
            "kept": each.values is not None, "answers": [code["nb"] for code in each.fields.get("codes", ())],
            "no_answer": [code["code"] for code in each.fields.get("missing", ()) if code["code"]],
        }
        for each in found
    ]  # fmt: skip
    rows = max((len(each.values) for each in found if each.values is not None), default=0)
    if options.json:
        from dataclasses import asdict

        document = {"format": "boso-import/1", "state": state, "data_set": pk, "answers": rows, "columns": columns,
                    "problems": [asdict(each) for each in problems]}  # fmt: skip
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(f"{options.file.name}: {rows} answers, {len(columns)} columns {STATES[state]}.")
        for column in columns:
            answers = ", ".join(column["answers"][:6]) + (" ..." if len(column["answers"]) > 6 else "")
            print(f"  {column['name']:<42}{column['use']:<10}{answers if column['kept'] else 'not kept'}")
        for problem in problems:
            print(f"  {problem}")
        if state == "applied":
            print(f"Look through the columns and open it for tables: /tables/data/{pk}/")
    return 1 if state == "refused" else 0
