"""Server and worker are killed without a word while people write: nothing acknowledged is lost, the log is whole."""

from __future__ import annotations

import http.cookiejar
import os
import random
import re
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.browsing import NAMES
from tests.running import Running, boso

pytestmark = [pytest.mark.slow, pytest.mark.outside]

ROUNDS = 100 if os.environ.get("BOSO_LONG") else 25
WRITERS = 2
FORM = "/participants/hamar/contacts/new/"


class Writer:
    """A person at a browser without JavaScript who writes contacts into the log, one after another."""

    def __init__(self, running: Running) -> None:
        self.address = running.address
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), KeepRedirect)

    def sign_in(self, username: str) -> Writer:
        page = self.browser.open(f"{self.address}/be/", timeout=10).read().decode()
        card = next(card for card in page.split("<form")[1:] if NAMES[username] in card)
        person = re.search(r'name="person" value="(\d+)"', card)
        assert person is not None
        assert self._post("/be/", person=person[1]) == 302
        return self

    def write(self, words: str) -> bool:
        """Whether the server said that the contact is written down."""
        return self._post(FORM, on="1.10.2011", kind="meeting", with_whom="Programleder", agreed=words) == 302

    def _post(self, path: str, **fields: str) -> int:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        try:
            return self.browser.open(self.address + path, data, timeout=10).status
        except urllib.error.HTTPError as answer:
            return answer.code


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is the acknowledgement; where it leads does not matter here."""

    def redirect_request(self, *_args: object) -> None:
        return None


def write_until_killed(running: Running, round_number: int, acknowledged: list[str]) -> None:
    chance = random.Random(round_number)
    stop = threading.Event()

    def work(number: int) -> None:
        try:
            writer = Writer(running).sign_in("koordinator")
            for count in range(10_000):
                words = f"runde {round_number} skriver {number} nr {count}"
                if stop.is_set() or not writer.write(words):
                    return
                acknowledged.append(words)
        except OSError:
            return  # the server is dead: what it had not answered was never acknowledged

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(0.35 + chance.random())
    running.kill()
    stop.set()
    for thread in threads:
        thread.join(timeout=20)


def test_nothing_acknowledged_is_lost_and_the_chain_verifies(tmp_path: Path):
    acknowledged: list[str] = []
    running = Running(tmp_path, command="demo")
    try:
        for round_number in range(ROUNDS):
            write_until_killed(running.start(within=180), round_number, acknowledged)
    finally:
        running.kill()
    assert len(acknowledged) > ROUNDS * 2, "hardly anything was written: the test proves nothing"

    database = sqlite3.connect(tmp_path / "boso.sqlite3")
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

    assert boso(tmp_path, "worker", "--once").returncode == 0
    verified = boso(tmp_path, "audit", "verify")
    assert verified.returncode == 0, verified.stdout
