"""Documents somebody may read by name, though they are not open. Whoever gives such access registers here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Model, Q, QuerySet

from boso.foundation.access.actor import Actor

#: The ids of the documents that are named to an actor now, as a question to the database; none where nothing can be.
Giver = Callable[[Actor], "QuerySet[Model, int] | None"]

_GIVERS: list[Giver] = []


def register(giver: Giver) -> None:
    """Make one who names documents known."""
    if giver not in _GIVERS:
        _GIVERS.append(giver)


def named_to(actor: Actor) -> Q:
    """The documents that are named to the actor, as a condition on documents."""
    found = Q(pk__in=[])
    for ids in _given(actor):
        found |= Q(pk__in=ids)
    return found


def is_named(actor: Actor, document_id: int) -> bool:
    """Whether that document is named to the actor."""
    return any(document_id in ids for ids in _given(actor))


def _given(actor: Actor) -> Iterator[QuerySet[Model, int]]:
    for giver in _GIVERS:
        ids = giver(actor)
        if ids is not None:
            yield ids
