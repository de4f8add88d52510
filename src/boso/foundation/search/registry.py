"""Where apps let their things be found. Each app registers its sources in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from boso.foundation.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. kind: the heading it stands under, in plural («Participants»). rank: higher is better.

    excerpt: a short line that tells it from its neighbours. Use `core.values.folding.closeness` for the rank.
    """

    title: str
    kind: str | Promise
    url: str
    excerpt: str | Promise = ""
    rank: float = 0.0


Source = Callable[[Actor, str, int], Iterable[Hit]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: `source(actor, text, limit)` gives at most `limit` hits, only what the actor may see.

    `text` is what was typed, trimmed, at least two characters. One query a source: the page has eight
    for all of them, and what does not fit is searched by a request of its own.
    Norwegian letters must not matter: «baerum» finds Bærum (see `core.values.folding`).
    Registering the same source again changes nothing.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def sources() -> tuple[Source, ...]:
    """Every registered source, in the order of registration."""
    return tuple(_sources)
