"""Stored queries a living check can name. Apps add theirs with `register`; see `asking` for those that stand.

    register(StoredQuery(
        "indicator.value", _("Value of an indicator"), _("The newest confirmed value."),
        (Argument("indicator", _("Indicator"), _indicators),), _value))

A query is run as a member who sees what every reader of the check sees, and nothing more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.programme.findings.models_checks import ToldAs, Why
from boso.programme.partnership.models import Participation

Words = str | Promise
Choices = Iterable[tuple[str, Words]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query is asked with. participation: whose figures; none for the whole programme."""

    programme: str
    participation: Participation | None
    arguments: Mapping[str, str]
    today: dt.date

    def get(self, name: str) -> str:
        """An argument; empty where it was not given."""
        return str(self.arguments.get(name) or "")


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found. value: in the query's unit; none with `why`. base: of how many. on: the day the number is
    of. source: what it rests on, in bokmål. url: a path of BoSo where one sees it.
    """

    value: Decimal | None = None
    base: int | None = None
    on: dt.date | None = None
    source: str = ""
    url: str = ""
    why: str = Why.NOTHING
    told_as: str = ToldAs.NUMBER


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing to choose. choices: what one may choose among, for the asker and a programme; none for
    what is typed."""

    name: str
    label: Words
    choices: Callable[[Actor, str], Choices] | None
    required: bool = True


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A query by name. unit: what is counted, or what the base counts; run: raises nothing but GoneError."""

    key: str
    label: Words
    help: Words
    arguments: tuple[Argument, ...]
    run: Callable[[Actor, Asked], Found]
    unit: Words = ""


class GoneError(Exception):
    """Raised by a query when what it is asked about is no longer there."""


_queries: dict[str, StoredQuery] = {}


def register(query: StoredQuery) -> StoredQuery:
    """Add a query. The same key again replaces it."""
    _queries[query.key] = query
    return query


def known() -> tuple[StoredQuery, ...]:
    """Every query, in the order of registration."""
    return tuple(_queries.values())


def get(key: str) -> StoredQuery | None:
    """The query of that key; none where nobody registers it any more."""
    return _queries.get(key)
