"""Kinds of messages. An app declares its own in `<app>/message_kinds.py`, which is read at the start:

    register(Kind("grant.approved", matter=_("Grants"), title=_("The request of %(participant)s is approved"),
                  words=queries.names_for_messages))

`words` turns the ids of many messages into the words of title and body, in one query, and only what that person may
see: it gets the actor and the contexts and gives a dict for each. Words are escaped by the page like any others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor

Context = Mapping[str, int | str]
Words = Callable[[Actor, Sequence[Context]], Sequence[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """name: «grant.approved». matter: what sort of thing, safe to say in an e-mail. title, body: with %(names)s."""

    name: str
    matter: str | Promise
    title: str | Promise
    body: str | Promise = ""
    words: Words | None = None


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds of messages."""
    _kinds.update({kind.name: kind for kind in kinds})


def known(name: str) -> bool:
    """Whether somebody declared it."""
    return name in _kinds


def kind(name: str) -> Kind:
    """The kind of that name; a plain one for a kind that no longer exists."""
    return _kinds.get(name) or Kind(name, matter=_("Something new"), title=_("Something new for you"))
