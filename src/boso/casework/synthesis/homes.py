"""Drawn homes and leases as the rows that the stock and the leases are registered by."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from boso.casework.dwellings.models import BindingKind, Status
from boso.casework.tenancies.models import EndReason, Ground, NoticeBy
from boso.core.synthetic.description import Home, House, Lease, Place
from boso.core.synthetic.stock import MUNICIPALITY

Row = dict[str, Any]
DAY = dt.timedelta(days=1)

KINDS = {
    "ordinary": "ordinary", "care": "care", "adapted": "adapted", "group_home": "shared", "transitional": "transition",
    "refugee": "refugee", "substance": "substance_mental", "staffed": "staffed", "service": "official",
    "temporary": "temporary",
}  # fmt: skip
STATUSES = {
    "let": Status.LET, "notice": Status.UNDER_NOTICE, "maintenance": Status.MAINTENANCE, "ready": Status.READY,
    "reserved": Status.RESERVED, "unavailable": Status.UNAVAILABLE, "being_sold": Status.BEING_SOLD,
}  # fmt: skip
EMPTY_REASONS = {
    "": "", "between_tenants": "turnover", "waiting_for_tenant": "turnover", "reserved": "turnover",
    "fits_nobody": "no_suitable_household", "repair_backlog": "waits_for_work", "to_be_sold": "waits_for_sale",
}  # fmt: skip
ENDINGS = {
    "renewed": EndReason.RENEWED, "tenant_gave_notice": EndReason.NOTICE_BY_TENANT, "term_ran_out": EndReason.EXPIRED,
    "exchanged": EndReason.MOVED_WITHIN, "died": EndReason.DIED, "bought": EndReason.BOUGHT,
    "institution": EndReason.INSTITUTION, "landlord_gave_notice": EndReason.NOTICE_BY_LANDLORD,
    "evicted": EndReason.EVICTED,
}  # fmt: skip
OWNERSHIP = {"section": "cooperative"}
#: Years that a right lasts (Husbanken's agreements).
RIGHTS = {"right_of_allocation": 30, "right_of_referral": 20}
GROUP_HOMES = ("group_home", "care_block")


def dwelling_row(place: Place, home: Home, house: House) -> Row:
    """One home with its life so far."""
    owned = home.owner == MUNICIPALITY
    together = house.form in GROUP_HOMES
    return {
        "municipality_number": place.code,
        "gnr": house.gnr, "bnr": house.bnr, "snr": home.section or 0, "unit_number": home.unit_number,
        "street": house.street, "number": house.number, "postcode": house.postcode, "place": place.name,
        "area": house.area,
        "kind": KINDS[home.kind], "disposal": home.disposal,
        "ownership": OWNERSHIP.get(house.form, "freehold") if owned else "private",
        "owner_name": f"{place.name} kommune" if owned else home.owner,
        "leased_in_until": _leased_in_until(place, home),
        "area_m2": home.area_m2, "rooms": home.rooms, "bedrooms": home.bedrooms, "floor": home.floor,
        "has_lift": house.has_lift, "adaptations": f",{','.join(home.adaptations)}," if home.adaptations else "",
        "staffing": home.staffing, "has_staff_base": together and home.staffing == "all_day",
        "is_group_home": together, "ordinary_stock": not together,
        "rent": Decimal(home.rent), "deposit": Decimal(home.deposit), "condition": home.condition,
        "fdv_id": f"{place.code}-{home.number:06}", "invented": True,
        "periods": [(STATUSES[one.status], one.starts, EMPTY_REASONS[one.reason]) for one in home.life],
        "status_since": home.life[-1].starts,
        "steps": [
            {"kind": step.name, "starts": step.starts, "ends": step.ends} for one in home.life for step in one.steps
        ],
        "bindings": list(_bindings(place, home)),
        "building_fields": {
            "name": house.name, "has_lift": house.has_lift, "floors": house.floors, "built_year": house.built,
            "is_group_home": together,
        },
    }  # fmt: skip


def lease_row(lease: Lease, dwelling_id: int, household_id: int | None) -> Row:
    """One lease. Here the last day of the term is included."""
    notice_by = NoticeBy.LANDLORD if lease.end_reason == "landlord_gave_notice" else NoticeBy.TENANT
    return {
        "dwelling_id": dwelling_id, "household_id": household_id, "starts": lease.starts,
        "ends": lease.ends - DAY if lease.ends is not None else None,
        "ground": Ground.SPECIAL_11_1 if lease.ground == "special_11_1" else Ground.ORDINARY,
        "informed_in_writing": lease.ground == "special_11_1",
        "rent": Decimal(lease.rent), "deposit_agreed": Decimal(lease.deposit_agreed),
        "deposit_paid": Decimal(lease.deposit_paid), "deposit_paid_on": lease.starts if lease.deposit_paid else None,
        "notice_given_on": lease.notice_given_on, "notice_by": notice_by if lease.notice_given_on else "",
        "move_out_requested_on": lease.move_out_requested_on, "ended_on": lease.ended_on,
        "end_reason": ENDINGS[lease.end_reason] if lease.ended_on else "", "invented": True,
    }  # fmt: skip


def _leased_in_until(place: Place, home: Home) -> dt.date | None:
    if home.disposal != "leased_in":
        return None
    return dt.date(place.on.year + 1 + home.number % 5, 1 + home.number % 12, 1) - DAY


def _bindings(place: Place, home: Home) -> list[Row]:
    """What a grant ties, and the agreement behind a right."""
    if home.bond is not None:
        amount, starts, ends = Decimal(home.bond.amount), home.bond.starts, home.bond.ends
        kind = BindingKind.LETTING_GRANT
        return [{"kind": kind, "grantor": "Husbanken", "amount": amount, "starts": starts, "ends": ends}]
    if home.disposal not in RIGHTS:
        return []
    since = dt.date(place.on.year - 2 - home.number % 4, 1, 1)
    until = since.replace(year=since.year + RIGHTS[home.disposal])
    return [{"kind": home.disposal, "grantor": home.owner, "starts": since, "ends": until}]
