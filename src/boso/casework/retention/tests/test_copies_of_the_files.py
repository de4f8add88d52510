"""Copies of the database and of the file of keys, taken before and after an erasure: what opens with which."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from boso.casework.households.models import Person
from boso.casework.retention.testing import erase_all, make_closed
from boso.foundation.vault.sealing import Keyring

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def copied(tmp_path: Path):
    """`copied("keys")` gives a copy of that database as a file; on PostgreSQL its two tables of interest, as rows."""

    def take(alias: str, name: str) -> Path:
        target = tmp_path / f"{name}.sqlite3"
        here: Any = connections[alias]
        here.ensure_connection()
        made = sqlite3.connect(target)
        if here.vendor == "sqlite":
            here.connection.backup(made)
        else:
            table, columns = (
                ("vault_key", "id, material") if alias == "keys" else ("households_person", "key_id, sealed")
            )
            made.execute(f"CREATE TABLE {table} ({columns})")
            with here.cursor() as cursor:
                cursor.execute(f"SELECT {columns} FROM {table}")
                rows = [(row[0].hex, bytes(row[1]) if alias == "keys" else row[1]) for row in cursor.fetchall()]
            made.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)
            made.commit()
        made.close()
        return target

    return take


def opened(main: Path, keys: Path) -> set[UUID]:
    """The persons of the one file who can be read with the keys of the other."""
    with sqlite3.connect(keys) as found:
        ring = Keyring(
            {UUID(hex=key): bytes(material) for key, material in found.execute("SELECT id, material FROM vault_key")}
        )
    with sqlite3.connect(main) as found:
        rows = list(found.execute("SELECT key_id, sealed FROM households_person"))
    return {UUID(hex=key) for key, text in rows if text and ring.open(UUID(hex=key), text)}


def test_a_copy_from_before_is_unreadable_with_the_keys_from_after_for_the_erased_alone(copied):
    gone, kept = make_closed(), make_closed(None)
    mine, others = (
        {person.key_id for person in Person.objects.filter(memberships__household=one)} for one in (gone, kept)
    )
    main, keys = copied("default", "main-before"), copied("keys", "keys-before")
    assert opened(main, keys) == mine | others
    erase_all(gone.organisation)
    after = copied("keys", "keys-after")
    assert opened(main, after) == others
    assert opened(copied("default", "main-after"), keys) == others
    if connection.vendor == "sqlite":
        with sqlite3.connect(keys) as found:
            material = [bytes(row[0]) for row in found.execute("SELECT material FROM vault_key")]
        assert sum(one in after.read_bytes() for one in material) == 2
