"""Write the rows of a sheet into a table in few statements: what a Sheet's `write` mostly is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.imports import Context
from boso.foundation.exchange.sheets import Counts, Row
from boso.foundation.history.actions import Snapshot, snapshot
from boso.foundation.history.models import Change

BATCH = 1000
Values = Callable[[Row], dict[str, Any]]
M = TypeVar("M", bound=models.Model)


def upsert(
    actor: Actor,
    model: type[M],
    rows: Iterable[Row],
    context: Context,
    *,
    key: tuple[str, ...],
    values: Values,
    scope: models.QuerySet[M] | None = None,
) -> Counts:
    """Make new rows, change those that differ, leave the rest. Each new or changed one gets its history.

    key: the model's fields (`organisation_id` for a foreign key) that name a row, unique together.
    values: row -> the fields to set, the key among them; a field not given keeps what it has.
    scope: the rows the file speaks for (all of the table when not given).
    A value that a field cannot hold becomes a problem of that row, and the row is not written.
    """
    counts = Counts()
    standing = {_key(thing, key): thing for thing in (model._default_manager.all() if scope is None else scope)}
    told: set[tuple[Any, ...]] = set()
    new: list[M] = []
    changed: list[tuple[M, Snapshot]] = []
    fields: set[str] = set()
    for row in rows:
        wanted = values(row)
        name = tuple(wanted[part] for part in key)
        told.add(name)
        thing = standing.get(name)
        before = snapshot(thing) if thing is not None else {}
        thing = thing if thing is not None else model()
        differs = _set(thing, wanted)
        if not _holds(thing, wanted, row, context):
            continue
        if thing._state.adding:
            new.append(thing)
            counts.mark(row, "new")
        elif differs:
            changed.append((thing, before))
            fields.update(differs)
            counts.mark(row, "changed")
        else:
            counts.mark(row, "unchanged")
        counts.things[name] = thing
    counts.missing = len(standing.keys() - told)
    if not context.problems:
        _write(model, new, changed, fields)
        if not context.trial:
            _tell(actor, new, changed)
    return counts


def _write(model: type[M], new: list[M], changed: list[tuple[M, Snapshot]], fields: set[str]) -> None:
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_create(
            [thing for thing, _before in changed],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=[model._meta.pk.name],
            update_fields=sorted(fields),
        )


def _tell(actor: Actor, new: list[M], changed: list[tuple[M, Snapshot]]) -> None:
    """Write the history of what was made and changed."""
    now = timezone.now()
    touched: list[tuple[M, Snapshot]] = [*((thing, {}) for thing in new), *changed]
    Change.objects.bulk_create([_change(actor, thing, before, now) for thing, before in touched], batch_size=BATCH)


def _set(thing: models.Model, wanted: dict[str, Any]) -> set[str]:
    """Put the values on the row; the names of the fields that thereby changed."""
    differs = set()
    for name, value in wanted.items():
        field = cast("models.Field[Any, Any]", thing._meta.get_field(name))
        plain = value if field.is_relation or value is None else field.to_python(value)
        if getattr(thing, field.attname) != plain:
            setattr(thing, field.attname, plain)
            differs.add(field.name)
    return differs


def _holds(thing: models.Model, wanted: dict[str, Any], row: Row, context: Context) -> bool:
    """Whether each field can hold its value; what cannot is told."""
    relations = {field.name for field in thing._meta.concrete_fields if field.is_relation}
    untouched = {
        field.name for field in thing._meta.concrete_fields if field.attname not in wanted and field.name not in wanted
    }
    try:
        thing.clean_fields(exclude=relations | untouched)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            context.problem(row, name, " ".join(sentences))
        return False
    return True


def _key(thing: models.Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(thing, part) for part in key)


def _change(actor: Actor, thing: models.Model, before: Snapshot, now: Any) -> Change:
    after = snapshot(thing)
    differs = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    return Change(
        at=now,
        actor_id=actor.user_id,
        verb="import",
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        fields=json.loads(json.dumps(differs, cls=DjangoJSONEncoder)),
    )
