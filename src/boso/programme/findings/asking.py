"""What a living check can ask about today: each stored query reads by its own app's queries."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.programme.findings.checks import Argument, Asked
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation, Programme
from boso.programme.plans.models_shared import Theme

T = TypeVar("T")
ANY = "any"
ALL = (ANY, _("All"))


def day_of(said: str) -> dt.date | None:
    """The last day a time as sources say it can mean: 2011 is 31 December 2011, `spring 2012` 30 June 2012.

    None for what says no year.
    """
    exact = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", said)
    if exact:
        year, month = int(exact[1]), int(exact[2])
        return dt.date(year, month, int(exact[3] or calendar.monthrange(year, month)[1]))
    named = re.fullmatch(r"(?:(spring|autumn) )?(\d{4})", said)
    if named is None:
        return None
    return dt.date(int(named[2]), 6, 30) if named[1] == "spring" else dt.date(int(named[2]), 12, 31)


def newest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The newest day of those known; none where none is."""
    return max((day for day in days if day is not None), default=None)


def participants(actor: Actor, asked: Asked) -> list[Participation]:
    """Whose figures: the one participant, or everybody in the programme."""
    if asked.participation is not None:
        return [asked.participation]
    return list(partnership.participations(actor, asked.programme))


def rows(find: Callable[[Actor, Participation | None], Iterable[T]], actor: Actor, asked: Asked) -> Iterator[T]:
    """Rows of a register that is read by participant, or at once for the programme of the report."""
    if asked.participation is None and asked.programme == Programme.REPORT:
        yield from find(actor, None)
        return
    for one in participants(actor, asked):
        yield from find(actor, one)


def chosen(asked: Asked, name: str) -> str:
    """An argument that may be «all»: empty for all."""
    given = asked.get(name)
    return "" if given == ANY else given


def themes(name: str = "theme") -> Argument:
    """The argument «theme», or all of them."""
    return Argument(name, _("Theme"), lambda actor, programme: [ALL, *Theme.choices])


def register_all() -> None:
    """Make every stored query known."""
    from boso.programme.findings import asking_learning, asking_numbers, asking_surveys, asking_work
    from boso.programme.findings.checks import register

    for module in (asking_numbers, asking_work, asking_surveys, asking_learning):
        for query in module.QUERIES:
            register(query)
