"""Jobs as the pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.jobs.models import Job, State
from boso.foundation.jobs.queries import JobPage, label
from boso.foundation.jobs.queue import GiveUp
from boso.foundation.web.lists import Column, Head

COLOURS = {State.READY: "neutral", State.RUNNING: "rav", State.DONE: "success", State.FAILED: "danger"}


@dataclass(frozen=True, slots=True)
class ShownJob:
    """One job in words."""

    job: Job
    now: dt.datetime

    @property
    def label(self) -> str | Promise:
        """What it is called."""
        return label(self.job)

    @property
    def colour(self) -> str:
        """Of the tag that says how it stands."""
        return COLOURS[State(self.job.state)]

    @property
    def finished(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.job.state in (State.DONE, State.FAILED)

    @property
    def rests(self) -> bool:
        """Whether it failed and waits to be tried again, or waits for its time."""
        return self.job.state == State.READY and self.job.run_after > self.now

    @property
    def may_give_up(self) -> bool:
        """Whether it can still be let go."""
        return self.job.state in (State.READY, State.RUNNING)

    @property
    def who(self) -> str:
        """Who asked for it."""
        return self.job.asked_by.name if self.job.asked_by is not None else "BoSo"

    @property
    def sentence(self) -> str:
        """How it stands, for whoever asked for it."""
        if self.job.state == State.DONE:
            return self.job.words or _("It is done.")
        if self.job.state == State.FAILED:
            return self._failure()
        if self.job.state == State.RUNNING:
            return self.job.words or _("It is running.")
        if self.job.attempts:
            return _("It did not succeed, and is tried again in a little while.")
        return _("It waits for its turn.")

    def _failure(self) -> str:
        if self.job.error_class.endswith(GiveUp.__qualname__) or self.job.error_class in ("GivenUp", "WorkerLost"):
            return self.job.error
        return _("It did not succeed. The administrator can see why and run it again.")


@dataclass(frozen=True, slots=True)
class StateTab:
    """One state to narrow the list to."""

    state: str
    label: str | Promise
    count: int | None
    chosen: bool


class Pages:
    """Where the list goes on."""

    previous = ""
    total = None

    def __init__(self, request: HttpRequest, found: JobPage) -> None:
        self.shown = len(found.jobs)
        query = request.GET.copy()
        query["after"] = found.after
        self.next = f"?{query.urlencode()}" if found.after else ""


def tabs(counts: Mapping[str, int], chosen: str) -> list[StateTab]:
    """All, and each state with its count."""
    everything = StateTab("", _("All"), None, chosen not in State.values)
    return [everything, *(StateTab(s.value, s.label, counts[s.value], chosen == s.value) for s in State)]


def heads(columns: Sequence[Column]) -> list[Head]:
    """Columns that are not sorted by."""
    return [Head(column.label, column.numeric, "", "") for column in columns]
