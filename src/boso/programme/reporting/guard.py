"""The database itself refuses to change what was handed in.

`install` sets triggers that refuse to change or delete an edition, and to change what is written in a report that is
handed in, signed or approved. Like the guard of the log it belongs after every `migrate`: SQLite rebuilds a changed
table without its triggers. Tests empty their tables and live without it, but for those that prove it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

EDITION, REPORT = "reporting_edition", "reporting_report"
MESSAGE = "BoSo: a report that is handed in is never changed"
#: What a frozen report holds. Its state, and who signed and approved, go on; what was written does not.
WRITTEN = (
    "round_id", "participation_id", "figures", "fetched_at", "corrections", "answers", "reasons", "language",
)  # fmt: skip
STATES = "('submitted', 'signed', 'approved')"
ACTS = ("update", "delete", "replace", "truncate")


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the guard, or renew it."""
    _run(connection, _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away: for tests, and before a migration that must rewrite these tables."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    named = "DROP TRIGGER IF EXISTS guard_{table}_{act}" + on
    _run(connection, [named.format(table=table, act=act) for table in (EDITION, REPORT) for act in ACTS])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _on_sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in WRITTEN)
    # INSERT OR REPLACE deletes without asking the trigger of DELETE.
    again = f"WHEN EXISTS (SELECT 1 FROM {EDITION} WHERE id = NEW.id)"  # noqa: S608 - our own names
    once = f"WHEN EXISTS (SELECT 1 FROM {REPORT} WHERE id = NEW.id AND state IN {STATES})"  # noqa: S608 - our own
    made = "CREATE TRIGGER IF NOT EXISTS guard"
    return [
        f"{made}_{EDITION}_update BEFORE UPDATE ON {EDITION} {refuse}",
        f"{made}_{EDITION}_delete BEFORE DELETE ON {EDITION} {refuse}",
        f"{made}_{EDITION}_replace BEFORE INSERT ON {EDITION} {again} {refuse}",
        f"{made}_{REPORT}_update BEFORE UPDATE ON {REPORT} WHEN OLD.state IN {STATES} AND ({changed}) {refuse}",
        f"{made}_{REPORT}_delete BEFORE DELETE ON {REPORT} WHEN OLD.state IN {STATES} {refuse}",
        f"{made}_{REPORT}_replace BEFORE INSERT ON {REPORT} {once} {refuse}",
    ]


def _on_postgresql() -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in WRITTEN)
    refuse = "EXECUTE FUNCTION boso_refuse_report()"
    made = "CREATE OR REPLACE TRIGGER guard"
    frozen = f"OLD.state IN {STATES}"
    return [
        "CREATE OR REPLACE FUNCTION boso_refuse_report() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        f"{made}_{EDITION}_update BEFORE UPDATE ON {EDITION} FOR EACH ROW {refuse}",
        f"{made}_{EDITION}_delete BEFORE DELETE ON {EDITION} FOR EACH ROW {refuse}",
        f"{made}_{EDITION}_truncate BEFORE TRUNCATE ON {EDITION} FOR EACH STATEMENT {refuse}",
        f"{made}_{REPORT}_update BEFORE UPDATE ON {REPORT} FOR EACH ROW WHEN ({frozen} AND ({changed})) {refuse}",
        f"{made}_{REPORT}_delete BEFORE DELETE ON {REPORT} FOR EACH ROW WHEN ({frozen}) {refuse}",
        f"{made}_{REPORT}_truncate BEFORE TRUNCATE ON {REPORT} FOR EACH STATEMENT {refuse}",
    ]
