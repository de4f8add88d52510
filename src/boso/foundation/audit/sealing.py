"""Sealing the log into one hash chain for each organisation, and proving that nothing in it was touched.

A chain's links are numbered without a gap; each holds the hash of the link before, its own number and time, and its
entry. The head of the chain says where it ends. So every changed, removed, exchanged or slipped-in row is found, unless
somebody with the rights to the whole database works out every later hash anew: against that, write down the head's hash
elsewhere now and then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy

from boso.foundation.audit import actions, queries
from boso.foundation.audit.chain import link
from boso.foundation.audit.wording import tail, verdict

CHUNK = 1000
MOST_FAULTS = 100

FAULTS = {
    "changed": gettext_lazy("Entry %(entry)s (number %(number)s) does not fit its seal: one of them was changed."),
    "entry": gettext_lazy("Entry %(entry)s (number %(number)s) is gone, but its seal stands."),
    "gap": gettext_lazy("Seal number %(number)s is missing."),
    "foreign": gettext_lazy("Entry %(entry)s (number %(number)s) belongs to another organisation's log."),
    "cut": gettext_lazy("The last seals are missing: the chain should end at number %(number)s."),
    "added": gettext_lazy("Seal number %(number)s stands after the end of the chain."),
    "head": gettext_lazy("The end of the chain (number %(number)s) does not fit its last seal."),
}

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which chain, at which number, with which entry, and what (a key of FAULTS)."""

    chain: int
    number: int
    entry_id: int | None
    what: str

    def as_list(self) -> list[Any]:
        """For keeping; `Fault(*row)` reads it again."""
        return [self.chain, self.number, self.entry_id, self.what]

    def __str__(self) -> str:
        return str(FAULTS[self.what]) % {"entry": self.entry_id, "number": self.number}


@dataclass(slots=True)
class ChainReport:
    """What was found in one chain. organisation_id: none for the installation's own."""

    organisation_id: int | None
    name: str
    sealed: int = 0
    sealed_until: dt.datetime | None = None
    unsealed: int = 0
    oldest: dt.datetime | None = None
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, in all the chains it went through."""

    at: dt.datetime
    everything: bool
    chains: tuple[ChainReport, ...]

    @property
    def faults(self) -> list[Fault]:
        """All faults, at most a hundred a chain."""
        return [fault for chain in self.chains for fault in chain.faults]

    @property
    def whole(self) -> bool:
        """Whether every sealed entry is as it was written."""
        return not self.faults

    @property
    def sealed(self) -> int:
        """How many sealed entries were gone through."""
        return sum(chain.sealed for chain in self.chains)

    @property
    def unsealed(self) -> int:
        """How many entries wait to be sealed."""
        return sum(chain.unsealed for chain in self.chains)

    @property
    def sealed_until(self) -> dt.datetime | None:
        """When the newest sealed entry was written."""
        return max((chain.sealed_until for chain in self.chains if chain.sealed_until), default=None)

    @property
    def oldest(self) -> dt.datetime | None:
        """When the oldest unsealed entry was written."""
        return min((chain.oldest for chain in self.chains if chain.oldest), default=None)

    @property
    def findings(self) -> list[str]:
        """The faults in words, each with the chain it lies in."""
        return [f"{chain.name}: {fault}" for chain in self.chains for fault in chain.faults]

    @property
    def sentence(self) -> str:
        """The outcome as one could read it aloud."""
        outcome = verdict(self.sealed, self.sealed_until, len(self.faults))
        return " ".join(part for part in (outcome, tail(self.unsealed, self.oldest, self.at)) if part)


def seal_pending(now: dt.datetime, limit: int = 5000, *, sweep: bool = False) -> int:
    """Seal entries that have none, at most `limit` of each organisation. Gives how many.

    sweep: look at the whole log, and not only at what is newer than a day before the last seal.
    """
    since = None if sweep else queries.recent()
    return sum(
        actions.extend_chain(organisation_id, now, since, limit)
        for organisation_id in queries.organisations_with_unsealed(since)
    )


def verify(
    organisation_id: int | Literal["all"] | None = "all", *, now: dt.datetime | None = None, tell: Tell | None = None
) -> Report:
    """Recompute every link of one chain (none: the installation's own) or of all, and report what does not fit."""
    everything = organisation_id == "all"
    ids = queries.chains() if everything else [0 if organisation_id is None else int(organisation_id)]
    names = queries.chain_names(ids)
    total = queries.how_many_seals(ids)
    reports: list[ChainReport] = []
    for chain in ids:
        report = ChainReport(chain or None, names.get(chain, str(chain)))
        seen = sum(done.sealed for done in reports)
        for number_of_links in _verify_chain(chain, report):
            if tell is not None:
                tell(seen + number_of_links, total, report.name)
        report.unsealed, report.oldest = queries.unsealed_of(chain)
        reports.append(report)
    return Report(now or timezone.now(), everything, tuple(reports))


def _verify_chain(chain: int, report: ChainReport) -> Iterator[int]:
    """Go through one chain, a thousand links at a time; gives how many links after each."""
    end, end_hash = queries.head(chain)
    number = 0
    before: str | None = ""
    while rows := queries.links(chain, after=number, until=end, limit=CHUNK):
        for seal, entry in rows:
            if seal["number"] != number + 1:
                _note(report, Fault(chain, number + 1, None, "gap"))
                before = None
            if what := _fault(chain, before, seal, entry):
                _note(report, Fault(chain, seal["number"], seal["entry_id"], what))
            if entry is not None:
                report.sealed_until = max(report.sealed_until or entry["at"], entry["at"])
            number, before = seal["number"], seal["hash"]
            report.sealed += 1
        yield report.sealed
    if number < end:
        _note(report, Fault(chain, end, None, "cut"))
    elif before != end_hash:
        _note(report, Fault(chain, end, None, "head"))
    for added in queries.beyond_the_head(chain, MOST_FAULTS):
        _note(report, Fault(chain, added, None, "added"))


def _fault(chain: int, before: str | None, seal: dict[str, Any], entry: dict[str, Any] | None) -> str:
    """What is wrong with one link, or nothing. before: the hash it follows, none when that link is missing."""
    if entry is None:
        return "entry"
    if (entry["organisation_id"] or 0) != chain:
        return "foreign"
    if before is not None and link(before, seal["number"], seal["sealed_at"], entry) != seal["hash"]:
        return "changed"
    return ""


def _note(report: ChainReport, fault: Fault) -> None:
    if len(report.faults) < MOST_FAULTS:
        report.faults.append(fault)
