"""The database itself refuses to change the log.

`install` sets triggers that refuse UPDATE and DELETE on entries and seals, let the head of a chain only grow, and keep
the row that says what the installation is. It belongs after every `migrate`: SQLite rebuilds a changed table without
its triggers, so they cannot be left to one migration. Tests empty their tables and therefore live without the guard,
but for those that prove it. Whoever owns the database can remove a trigger; what they change then, the chain shows.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, SEAL, HEAD, INSTALLATION = "audit_entry", "audit_seal", "audit_head", "access_installation"
TABLES = (ENTRY, SEAL, HEAD, INSTALLATION)
KEYS = {ENTRY: "id", SEAL: "id", HEAD: "chain", INSTALLATION: "id"}
MESSAGE = "BoSo: what stands in the log is never changed"


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the guard, or renew it. Nothing is unguarded meanwhile."""
    _run(connection, _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away: for tests, and before a migration that must rewrite the log's tables."""
    named = "DROP TRIGGER IF EXISTS guard_{table}_{act}"
    if connection.vendor == "postgresql":
        named += " ON {table}"
    acts = ("update", "delete", "replace", "truncate")
    _run(connection, [named.format(table=table, act=act) for table in TABLES for act in acts])


def stands(connection: BaseDatabaseWrapper) -> bool:
    """Whether every table is guarded."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard_%%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return all(f"guard_{table}_{act}" in found for table in TABLES for act in ("update", "delete"))


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _grows(table: str) -> str:
    """The condition under which an update is refused: always, but for a head that does not grow."""
    return "WHEN (NEW.number <= OLD.number OR NEW.chain <> OLD.chain)" if table == HEAD else ""


def _on_sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    found = []
    for table in TABLES:
        key = KEYS[table]
        # INSERT OR REPLACE deletes without asking the trigger of DELETE.
        again = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - our own names
        found += [
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_update BEFORE UPDATE ON {table} {_grows(table)} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_replace BEFORE INSERT ON {table} {again} {refuse}",
        ]
    return found


def _on_postgresql() -> list[str]:
    found = [
        "CREATE OR REPLACE FUNCTION boso_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    ]
    for table in TABLES:
        trigger, refuse = f"CREATE OR REPLACE TRIGGER guard_{table}", "EXECUTE FUNCTION boso_refuse()"
        found += [
            f"{trigger}_update BEFORE UPDATE ON {table} FOR EACH ROW {_grows(table)} {refuse}",
            f"{trigger}_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"{trigger}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        ]
    return found
