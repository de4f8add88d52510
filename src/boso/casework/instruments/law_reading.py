"""The law and norms as anybody may read them: by area, with every period, and found by words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.instruments.law_values import Line, lines, named, said, worded
from boso.core.law import listing
from boso.core.law.parameters import Parameter, everything
from boso.core.law.wording import texts
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision
from boso.foundation.exchange.exports import Export, Record
from boso.foundation.web.templatetags.words import day

MARKS: dict[str, tuple[str | Promise, str]] = {
    "read": (gettext_lazy("read"), "success"),
    "derived": (gettext_lazy("derived"), "fjord"),
    "assumed": (gettext_lazy("our own reading"), "rav"),
    "unknown": (gettext_lazy("not known"), "neutral"),
}
AREAS: dict[str, str | Promise] = {
    "bostotte": gettext_lazy("Bostøtte"),
    "loans": gettext_lazy("Startlån and Husbanken's rates"),
    "loss_sharing": gettext_lazy("Losses on startlån"),
    "grants": gettext_lazy("Grants to persons"),
    "rental_grants": gettext_lazy("Grants for dwellings to let"),
    "guidance_rates": gettext_lazy("The state's guidance rates for living costs"),
    "living_costs": gettext_lazy("The reference budget (SIFO)"),
    "rent_to_own": gettext_lazy("From renting to owning"),
    "guideline_points": gettext_lazy("Points of a guideline"),
    "combination": gettext_lazy("Instruments together"),
    "tenancy": gettext_lazy("Leases"),
    "deadlines": gettext_lazy("Deadlines of the law"),
    "stays": gettext_lazy("Temporary stays"),
    "housing_norms": gettext_lazy("Size norms"),
    "main_grounds": gettext_lazy("Main grounds"),
    "households": gettext_lazy("Households and who sees them"),
    "retention": gettext_lazy("How long things are kept"),
    "merging": gettext_lazy("Merging of cases"),
    "campaigns": gettext_lazy("Mapping campaigns"),
    "matching": gettext_lazy("Rules of allocation"),
    "gap": gettext_lazy("Needs against homes"),
    "figures": gettext_lazy("Figures that leave"),
    "elections": gettext_lazy("Elections"),
}
COLUMNS = ("area", "key", "name", "starts", "ends", "value", "unit", "mark", "source", "note", "why_unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """One value in one period, in words. lines: its entries, where it is a table or list too long for a line."""

    parameter: Parameter
    said: str
    lines: tuple[Line, ...]
    unit: str
    source: str
    note: str
    mark: str | Promise
    colour: str

    @property
    def period(self) -> str:
        """From which day to which, that day included."""
        starts, ends = self.parameter.period.starts, self.parameter.period.ends
        if ends is None:
            return _("from %(day)s") % {"day": day(starts)}
        last = ends - dt.timedelta(days=1)
        return _("%(first)s to %(last)s") % {"first": day(starts), "last": day(last)}

    @property
    def is_unknown(self) -> bool:
        """Whether nobody here knows the value."""
        return self.parameter.mark == "unknown"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an area: what it is called, what holds on the day that is asked about, and all its periods, the newest
    first.
    """

    area: str
    key: str
    name: str
    now: Row | None
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """What the area is called."""
        return title(self.area)


@cache
def areas() -> tuple[str, ...]:
    """Every area there is a file for: those with a title in the order of `AREAS`, then the others."""
    names = set(listing.areas())
    known = [name for name in AREAS if name in names]
    return (*known, *sorted(names - set(known)))


def title(area: str) -> str:
    """What an area is called."""
    return str(AREAS.get(area, area))


def keys(area: str, on: dt.date) -> list[Key]:
    """Every key of an area, with what holds that day."""
    return [_key(area, key, periods, on) for key, periods in everything(area).items()]


def found(words: str, on: dt.date) -> Iterator[Key]:
    """The keys of all areas in whose texts every word stands, in the language of the page or as the file has them."""
    wanted = fold(words).split()
    for area in areas():
        for one in keys(area, on):
            text = _text(one)
            if all(word in text for word in wanted):
                yield one


def unknown(area: str, on: dt.date) -> int:
    """How many keys of the area nobody here knows on that day."""
    return sum(one.now is None or one.now.is_unknown for one in keys(area, on))


def records(actor: Actor, area: str = "") -> Iterator[Record]:
    """Every period of every key, as plain rows."""
    for name in areas() if not area else (one for one in areas() if one == area):
        for periods in everything(name).values():
            yield from (_record(name, one) for one in periods)


def _record(area: str, one: Parameter) -> Record:
    return {
        "area": area, "key": one.key, "name": named(area, one.key), "starts": one.period.starts,
        "ends": one.period.ends, "value": None if one.value is None else _plain(area, one.value),
        "unit": worded(area, one.unit), "mark": one.mark, "source": worded(area, one.source),
        "note": worded(area, one.note), "why_unknown": worded(area, one.why_unknown),
    }  # fmt: skip


def _plain(area: str, value: Any) -> str | int | float | bool:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, int | float | bool) else said(area, value)


def _key(area: str, key: str, periods: Iterable[Parameter], on: dt.date) -> Key:
    rows = tuple(_row(area, one) for one in reversed(tuple(periods)))
    holds = next((row for row in rows if row.parameter.period.holds(on)), None)
    return Key(area, key, named(area, key), holds, rows)


def _row(area: str, one: Parameter) -> Row:
    mark, colour = MARKS[one.mark]
    value = one.why_unknown if one.mark == "unknown" else one.value
    return Row(
        one, said(area, value), lines(area, value), worded(area, one.unit), worded(area, one.source),
        worded(area, one.note), mark, colour,
    )  # fmt: skip


def _text(one: Key) -> str:
    told = [one.area, title(one.area), one.key, one.name]
    for row in one.rows:
        told += [row.unit, row.source, row.note, row.said, *texts(row.parameter)]
    return fold(" ".join(told)).replace("_", " ")


def anybody(actor: Actor) -> Decision:
    """The law is open."""
    return ALLOWED


LAW_EXPORT = Export(
    "law", gettext_lazy("Law and norms"), COLUMNS, records, anybody, filters=("area",), filename="regler-og-satser"
)
