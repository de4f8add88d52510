"""Making the database and what must stand in it from the start."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from boso.foundation.access.actions import found
from boso.foundation.audit import guard


def migrate(*, demo: bool) -> bool:
    """Make or update the tables, and write down once what kind of installation this is.

    Gives whether the database was new; `demo` counts only then.
    """
    for database in connections:
        call_command("migrate", database=database, interactive=False, verbosity=0)
    guard.install(connection)
    return found(demo=demo)


def is_up_to_date() -> bool:
    """Whether every migration of this version stands in the database, and in that of the keys."""
    executors = [MigrationExecutor(each) for each in connections.all()]
    return not any(executor.migration_plan(executor.loader.graph.leaf_nodes()) for executor in executors)
