"""The law and norms as anybody may read them: by area, with every period, and found by words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.law.parameters import Parameter, everything
from boso.core.values.folding import fold
from boso.core.values.numbers import grouped
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
    "combining": gettext_lazy("Instruments together"),
    "tenancy": gettext_lazy("Leases"),
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
COLUMNS = ("area", "key", "starts", "ends", "value", "unit", "mark", "source", "note", "why_unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """One value in one period, in words."""

    parameter: Parameter
    said: str
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


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an area: what holds on the day that is asked about, and all its periods, the newest first."""

    area: str
    key: str
    now: Row | None
    rows: tuple[Row, ...]

    @property
    def earlier(self) -> tuple[Row, ...]:
        """The other periods."""
        return tuple(row for row in self.rows if row is not self.now)


@cache
def areas() -> tuple[str, ...]:
    """Every area there is a file for: those with a title in the order of `AREAS`, then the others."""
    files = resources.files("boso.core.law").iterdir()
    names = {one.name.removesuffix(".toml") for one in files if one.name.endswith(".toml")}
    known = [name for name in AREAS if name in names]
    return (*known, *sorted(names - set(known)))


def title(area: str) -> str:
    """What an area is called."""
    return str(AREAS.get(area, area))


def keys(area: str, on: dt.date) -> list[Key]:
    """Every key of an area, with what holds that day."""
    return [_key(area, key, periods, on) for key, periods in everything(area).items()]


def found(words: str, on: dt.date) -> Iterator[Key]:
    """The keys of all areas in whose texts every word stands."""
    wanted = fold(words).split()
    for area in areas():
        for one in keys(area, on):
            if all(word in _text(one) for word in wanted):
                yield one


def unknown(area: str, on: dt.date) -> int:
    """How many keys of the area nobody here knows on that day."""
    return sum(one.now is None or one.now.parameter.mark == "unknown" for one in keys(area, on))


def said(value: Any) -> str:
    """A value as people write it: 26 576; a list with commas; a table as «name: value»."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "; ".join(said(one) for one in value) if _is_deep(value) else ", ".join(said(one) for one in value)
    return str(value)


def records(actor: Actor, area: str = "") -> Iterator[Record]:
    """Every period of every key, as plain rows."""
    for name in areas() if not area else (one for one in areas() if one == area):
        for periods in everything(name).values():
            yield from (_record(name, one) for one in periods)


def _record(area: str, one: Parameter) -> Record:
    return {
        "area": area, "key": one.key, "starts": one.period.starts, "ends": one.period.ends,
        "value": None if one.value is None else _plain(one.value), "unit": one.unit, "mark": one.mark,
        "source": one.source, "note": one.note, "why_unknown": one.why_unknown,
    }  # fmt: skip


def _plain(value: Any) -> str | int | float | bool:
    return value if isinstance(value, str | int | float | bool) else said(value)


def _key(area: str, key: str, periods: Iterable[Parameter], on: dt.date) -> Key:
    rows = tuple(_row(one) for one in reversed(tuple(periods)))
    return Key(area, key, next((row for row in rows if row.parameter.period.holds(on)), None), rows)


def _row(one: Parameter) -> Row:
    mark, colour = MARKS[one.mark]
    return Row(one, one.why_unknown if one.mark == "unknown" else said(one.value), mark, colour)


def _text(one: Key) -> str:
    told = [one.area, title(one.area), one.key]
    for row in one.rows:
        told += [row.parameter.unit, row.parameter.source, row.parameter.note, row.said]
    return fold(" ".join(told)).replace("_", " ")


def _is_deep(value: list[Any]) -> bool:
    return any(isinstance(one, list | dict) for one in value)


def _number(value: float) -> str:
    whole = int(value)
    if whole == value:
        return grouped(whole) if abs(whole) >= GROUPED_FROM else str(whole)
    return str(value).replace(".", ",")


#: Numbers below are not grouped, so that years read as years.
GROUPED_FROM = 10_000


def anybody(actor: Actor) -> Decision:
    """The law is open."""
    return ALLOWED


LAW_EXPORT = Export(
    "law", gettext_lazy("Law and norms"), COLUMNS, records, anybody, filters=("area",), filename="regler-og-satser"
)
