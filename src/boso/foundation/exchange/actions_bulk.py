"""Write very many rows in few statements. For imports: inside the act that `exchange` has opened.

Values are given by column, in the order of the rows. History is the caller's (see `tell_made` and `tell_changed`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change

BATCH = 20_000
Columns = Mapping[str, Sequence[Any]]


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for so many new rows, which nobody else gets; a transaction is open."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds the only write lock, and AUTOINCREMENT goes on from the largest id there was.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))


def insert(model: type[models.Model], columns: Columns) -> None:
    """New rows. columns: attname -> values; a column that is not given gets the field's default for all."""
    if not columns or not len(next(iter(columns.values()))):
        return
    count = len(next(iter(columns.values())))
    same: dict[str, Any] = {}
    names: list[str] = []
    prepared: list[Sequence[Any]] = []
    for field in model._meta.concrete_fields:
        if field.attname in columns:
            names.append(_column(field))
            prepared.append(_prepared(field, columns[field.attname]))
        elif not field.primary_key:
            same[_column(field)] = field.get_db_prep_save(field.get_default(), connection)
    _load(model._meta.db_table, names, prepared, same, count)


def insert_things(model: type[models.Model], things: Sequence[models.Model]) -> None:
    """The same for things made and not saved; each gets its id. No signal is sent and no `save` is called."""
    if not things:
        return
    for thing, pk in zip(things, take_ids(model, len(things)), strict=True):
        thing.pk, thing._state.adding = pk, False
    insert(
        model,
        {field.attname: [getattr(thing, field.attname) for thing in things] for field in model._meta.concrete_fields},
    )


def update(model: type[models.Model], ids: Sequence[int], columns: Columns) -> None:
    """Set these columns of these rows, each row its own values, in one statement."""
    if not ids or not columns:
        return
    table, quote = model._meta.db_table, connection.ops.quote_name
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    names = [_column(field) for field in fields]
    staged = quote(f"staged_{table}"[:60])
    listed = ", ".join(quote(name) for name in ["id", *names])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {staged} AS SELECT {listed} FROM {quote(table)} WHERE 1 = 0")  # noqa: S608 - names of our own tables
    _load(f"staged_{table}"[:60], ["id", *names], [ids, *(_prepared(f, columns[f.attname]) for f in fields)])
    sets = ", ".join(f"{quote(name)} = {staged}.{quote(name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {quote(table)} SET {sets} FROM {staged} WHERE {quote(table)}.id = {staged}.id")  # noqa: S608
        cursor.execute(f"DROP TABLE {staged}")


def tell_made(actor: Actor, model: type[models.Model], ids: Sequence[int], reason: str) -> None:
    """The history of new rows: that they were made, by whom and from which file. What they held from the start is
    what they hold less the changes since.
    """
    now, count = timezone.now(), len(ids)
    insert(
        Change,
        {
            "at": [now] * count,
            "actor_id": [actor.user_id] * count,
            "verb": ["import"] * count,
            "object_type": [model._meta.label_lower] * count,
            "object_id": [str(pk) for pk in ids],
            "fields": [{}] * count,
            "reason": [reason[:500]] * count,
        },
    )


def tell_changed(
    actor: Actor,
    model: type[models.Model],
    changes: Iterable[tuple[int, dict[str, tuple[Any, Any]]]],
    reason: str,
) -> None:
    """The history of changed rows: (id, {attname: (before, after)})."""
    now = timezone.now()
    Change.objects.bulk_create(
        (
            Change(
                at=now,
                actor_id=actor.user_id,
                verb="import",
                object_type=model._meta.label_lower,
                object_id=str(pk),
                fields=json.loads(json.dumps(fields, cls=DjangoJSONEncoder)),
                reason=reason[:500],
            )
            for pk, fields in changes
        ),
        batch_size=1000,
    )


def _column(field: models.Field[Any, Any]) -> str:
    return str(field.column)


def _prepared(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """As the database takes them. The same value is prepared once; words and whole numbers go as they are."""
    if isinstance(field, models.JSONField):
        distinct = {id(value): value for value in values}
        ready = {key: field.get_db_prep_save(value, connection) for key, value in distinct.items()}
        return [ready[id(value)] for value in values]
    if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.ForeignKey):
        return values
    known: dict[Any, Any] = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [known[value] for value in values]


def _load(
    table: str,
    names: Sequence[str],
    columns: Sequence[Sequence[Any]],
    same: dict[str, Any] | None = None,
    count: int = 0,
) -> None:
    """Write the rows. same: columns that hold one value in all rows."""
    quote, constant = connection.ops.quote_name, same or {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            listed = ", ".join(quote(name) for name in [*names, *constant])
            whole = [*columns, *([value] * count for value in constant.values())]
            with connection.wrap_database_errors, cursor.copy(f"COPY {quote(table)} ({listed}) FROM STDIN") as copy:
                for row in zip(*whole, strict=True):
                    copy.write_row(row)
            return
        plain = {name: word for name, value in constant.items() if (word := _literal(value)) is not None}
        bound = [name for name in constant if name not in plain]
        listed = ", ".join(quote(name) for name in [*names, *bound, *plain])
        marks = ", ".join([*["%s"] * (len(names) + len(bound)), *plain.values()])
        whole = [*columns, *([constant[name]] * count for name in bound)]
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({listed}) VALUES ({marks})",  # noqa: S608 - names of our own tables
            cast("Sequence[Any]", zip(*whole, strict=True)),
        )


def _literal(value: Any) -> str | None:
    """The plainest values as they stand in a statement, so that they need not be bound for each row."""
    if value is None:
        return "NULL"
    if value == "":
        return "''"
    return str(int(value)) if isinstance(value, bool | int) else None
