"""Making the database and what must stand in it from the start."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from boso.foundation.access.models import Installation


def migrate(*, demo: bool) -> bool:
    """Make or update the tables, and write down once what kind of installation this is.

    demo counts only for a new database: one that stands keeps what it is. Gives whether the database was new.
    """
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        if Installation.objects.exists():
            return False
        Installation(demo=demo).save()
    return True


def is_up_to_date() -> bool:
    """Whether every migration of this version stands in the database."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
