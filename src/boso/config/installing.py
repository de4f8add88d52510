"""Making the database and what must stand in it from the start."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from boso.foundation.access.actions import found
from boso.foundation.audit import guard
from boso.programme.reporting import guard as report_guard


def migrate(*, demo: bool) -> bool:
    """Make or update the tables, and write down once what kind of installation this is.

    Gives whether the database was new; `demo` counts only then.
    """
    for database in connections:
        if not connections[database].introspection.table_names():
            _make(database)
        call_command("migrate", database=database, interactive=False, verbosity=0)
    guard.install(connection)
    report_guard.install(connection)
    return found(demo=demo)


def _make(database: str) -> None:
    """The tables of an empty database, from the models at once, and every migration noted as done: all or nothing.

    The migrations make the same (a test sees to it), but a step at a time, which takes ten times as long.
    """
    empty = connections[database]
    models: list[type[Model]] = [*apps.get_models(), MigrationRecorder.Migration]
    with empty.schema_editor() as editor:
        for model in models:
            if model._meta.can_migrate(empty) and router.allow_migrate_model(database, model):
                editor.create_model(model)
        recorder = MigrationRecorder(empty)
        for app, name in MigrationLoader(empty).graph.nodes:
            recorder.record_applied(app, name)


def is_up_to_date() -> bool:
    """Whether every migration of this version stands in the database, and in that of the keys."""
    executors = [MigrationExecutor(each) for each in connections.all()]
    return not any(executor.migration_plan(executor.loader.graph.leaf_nodes()) for executor in executors)
