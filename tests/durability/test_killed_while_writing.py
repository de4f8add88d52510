"""Server and worker are killed without a word while people write: nothing acknowledged is lost, the log is whole."""

from __future__ import annotations

import http.client
import os
import random
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.running import Running, boso
from tests.visiting import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.outside]

ROUNDS = 100 if os.environ.get("BOSO_LONG") else 25
WRITERS = 2
FORM = "/participants/hamar/contacts/new/"


def write(writer: Visitor, words: str) -> bool:
    """Whether the server said that the contact is written down."""
    entry = {"on": "1.10.2011", "kind": "meeting", "with_whom": "Programleder", "agreed": words}
    return writer.post(FORM, **entry).status == 302


def write_until_killed(running: Running, round_number: int, acknowledged: list[str]) -> None:
    chance = random.Random(round_number)
    stop = threading.Event()

    def work(number: int) -> None:
        try:
            writer = Visitor(running.address).become("koordinator")
            for count in range(10_000):
                words = f"runde {round_number} skriver {number} nr {count}"
                if stop.is_set() or not write(writer, words):
                    return
                acknowledged.append(words)
        except (OSError, http.client.HTTPException):
            return  # the server died, perhaps amid its answer: what it had not said was never acknowledged

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(0.35 + chance.random())
    running.kill()
    stop.set()
    for thread in threads:
        thread.join(timeout=20)


def test_nothing_acknowledged_is_lost_and_the_chain_verifies(made_demo: Path, tmp_path: Path):
    acknowledged: list[str] = []
    data = shutil.copytree(made_demo, tmp_path / "data")
    running = Running(data)
    try:
        for round_number in range(ROUNDS):
            write_until_killed(running.start(within=180), round_number, acknowledged)
    finally:
        running.kill()
    assert len(acknowledged) > ROUNDS * 2, "hardly anything was written: the test proves nothing"

    database = sqlite3.connect(data / "boso.sqlite3")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    written = {words for (words,) in database.execute("SELECT agreed FROM partnership_contactentry")}
    assert [words for words in acknowledged if words not in written] == []
    ids = {str(number) for (number,) in database.execute("SELECT id FROM partnership_contactentry")}
    for table in ("audit_entry", "history_change"):
        rows = database.execute(
            f"SELECT object_id FROM {table} WHERE object_type = 'partnership.contactentry' AND verb LIKE 'contact.%'"
        )
        assert ids == {number for (number,) in rows}, f"acts and {table} do not stand or fall together"
    database.close()

    assert boso(data, "worker", "--once").returncode == 0
    verified = boso(data, "audit", "verify")
    assert verified.returncode == 0, verified.stdout
