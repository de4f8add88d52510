"""Where apps say what is due and what their things are called; each registers in its AppConfig.ready()."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from boso.foundation.access.actor import Actor


class Group(StrEnum):
    """Why a task is on the list, in the order it is shown."""

    LAW = "law"
    """The law or an agreement demands it by a date."""
    MINE = "mine"
    """Waits for a decision or a piece of work of mine."""
    KEEP = "keep"
    """Must not be lost: nobody waits today."""
    OTHERS = "others"
    """Handed to somebody else; I only follow it."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One task of one person: what, by when, why, and the one act that moves it on.

    due: last day, or None when there is no date. title: what it is, as a link text. why: one or two
    sentences. act_label, act_url: the button («Approve») and where it leads. about: whom or what it
    concerns, a short line. url: where the thing itself is read, when that is not act_url. key: tells this
    task from every other one of the same person, the same from day to day; «set aside» and its undo go by
    it.
    """

    due: dt.date | None
    title: str | Promise
    why: str | Promise
    act_label: str | Promise
    act_url: str
    group: Group = Group.MINE
    about: str | Promise = ""
    url: str = ""
    key: str = ""

    @property
    def identity(self) -> str:
        """The key, or where the act leads when no key was given."""
        return self.key or self.act_url

    @property
    def link(self) -> str:
        """Where the title leads."""
        return self.url or self.act_url

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Thing:
    """What a row is called on the screen and where it is read."""

    title: str
    url: str


Source = Callable[[Actor, dt.date], Iterable[WorkItem]]
Resolver = Callable[[Actor, Collection[str]], Mapping[str, Thing]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: how its rows are found, and what its acts are called once done («approved»)."""

    resolve: Resolver
    verbs: Mapping[str, str | Promise]


_sources: list[Source] = []
_kinds: dict[str, Kind] = {}


def register(source: Source) -> Source:
    """Add a source of tasks: `source(actor, today)` gives what is due for that actor and visible to them.

    One query a source, two where one cannot do it, and none for an actor who cannot have such tasks: the page has
    eight for all of them, and what does not fit is read by a request of its own. Registering the same one again
    changes nothing.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def register_things(object_type: str, resolve: Resolver, verbs: Mapping[str, str | Promise]) -> None:
    """Let the rows of one model appear under «changed since» and «last opened».

    object_type: the model's label in small letters, as in the history («grants.award»). resolve(actor, ids)
    gives, in one query, a Thing for each of the ids (text) that the actor may see, and nothing for the
    others. verbs: for each act of the model («award.approve»), its past participle as a label; an act
    without one is shown as «changed».
    """
    _kinds[object_type] = Kind(resolve, dict(verbs))


def sources() -> tuple[Source, ...]:
    """Every registered source, in the order of registration."""
    return tuple(_sources)


def kinds() -> Mapping[str, Kind]:
    """Every registered kind of thing, by object type."""
    return dict(_kinds)
