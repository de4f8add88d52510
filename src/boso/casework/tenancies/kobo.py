"""Dwellings and leases in the shape of Kobo's import. A tenant's number stands only for who may see the household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import exporting, queries_lists
from boso.casework.dwellings import kobo as shape
from boso.casework.dwellings.models import CodeEntry, CodeList, Dwelling
from boso.casework.dwellings.queries import code_book
from boso.casework.households.models import MemberRole
from boso.casework.households.queries import open_cards
from boso.casework.tenancies import policies
from boso.casework.tenancies import queries_importing as queries
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record

BATCH = 500
LEASE = ("hovedsoker", "leieforholdertidsubegrenset", "leieforholdstartdato", "leieforholdsluttdato")


def rows(actor: Actor, **filters: str) -> Iterator[Record]:
    """Each dwelling the actor sees, with its open lease where they see that too."""
    wish = exporting.wish(**filters)
    found = list(queries_lists.asked_for(actor, wish).filter(removed_at__isnull=True).order_by("address_key", "pk"))
    book = code_book(actor)
    strange = _unknown_statuses(book.entries)
    for start in range(0, len(found), BATCH):
        yield from _batch(actor, found[start : start + BATCH], book, strange)


def _batch(actor: Actor, some: Sequence[Dwelling], book: Any, strange: set[str]) -> Iterator[Record]:
    ids = [dwelling.pk for dwelling in some]
    leases = queries.leases_to_write_out(actor, ids)
    words = queries.strange_statuses(ids)
    tenants = _tenants(actor, leases)
    for dwelling in some:
        word = words.get(dwelling.pk, "")
        record = shape.record(dwelling, book, word if word in strange else "")
        lease = leases.get(dwelling.pk)
        if lease is not None:
            record |= {
                "hovedsoker": tenants.get(lease.household_id or 0, ""),
                "leieforholdertidsubegrenset": shape.yes_no(lease.ends is None),
                "leieforholdstartdato": shape.day(lease.starts),
                "leieforholdsluttdato": shape.day(lease.ends),
            }
        yield {name: record.get(name, "") for name in shape.COLUMNS}


def _tenants(actor: Actor, leases: dict[int, Tenancy]) -> dict[int, str]:
    """Household -> the national id of who applied, for those that are not protected."""
    open_ones = [
        lease.household_id
        for lease in leases.values()
        if lease.household_id is not None and lease.household is not None and not lease.household.is_protected
    ]
    found: dict[int, str] = {}
    for household, card in open_cards(actor, open_ones, timezone.localdate()).items():
        first = [one for one in card.persons if one.role == MemberRole.APPLICANT] or list(card.persons)
        if first and not any(one.is_protected for one in card.persons):
            found[household] = first[0].words.national_id
    return found


def _unknown_statuses(entries: Sequence[CodeEntry]) -> set[str]:
    return {entry.code for entry in entries if entry.list == CodeList.STATUS}


KOBO_EXPORT = Export(
    "kobo",
    _("Dwellings in the shape of Kobo's import"),
    shape.COLUMNS,
    rows,
    policies.may_open_leases,
    filters=exporting.FILTERS,
    filename="kobo-boligimport",
    typed=("q",),
    separator=shape.SEPARATOR,
    encoding=shape.ENCODING,
    formats=("csv", "xlsx"),
)
