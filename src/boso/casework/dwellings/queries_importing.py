"""What an import asks: the municipality's own words for codes, and the dwellings that stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import Building, CodeEntry, Dwelling, StatusPeriod
from boso.core.values.folding import fold
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import code_of


def book(organisation_id: int | None) -> CodeBook:
    """Every code of the organisation."""
    return CodeBook(CodeEntry.objects.filter(organisation=organisation_id))


def words(organisation_id: int | None, list_name: str) -> dict[str, str]:
    """Folded word -> code, for the codes built in and those the municipality has explained."""
    codes = book(organisation_id)
    found = {fold(word): code for code, label in codes.choices(list_name) for word in (code, label)}
    for entry in codes.entries:
        if entry.list == list_name and not entry.is_unknown:
            told = (entry.code, entry.nb, entry.nn, entry.en, *map(str, entry.external.values()))
            found |= {fold(word): entry.means or entry.code for word in told if word}
    return found


def labels(organisation_id: int | None, list_name: str) -> dict[str, str]:
    """Code -> its name, for all a person may choose from."""
    return dict(book(organisation_id).choices(list_name))


def known_codes(organisation_id: int) -> set[tuple[str, str]]:
    """(list, code) of every code that stands, explained or not."""
    return set(CodeEntry.objects.filter(organisation_id=organisation_id).values_list("list", "code"))


def municipality_number(organisation_id: int, on: dt.date) -> str:
    """The organisation's own code, or that of the municipality a district belongs to; empty when it has none."""
    place = Organisation.objects.select_related("parent").get(pk=organisation_id)
    return code_of(place, on) or (code_of(place.parent, on) if place.parent is not None else None) or ""


def standing(organisation_id: int, fields: Sequence[str]) -> list[tuple[Any, ...]]:
    """The dwellings that are not removed: id and those fields."""
    rows = Dwelling.objects.filter(organisation_id=organisation_id, removed_at__isnull=True)
    return list(rows.order_by("pk").values_list("pk", *fields))


def removed_ids(organisation_id: int) -> dict[tuple[str, str], int]:
    """(«fdv_id» or «kobo_id», the id) -> dwelling, for dwellings that are removed: the id is still theirs."""
    found: dict[tuple[str, str], int] = {}
    rows = Dwelling.objects.filter(organisation_id=organisation_id, removed_at__isnull=False)
    for pk, fdv, kobo in rows.values_list("pk", "fdv_id", "kobo_id"):
        found |= {key: pk for key in (("fdv_id", fdv), ("kobo_id", kobo)) if key[1]}
    return found


def buildings(organisation_id: int) -> dict[tuple[str, int | None, str, str], int]:
    """(street, number, letter, postcode) -> building."""
    rows = Building.objects.filter(organisation_id=organisation_id)
    return {(s, n, letter, code): pk for pk, s, n, letter, code in rows.values_list(
        "pk", "street", "number", "letter", "postcode")}  # fmt: skip


def open_periods(dwelling_ids: Sequence[int]) -> dict[int, tuple[int, dt.date]]:
    """Dwelling -> (its last period, the day that began)."""
    found: dict[int, tuple[int, dt.date]] = {}
    for start in range(0, len(dwelling_ids), 500):
        rows = StatusPeriod.objects.filter(dwelling_id__in=dwelling_ids[start : start + 500], ends__isnull=True)
        found |= {dwelling: (pk, starts) for pk, dwelling, starts in rows.values_list("pk", "dwelling_id", "starts")}
    return found


def is_invented(organisation_id: int) -> bool:
    """Whether the organisation, and so its dwellings, is made up."""
    return Organisation.objects.filter(pk=organisation_id, invented=True).exists()
