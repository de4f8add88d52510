"""Statistics fetched from a PxWebApi, version 2 or 1: an offline file first, then what is kept, then the network."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from boso.core.indicators import jsonstat
from boso.core.indicators.jsonstat import Broken
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.programme.indicators import actions, policies, queries
from boso.programme.indicators.asking import Pace, Question, Selection, version_1, version_2

VERSION_1 = "https://data.ssb.no/api/v0/no/table"
VERSION_2 = "https://data.ssb.no/api/pxwebapi/v2"
#: How long an answer is kept, and how long the network may take in seconds.
KEPT = dt.timedelta(days=1)
PATIENCE = 60
#: The largest answer that is read, in bytes.
MOST = 80_000_000

Transport = Callable[[Question], str]


def over_the_network(question: Question) -> str:
    """Ask, and give the text of the answer. Raises OSError where none comes, HTTPException where it breaks off."""
    data = question.body.encode() if question.body else None
    request = urllib.request.Request(  # noqa: S310 - the addresses begin with https, see above
        question.address, data=data, headers={"Accept": "application/json", "Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        text: str = answer.read(MOST).decode("utf-8")
    return text


@dataclass
class Client:
    """One door to a statistics bank. offline: a folder of answers as files, named after the table.

    transport, clock and sleep are given by tests; the pace is shared by all calls of a client.
    """

    actor: Actor
    offline: Path | None = None
    transport: Transport = over_the_network
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    pace: Pace = field(default_factory=Pace)

    def fetch(self, table: str, selection: Selection, *, version: int = 2) -> str:
        """A table's cells as JSON-stat 2, for the import of values.

        Raises Refused for who does not bring in statistics, NotNow where the bank does not answer or the answer cannot
        be relied on, asking.TooLarge for too large a question.
        """
        require(policies.may_import(self.actor))
        question = version_2(VERSION_2, table, selection) if version == 2 else version_1(VERSION_1, table, selection)
        text = self._offline(table) or self._kept(question)
        if not text:
            text = _read(self._asked(question))
            actions.keep_answer(self.actor, _name(question), question.address, text)
        return _read(text)

    def _offline(self, table: str) -> str:
        if self.offline is None:
            return ""
        found = sorted(self.offline.glob(f"*{table}*.json"))
        return found[0].read_text(encoding="utf-8") if found else ""

    def _kept(self, question: Question) -> str:
        found = queries.kept_answer(_name(question))
        if found is None or timezone.now() - found.fetched_at > KEPT:
            return ""
        return found.answer

    def _asked(self, question: Question) -> str:
        wait = self.pace.wait(self.clock())
        if wait:
            self.sleep(wait)
        self.pace.made(self.clock())
        try:
            return self.transport(question)
        except (OSError, HTTPException, UnicodeDecodeError) as error:
            raise NotNow(_("The statistics bank does not answer. Fetch the file yourself and bring it in.")) from error


def _name(question: Question) -> str:
    return hashlib.sha256(f"{question.address}\n{question.body}".encode()).hexdigest()


def _read(text: str) -> str:
    """The text itself, if it can be relied on."""
    try:
        jsonstat.read(text)
    except Broken as fault:
        raise NotNow(_("The answer of the statistics bank cannot be read: %(fault)s.") % {"fault": fault}) from fault
    return text
