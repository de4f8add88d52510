"""The database refuses to change the log."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import Installation
from boso.foundation.audit import guard
from boso.foundation.audit.actions import log_act
from boso.foundation.audit.models import Entry, Head, Seal
from boso.foundation.audit.sealing import seal_pending, verify

pytestmark = pytest.mark.django_db

STATEMENTS = (
    "UPDATE audit_entry SET verb = 'x.y'",
    "DELETE FROM audit_entry",
    "UPDATE audit_seal SET number = 7",
    "DELETE FROM audit_seal",
    "UPDATE audit_head SET hash = 'x'",
    "UPDATE audit_head SET number = 0",
    "UPDATE audit_head SET chain = 7, number = 9",
    "DELETE FROM audit_head",
    "UPDATE access_installation SET demo = true",
    "DELETE FROM access_installation",
)


@pytest.fixture
def guarded():
    Installation(demo=False).save()
    log_act(SYSTEM, "home.found")
    seal_pending(timezone.now())
    guard.install(connection)
    guard.install(connection)
    yield
    guard.remove(connection)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses(guarded, statement):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
def test_a_replacing_insert_is_refused(guarded):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO audit_head (chain, number, hash) VALUES (0, 9, 'x')")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_emptying_the_table_is_refused(guarded):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE access_installation")


def test_the_log_still_grows(guarded):
    log_act(SYSTEM, "home.found")
    assert seal_pending(timezone.now()) == 1
    assert (Entry.objects.count(), Seal.objects.count(), Head.objects.get().number) == (2, 2, 2)
    assert verify().whole


def test_whether_the_guard_stands_can_be_asked():
    assert not guard.stands(connection)
    guard.install(connection)
    assert guard.stands(connection)
    guard.remove(connection)
    assert not guard.stands(connection)
