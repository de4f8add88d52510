"""The stock as a file: what the list shows, with the list's own filters. Nothing in it says who lives there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import policies, queries_lists
from boso.casework.dwellings.models import Dwelling
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record
from boso.foundation.organisations.queries import by_slug_or_code

PLAIN = (
    "municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference", "street", "number", "letter",
    "postcode", "place", "area", "kind", "sub_kind", "disposal", "ownership", "owner_name", "owner_number",
    "leased_in_until", "area_m2", "rooms", "bedrooms", "floor", "has_lift", "staffing", "has_staff_base",
    "is_group_home", "rent", "deposit", "condition", "rent_to_own", "vat_compensation", "primary_school",
    "lower_secondary_school", "power_meter", "water_meter", "other_information", "status", "status_since",
    "empty_since", "empty_reason", "fdv_id", "kobo_id",
)  # fmt: skip
COLUMNS = ("reference", "organisation", *PLAIN, "wheelchair", "adaptations")
FILTERS = ("q", "status", "rooms", "area", "adaptation", "kind", "disposal", "reason", "empty",
           "organisation", "municipality")  # fmt: skip


def rows(actor: Actor, **filters: str) -> Iterator[Record]:
    """The dwellings the actor sees that answer the filters, in the order of their addresses."""
    found = queries_lists.asked_for(actor, wish(**filters)).select_related("organisation")
    for dwelling in found.order_by("address_key", "pk").iterator(chunk_size=2000):
        yield _record(dwelling)


def wish(
    q: str = "", status: str = "", rooms: str = "", area: str = "", adaptation: str = "", kind: str = "",
    disposal: str = "", reason: str = "", empty: str = "", organisation: str = "", municipality: str = "",
) -> queries_lists.Wish:  # fmt: skip
    """What the list is narrowed to, as words of an address."""
    today = timezone.localdate()
    return queries_lists.Wish(
        today,
        text=q,
        status=status,
        rooms=_count(rooms),
        area=area,
        adaptation=adaptation,
        kind=kind,
        disposal=disposal,
        reason=reason,
        empty_days=_count(empty),
        organisation=_place(municipality or organisation, today, is_code=bool(municipality)),
    )


def _place(word: str, today: dt.date, *, is_code: bool) -> int | None:
    """An organisation by the number lists narrow by, or by its short name or code."""
    return by_slug_or_code(word, today).pk if word and (is_code or not word.isdecimal()) else _count(word)


def _count(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 6 else None


def _record(dwelling: Dwelling) -> Record:
    found: Record = {name: getattr(dwelling, name) for name in PLAIN}
    found |= {"reference": dwelling.reference, "organisation": dwelling.organisation.name}
    found |= {
        "wheelchair": ",wheelchair," in dwelling.adaptations,
        "adaptations": dwelling.adaptations.strip(",").replace(",", "; "),
    }
    return found


DWELLINGS_EXPORT = Export(
    "dwellings",
    _("Dwellings"),
    COLUMNS,
    rows,
    policies.may_open_stock,
    filters=FILTERS,
    filename="boliger",
    typed=("q",),
)
