"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test.utils import CaptureQueriesContext

#: Sent by the driver or by Django beside the cursors: only Django's own log tells of them.
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that reached a database, and the beginning and end of every transaction.

    Those that a budget held back are not among them. The list is whole when the block has ended.
    """
    sent: list[str] = []

    def note(execute, sql, *words):
        answer = execute(sql, *words)
        sent.append(sql)
        return answer

    with ExitStack() as stack:
        logs = [stack.enter_context(CaptureQueriesContext(connection)) for connection in connections.all()]
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield sent
    sent += [row["sql"] for log in logs for row in log.captured_queries if row["sql"] in TRANSACTION]
