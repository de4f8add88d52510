"""Throwing keys away so that the file of keys does not hold them in its free pages or its journal either."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connections

from boso.foundation.vault.actions import throw_away as throw
from boso.foundation.vault.router import KEYS

#: Few enough at a time for any database.
PART = 500


def throw_away(key_ids: Collection[UUID]) -> int:
    """Destroy the keys; on SQLite what they stood in is written over. Gives how many there still were."""
    connection = connections[KEYS]
    if connection.vendor == "sqlite" and key_ids:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    wanted = sorted(key_ids)
    return sum(throw(wanted[start : start + PART]) for start in range(0, len(wanted), PART))


def scrub() -> None:
    """Write what is deleted through to the file of keys and empty its journal (SQLite).

    On PostgreSQL the server's own vacuum does so in its time.
    """
    connection = connections[KEYS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
