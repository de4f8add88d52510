"""One box over everything the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from boso.foundation.access.actor import Actor
from boso.foundation.search import registry
from boso.foundation.search.registry import Hit, Source
from boso.foundation.web.budget import ask

#: Shorter than this finds everything and helps nobody.
SHORTEST = 2
#: Longer is not a search; the log keeps no more either.
LONGEST = 100
#: Hits of one kind on the page, and in the list under the box.
ON_PAGE = 20
IN_LIST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    groups: hits by kind, the kind with the best hit first. incomplete: a source failed. rest: the sources that did
    not fit into one page, by their places; asked for by themselves they give the other hits.
    """

    text: str
    groups: tuple[tuple[str, tuple[Hit, ...]], ...] = ()
    incomplete: bool = False
    rest: tuple[int, ...] = ()

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


def find(actor: Actor, text: str, limit: int = ON_PAGE, only: Mapping[int, Source] | None = None) -> Found:
    """Everything the actor may see that answers the text, at most `limit` of each source; nothing for a short text.

    only: these sources by their places; all without. A source that fails is logged and left out; the answer says so.
    """
    text = " ".join(text.split())[:LONGEST]
    if len(text) < SHORTEST:
        return Found(text)
    sources = dict(enumerate(registry.sources())) if only is None else only

    def hits_of(source: Source) -> list[Hit]:
        return _in_order(source(actor, text, limit))[:limit]

    def name(place: int) -> str:
        return f"{sources[place].__module__}.{getattr(sources[place], '__qualname__', '')}"

    answers = ask({place: partial(hits_of, source) for place, source in sources.items()}, name=name)
    groups: dict[str, list[Hit]] = {}
    for hit in _in_order(hit for hits in answers.found.values() for hit in hits):
        groups.setdefault(str(hit.kind), []).append(hit)
    found = tuple((kind, tuple(hits)) for kind, hits in groups.items())
    return Found(text, found, answers.failed, answers.rest)


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.rank, hit.title.casefold()))
