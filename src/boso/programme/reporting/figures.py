"""The figures a report opens with: where each comes from, what the author corrected, and how it is written.

A figure's words are looked up by its key when it is shown, so that what is frozen can be read in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.numbers import grouped, kroner

Words = str | Promise

#: Units in which a value is a number.
NUMERIC = ("kr", "count", "homes", "per_cent", "number")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report. empty: what to say where nothing is found, and what would fill it."""

    key: str
    title: Words
    empty: Words


SECTIONS: tuple[Section, ...] = (
    Section(
        "activities", gettext_lazy("Measures"),
        gettext_lazy("No measures are written down yet. They come here from the programme plan."),
    ),
    Section(
        "money", gettext_lazy("Money"),
        gettext_lazy("No grant is awarded for this year. It comes here when the bank awards one."),
    ),
    Section(
        "own_share", gettext_lazy("Own share"),
        gettext_lazy("No own share is asked for or recorded for this year. It comes here from the grants."),
    ),
    Section(
        "dwellings", gettext_lazy("Homes"),
        gettext_lazy("No dwelling projects are written down yet. They come here from the programme plan."),
    ),
    Section(
        "indicators", gettext_lazy("Indicators"),
        gettext_lazy("No indicator has a value for this year. Values come here from the indicators."),
    ),
    Section(
        "learning", gettext_lazy("Learning"),
        gettext_lazy("Nothing is written in the learning ledger for this year. It comes here from there."),
    ),
    Section(
        "findings", gettext_lazy("Findings that turned"),
        gettext_lazy(
            "No living check has turned since the last report of this kind. What turns comes here from the findings."
        ),
    ),
)  # fmt: skip
KEYS = tuple(one.key for one in SECTIONS)

#: What a figure without a name of its own is called.
LABELS: dict[str, Words] = {
    "activities.planned": gettext_lazy("Planned"),
    "activities.under_way": gettext_lazy("Under way"),
    "activities.done": gettext_lazy("Done"),
    "activities.postponed": gettext_lazy("Postponed"),
    "activities.dropped": gettext_lazy("Dropped"),
    "activities.not_stated": gettext_lazy("State not stated"),
    "money.awarded": gettext_lazy("Grant for the year"),
    "money.drawn": gettext_lazy("Drawn of the grants for the year"),
    "money.carried": gettext_lazy("Carried to a later year"),
    "money.applied": gettext_lazy("Applied for from others"),
    "money.granted": gettext_lazy("Granted by others"),
    "own_share.required": gettext_lazy("Own share required"),
    "own_share.cash": gettext_lazy("Put in as cash"),
    "own_share.effort": gettext_lazy("Put in as own effort"),
    "own_share.total": gettext_lazy("Own share put in"),
    "own_share.short": gettext_lazy("Lacking"),
    "dwellings.done": gettext_lazy("Homes that are finished"),
    "dwellings.under_way": gettext_lazy("Homes under way"),
    "dwellings.planned": gettext_lazy("Homes planned"),
    "dwellings.other": gettext_lazy("Homes postponed, dropped or without a stated state"),
    "learning.entries": gettext_lazy("Entries in the learning ledger"),
    "learning.open": gettext_lazy("Entries without a decision"),
}

STATES: dict[str, Words] = {
    "planned": gettext_lazy("Planned"),
    "under_way": gettext_lazy("Under way"),
    "done": gettext_lazy("Done"),
    "postponed": gettext_lazy("Postponed"),
    "dropped": gettext_lazy("Dropped"),
    "not_stated": gettext_lazy("State not stated"),
    "holds": gettext_lazy("It holds"),
    "no_longer": gettext_lazy("It no longer holds"),
    "unmeasured": gettext_lazy("Nobody measures"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as fetched.

    id: within the report. name: the thing's own name, else the label of `key` is used. value: as text, blank where
    it is not stated. unit: kr, count, homes, per_cent, number, state or text. of: what is measured, where the unit
    does not say it. source: the path it opens to. note: a sentence beside it.
    """

    id: str
    section: str
    key: str
    value: str
    unit: str
    source: str
    name: str = ""
    note: str = ""
    of: str = ""

    @property
    def label(self) -> str:
        """What it is called, in the page's language where the words are ours."""
        return self.name or str(LABELS.get(self.key, self.key))

    @property
    def is_list(self) -> bool:
        """Whether it is one row of many (a measure, a project, an indicator) and not a sum."""
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure ready to be read. was, why: what BoSo fetched and why it was corrected, where it was."""

    figure: Figure
    value: str
    was: str = ""
    why: str = ""
    corrected: bool = False

    @property
    def number(self) -> Decimal | None:
        """The value as a number; none where it is none."""
        return as_number(self.value, self.figure.unit)

    @property
    def text(self) -> str:
        """The value as people write it; blank: not stated."""
        return said(self.value, self.figure.unit, self.figure.of)

    @property
    def was_text(self) -> str:
        """What was fetched, likewise."""
        return said(self.was, self.figure.unit, self.figure.of)


def plain(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Figures as they are kept."""
    return [asdict(one) for one in figures]


def read(kept: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Figures as they were kept."""
    return [Figure(**one) for one in kept]


def shown(kept: Iterable[Mapping[str, Any]], corrections: Mapping[str, Mapping[str, str]]) -> list[Shown]:
    """The figures with what the author corrected."""
    found = []
    for one in read(kept):
        better = corrections.get(one.id)
        if better is None:
            found.append(Shown(one, one.value))
        else:
            found.append(Shown(one, better["value"], one.value, better["why"], corrected=True))
    return found


def of_section(rows: Sequence[Shown], section: str) -> list[Shown]:
    """Those of one section."""
    return [one for one in rows if one.figure.section == section]


def as_number(value: str, unit: str) -> Decimal | None:
    """The value as a number; none where it is not stated, a range or a word."""
    if unit not in NUMERIC or not value:
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def said(value: str, unit: str, of: str = "") -> str:
    """A value as people write it, in the page's language; blank: not stated."""
    if not value:
        return ""
    if unit == "state":
        return str(STATES.get(value, value))
    amount = as_number(value, unit)
    if unit == "kr" and amount is not None:
        return kroner(amount)
    written = value if amount is None else grouped(amount if amount % 1 else amount.to_integral_value())
    if unit == "homes":
        return _("%(number)s homes") % {"number": written}
    if unit == "per_cent":
        return f"{written} %"
    return f"{written} {of}".strip()
