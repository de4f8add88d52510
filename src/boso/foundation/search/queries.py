"""One box over everything the actor may see."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from boso.foundation.access.actor import Actor
from boso.foundation.search import registry
from boso.foundation.search.registry import Hit

log = logging.getLogger(__name__)

#: Shorter than this finds everything and helps nobody.
SHORTEST = 2
#: Longer is not a search; the log keeps no more either.
LONGEST = 100
#: Hits of one kind on the page, and in the list under the box.
ON_PAGE = 20
IN_LIST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave. groups: hits by kind, the kind with the best hit first. incomplete: a source failed."""

    text: str
    groups: tuple[tuple[str, tuple[Hit, ...]], ...] = ()
    incomplete: bool = False

    @property
    def count(self) -> int:
        """How many hits are shown."""
        return sum(len(hits) for _, hits in self.groups)

    @property
    def too_short(self) -> bool:
        """Whether there was too little to search for."""
        return len(self.text) < SHORTEST

    def best(self, limit: int) -> list[Hit]:
        """The best hits whatever their kind."""
        return _in_order(hit for _, hits in self.groups for hit in hits)[:limit]


def find(actor: Actor, text: str, limit: int = ON_PAGE) -> Found:
    """Everything the actor may see that answers the text, at most `limit` of each source; nothing for a short text.

    A source that fails is logged and left out; the answer says so.
    """
    text = " ".join(text.split())[:LONGEST]
    if len(text) < SHORTEST:
        return Found(text)
    hits: list[Hit] = []
    incomplete = False
    for source in registry.sources():
        try:
            hits.extend(_in_order(source(actor, text, limit))[:limit])
        except Exception:
            log.exception("A source of search failed: %s.%s", source.__module__, getattr(source, "__qualname__", ""))
            incomplete = True
    groups: dict[str, list[Hit]] = {}
    for hit in _in_order(hits):
        groups.setdefault(str(hit.kind), []).append(hit)
    return Found(text, tuple((kind, tuple(found)) for kind, found in groups.items()), incomplete)


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.rank, hit.title.casefold()))
