"""The migrations make the tables that the models ask for, and that every other test works on.

They take a minute step by step, so the long suite alone runs them; that each change of a model has its migration, the
short one asks in tests/architecture.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.running import surroundings

COLUMNS = """SELECT table_name, column_name, udt_name, is_nullable, character_maximum_length
    FROM information_schema.columns WHERE table_schema = 'public'"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace"""


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_migrations_make_the_tables_of_the_models(tmp_path: Path):
    made = _migrated_on_postgresql(tmp_path) if connection.vendor == "postgresql" else _migrated_on_sqlite(tmp_path)
    with connection.cursor() as cursor:
        wanted = _tables(cursor)
    assert made == wanted


def _migrated_on_sqlite(folder: Path) -> set[tuple[Any, ...]]:
    _migrate(folder)
    database = sqlite3.connect(folder / "boso.sqlite3")
    try:
        return _tables(database.cursor())
    finally:
        database.close()


def _migrated_on_postgresql(folder: Path) -> set[tuple[Any, ...]]:
    import psycopg

    address, name = os.environ["DATABASE_URL"], f"boso_migrated_{uuid.uuid4().hex[:8]}"
    mine = urlsplit(address)._replace(path=f"/{name}").geturl()
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            _migrate(folder, DATABASE_URL=mine)
            with psycopg.connect(mine) as database:
                return _tables(database.cursor())
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrate(folder: Path, **environment: str) -> None:
    """Step by step, as a database that is older than this version is; `boso migrate` makes an empty one at once."""
    settings = {**surroundings(folder), **environment, "DJANGO_SETTINGS_MODULE": "boso.config.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=settings, check=True)


def _tables(cursor: Any) -> set[tuple[Any, ...]]:
    """Each column, index and constraint, whatever order they were made in; what is Django's own aside."""
    ask = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return {row for row in ask(cursor) if not row[0].startswith(("auth_", "django_"))}


def _on_postgresql(cursor: Any) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = set()
    for question in (COLUMNS, INDEXES, CONSTRAINTS):
        cursor.execute(question)
        found |= set(cursor.fetchall())
    return found


def _on_sqlite(cursor: Any) -> set[tuple[Any, ...]]:
    cursor.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL")
    found: set[tuple[Any, ...]] = set(cursor.fetchall())
    for table in [name for name, kind in found if kind == "table" and not name.startswith("sqlite_")]:
        cursor.execute(f"SELECT '{table}', name, type, \"notnull\", pk FROM pragma_table_info('{table}')")
        found |= set(cursor.fetchall())
    return {row for row in found if not row[0].startswith("sqlite_")}
