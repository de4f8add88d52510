"""The cells as a file, for use inside the municipality. What leaves it goes by the door (`casework/figures`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.gap import policies, queries, showing
from boso.core.gap import table as core
from boso.core.gap.cells import DIMENSIONS
from boso.core.law.parameters import NotKnown
from boso.core.matching import rules
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow
from boso.foundation.exchange.exports import Export, Record
from boso.foundation.organisations.queries import by_slug

COLUMNS = (
    "municipality", "date", *DIMENSIONS, "need", "fits", "unsuitable", "waits", "met", "missing", "homes", "free",
    "taken", "out_of_use", "few",
)  # fmt: skip


def records(actor: Actor, organisation: str = "", date: str = "", area: str = "", group: str = "") -> Iterator[Record]:
    """The cells of one organisation that day (today where not said), narrowed to a part of town or a group.

    organisation: its number or its short name. Raises Refused (hidden) for somebody who does no casework there, NotNow
    for a day that is none.
    """
    if organisation and not organisation.isdecimal():
        organisation = str(by_slug(organisation).pk)
    place, _all = queries.place(actor, organisation)
    table = queries.gap(actor, place.pk, day(date)).table
    wish = showing.Wish(area=area, group=group)
    wanted = {line.cell for line in showing.narrowed(table, wish)}
    for record, line in zip(showing.flat(table), table.lines, strict=True):
        if line.cell in wanted:
            yield {"municipality": place.name, "date": table.on, **record}


def day(word: str) -> dt.date | None:
    """A day as an address has it: 2026-11-22 or 22.11.2026; none for no word.

    Raises NotNow for a word that is no day, and for one that has not been.
    """
    if not word:
        return None
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = dt.datetime.strptime(word, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return in_time(found)
    raise NotNow(_("Write the day as 23.11.2026."))


def in_time(on: dt.date) -> dt.date:
    """The day, if needs and homes can be counted on it.

    Raises NotNow for one that has not been, and for one before BoSo knows what to count by.
    """
    if on > timezone.localdate():
        raise NotNow(_("That day has not been. «How it develops» looks ahead."))
    try:
        core.standard(on, rules.standard(on))
    except NotKnown:
        raise NotNow(_("BoSo cannot count needs and homes so long ago.")) from None
    return on


GAP_EXPORT = Export(
    "gap",
    gettext_lazy("Needs and homes"),
    COLUMNS,
    records,
    policies.may_open_gap,
    filters=("organisation", "date", "area", "group"),
    filename="behov-og-boliger",
)
