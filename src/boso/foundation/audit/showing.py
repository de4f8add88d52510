"""Entries and checks of the log as the page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from boso.foundation.audit import verbs
from boso.foundation.audit.models import Entry, EntryKind, Verification
from boso.foundation.audit.sealing import Fault
from boso.foundation.audit.verbs import label
from boso.foundation.audit.wording import tail, verdict
from boso.foundation.worklist.registry import Thing


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry in words."""

    entry: Entry
    name: str = ""
    """What the thing is called, as far as the reader may see it. The log itself holds no names."""

    @property
    def day(self) -> dt.date:
        """The local day it was written."""
        return timezone.localtime(self.entry.at).date()

    @property
    def time(self) -> str:
        """The local time of day: 09.14."""
        return f"{timezone.localtime(self.entry.at):%H.%M}"

    @property
    def what(self) -> str | Promise:
        """What was done."""
        return label(self.entry.verb)

    @property
    def is_look(self) -> bool:
        """Whether something was only seen."""
        return self.entry.kind == EntryKind.LOOK

    @property
    def words(self) -> str:
        """A mark of the words somebody searched for, the same for equal words; empty where there were none."""
        return self.entry.digest[:6] if self.is_look else ""

    @property
    def who(self) -> str:
        """Who did it."""
        return self.entry.actor.name if self.entry.actor is not None else "BoSo"

    @property
    def whose(self) -> str:
        """The organisation whose log it stands in; empty for the installation's own."""
        return self.entry.organisation.name if self.entry.organisation is not None else ""

    @property
    def thing(self) -> str:
        """What it concerned: the kind of thing, and its name or number."""
        if not self.entry.object_type:
            return ""
        if self.name:
            return f"{kind_of_thing(self.entry.object_type)}: {self.name}"
        return f"{kind_of_thing(self.entry.object_type)} {self.entry.object_id[:8]}"

    @property
    def address(self) -> str:
        """How the log is narrowed to that thing."""
        return f"{self.entry.object_type}:{self.entry.object_id}"


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """The last check and what has come since, in words."""

    check: Verification | None
    unsealed: int
    oldest: dt.datetime | None
    now: dt.datetime

    @property
    def sentence(self) -> str:
        """What the check found; empty when there was none."""
        if self.check is None:
            return ""
        return verdict(self.check.sealed, self.check.sealed_until, len(self.check.faults))

    @property
    def tail(self) -> str:
        """What is not sealed at this moment; empty when all is."""
        return tail(self.unsealed, self.oldest, self.now)

    @property
    def faults(self) -> list[Fault]:
        """What was wrong."""
        return [Fault(*row) for row in self.check.faults] if self.check is not None else []


def shown(entries: Iterable[Entry], things: Mapping[tuple[str, str], Thing]) -> list[ShownEntry]:
    """Entries with the names of their things, as far as they are known."""
    found = []
    for entry in entries:
        thing = things.get((entry.object_type, entry.object_id))
        found.append(ShownEntry(entry, thing.title if thing is not None else ""))
    return found


def kind_of_thing(object_type: str) -> str:
    """What a model is called; its own label when nobody named it."""
    return str(verbs.thing(object_type))
