"""A value of law as people write it, in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.core.law import wording
from boso.core.values.numbers import grouped
from boso.foundation.web.templatetags.words import day

#: Ages from here on are nobody's: such a row has no end.
NOBODY_OLDER = 120
#: A table with more than so many entries stands with one a line.
ON_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a table or list. label: blank in a list."""

    label: str
    said: str


def language() -> str:
    """The language of the page, of those the law has words in."""
    now = get_language() or ""
    return now if now in wording.LANGUAGES else wording.LANGUAGES[0]


def named(area: str, key: str) -> str:
    """What a key is called."""
    return wording.name(area, key, language())


def worded(area: str, text: str) -> str:
    """A unit, a source, a note or a word of a value."""
    return wording.said(area, text, language())


def said(area: str, value: Any) -> str:
    """A value in one line: 26 576; a list with commas; a table as «name: value»."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return str(day(value))
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return _of_ages(value) or "; ".join(f"{worded(area, name)}: {said(area, one)}" for name, one in value.items())
    if isinstance(value, list):
        if not value:
            return "–"
        return ("; " if _is_deep(value) else ", ").join(said(area, one) for one in value)
    return worded(area, str(value))


def lines(area: str, value: Any) -> tuple[Line, ...]:
    """The entries of a table or list that is too long for a line; nothing for any other value."""
    if isinstance(value, Mapping) and (len(value) > ON_A_LINE or _is_deep(value.values())):
        return tuple(Line(worded(area, name), said(area, one)) for name, one in value.items())
    if isinstance(value, list) and _is_deep(value):
        return tuple(_of_row(area, one) for one in value)
    return ()


def number(value: float) -> str:
    """26 576; 4,3."""
    whole = int(value)
    return grouped(whole) if whole == value else str(value).replace(".", ",")


def _of_row(area: str, one: Any) -> Line:
    ages = _ages(one) if isinstance(one, Mapping) else ""
    return Line(ages, number(one["kr"])) if ages else Line("", said(area, one))


def _of_ages(value: Mapping[str, Any]) -> str:
    ages = _ages(value)
    return f"{ages}: {number(value['kr'])}" if ages else ""


def _ages(value: Mapping[str, Any]) -> str:
    """Whom a row of amounts by age is for; blank for any other table."""
    if not {"from", "below", "kr"} <= value.keys():
        return ""
    ages = {"first": number(value["from"]), "last": number(value["below"])}
    who = {"f": _("woman or girl"), "m": _("man or boy")}.get(value.get("sex", ""), "")
    told = _("from %(first)s years") if value["below"] > NOBODY_OLDER else _("from %(first)s to under %(last)s years")
    told %= ages
    return f"{who}, {told}" if who else told


def _is_deep(values: Iterable[Any]) -> bool:
    return any(isinstance(one, list | dict) for one in values)
