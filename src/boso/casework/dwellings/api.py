"""The stock for the municipality's other programs. Homes say nothing of persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Schema

from boso.casework.dwellings import kobobolig, policies, queries
from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import Dwelling
from boso.foundation.access.actor import Actor
from boso.foundation.api.registry import Resource, Word, register

_SAME = (
    "id", "reference", "municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference", "street",
    "number", "letter", "postcode", "place", "area", "kind", "disposal", "area_m2", "rooms", "bedrooms", "floor",
    "has_lift", "staffing", "rent", "condition", "status", "status_since", "empty_since", "empty_reason", "fdv_id",
    "kobo_id",
)  # fmt: skip


class DwellingShape(Schema):
    """One dwelling. Rent is kroner a month; codes are the municipality's code lists'; what nobody knows is null."""

    id: int
    organisation: str
    reference: str
    municipality_number: str
    gnr: int
    bnr: int
    fnr: int
    snr: int
    unit_number: str
    extra_reference: str
    street: str
    number: int | None
    letter: str
    postcode: str
    place: str
    area: str
    kind: str
    disposal: str
    area_m2: Decimal | None
    rooms: int | None
    bedrooms: int | None
    floor: int | None
    has_lift: bool | None
    adaptations: list[str]
    staffing: str
    rent: Decimal | None
    condition: str
    status: str
    status_since: dt.date
    empty_since: dt.date | None
    empty_reason: str
    fdv_id: str
    kobo_id: str
    invented: bool


class DwellingFilters(Schema):
    """What the list may be narrowed to."""

    status: Word | None = None
    disposal: Word | None = None
    kind: Word | None = None
    area: Word | None = None


def _as_kobo(row: Dwelling) -> dict[str, Any]:
    return kobobolig.record(row, CodeBook())


def _all_as_kobo(actor: Actor, rows: Sequence[Dwelling]) -> list[dict[str, Any]]:
    book = queries.code_book(actor)
    words = queries.strange_statuses(actor, book, [row.pk for row in rows])
    return [kobobolig.record(row, book, words.get(row.pk, "")) for row in rows]


def _rows(actor: Actor, **wish: str) -> QuerySet[Dwelling]:
    return queries.visible(actor).filter(**wish).select_related("organisation")


def _record(row: Dwelling) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _SAME}
    return told | {
        "organisation": row.organisation.slug,
        "adaptations": row.adaptation_codes,
        "invented": row.invented,
    }


register(
    Resource(
        "dwellings",
        "Dwellings of the municipality",
        DwellingShape,
        _rows,
        _record,
        policies.may_open_stock,
        filters=DwellingFilters,
    )
)
register(
    Resource(
        "kobobolig",
        "The same dwellings in the shape of Kobo's interface",
        kobobolig.Kobobolig,
        _rows,
        _as_kobo,
        policies.may_open_stock,
        filters=DwellingFilters,
        records=_all_as_kobo,
    )
)
