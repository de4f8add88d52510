"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that reached a database, BEGIN and COMMIT among them; not those that a budget held back."""
    sent: list[str] = []

    def note(execute, sql, *words):
        answer = execute(sql, *words)
        sent.append(sql)
        return answer

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(note))
        yield sent
