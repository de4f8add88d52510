"""Needs as files: figures that tell on nobody, and rows without names for whoever sees the households."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.needs import policies, queries, queries_counts, tables
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow
from boso.foundation.exchange.exports import Export, Record
from boso.foundation.exchange.sheets import BadCell, date
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import by_slug_or_code

PLACE = ("organisation", "municipality")
ROW = (
    "mapped_on", "situation", "homeless", "main_ground", "adults", "children", "bedrooms", "rooms", "area_m2", "floor",
    "adaptation", "area", "district", "neighbours", "staffing", "follow_up", "urgency", "certainty",
)  # fmt: skip


def figures(actor: Actor, organisation: str = "", municipality: str = "", day: str = "") -> Iterator[Record]:
    """The tables of each municipality whose figures the actor sees, on that day (today)."""
    on = _day(day)
    for place in _places(actor, municipality or organisation):
        for cell in tables.tables(queries.current_needs(actor, place.pk, on), queries_counts.small_under(on)):
            yield {
                "municipality": place.name,
                "date": on,
                **{name: getattr(cell, name) for name in tables.DIMENSIONS},
                "households": cell.count,
                "hidden": cell.count is None,
            }


def rows(actor: Actor, organisation: str = "", municipality: str = "") -> Iterator[Record]:
    """The mappings that hold, of households the actor sees and that are not protected: codes, and a mark instead of
    whose they are. The same household has the same mark in each file of a municipality, and nobody outside can tell it.
    """
    for place in _places(actor, municipality or organisation):
        units = queries.unit_names(place.pk)
        for mark, mapping in queries.without_names(actor, place.pk):
            told = {name: getattr(mapping, name) for name in ROW}
            yield {"municipality": place.name, "mark": mark, "unit": units[str(mapping.unit_id)], **told}


def _places(actor: Actor, word: str) -> list[Organisation]:
    found = queries.places(actor)
    if not word:
        return found
    wanted = by_slug_or_code(word, timezone.localdate()).pk
    return [place for place in found if place.pk == wanted]


def _day(word: str) -> dt.date:
    """A day as an address has it, today for no word. Raises NotNow for one that is none or that has not been."""
    today = timezone.localdate()
    try:
        day = date(word) if word else today
    except BadCell as bad:
        raise NotNow(f"{bad.what} {bad.advice}") from None
    if day > today:
        raise NotNow(_("That day has not come yet."))
    return day


NEEDS_EXPORT = Export(
    "needs",
    gettext_lazy("Needs in figures"),
    ("municipality", "date", *tables.DIMENSIONS, "households", "hidden"),
    figures,
    policies.may_open_needs,
    filters=(*PLACE, "day"),
    filename="behov",
)
MAPPINGS_EXPORT = Export(
    "mappings",
    gettext_lazy("Mappings without names"),
    ("municipality", "mark", "unit", *ROW),
    rows,
    policies.may_open_mappings,
    filters=PLACE,
    filename="kartlegginger-uten-navn",
)
