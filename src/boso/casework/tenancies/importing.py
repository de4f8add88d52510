"""Dwellings together with who rents them: Kobo's 35 columns, or any list that has both.

The tenant is found by national id, or registered as a household of the unit that imports. A lease that stands is
never ended by an import: that is a decision, and the row says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.dwellings import importing as dwellings
from boso.casework.dwellings import policies as homes
from boso.casework.dwellings.fdv import RULES
from boso.casework.dwellings.importing_fields import COLUMNS as OF_DWELLINGS
from boso.casework.households import actions as households
from boso.casework.households.checking import checked_id
from boso.casework.households.models import EngagementGround, Household
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.tenancies import actions, policies
from boso.casework.tenancies import queries_importing as queries
from boso.casework.tenancies.importing_fields import COLUMNS
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NOT_HERE, Decision, Denied, NotNow
from boso.foundation.access.roles import CASEWORK
from boso.foundation.exchange import actions_bulk as bulk
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.mapping import Rule
from boso.foundation.exchange.sheets import Counts, Row, Sheet

Open = queries.Open


@dataclass
class Leases:
    """What the file says of leases, beside those that stand."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Open, dict[str, tuple[Any, Any]]]] = field(default_factory=list)
    tenants: dict[str, Household | None] = field(default_factory=dict)
    unseen: int = 0


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Who keeps the homes, may bring leases in, and registers households for a unit of the organisation."""
    if organisation_id is None:
        return NOT_HERE
    for decision in (homes.may_keep(actor, organisation_id), policies.may_bring_in(actor, organisation_id)):
        if not decision:
            return decision
    if unit_of(actor, organisation_id) is None:
        return Denied(_("You import tenants for a unit you work in, and you sit in none."))
    return homes.may_keep(actor, organisation_id)


def unit_of(actor: Actor, organisation_id: int) -> int | None:
    """The unit new households are registered for: one of the actor's own, for BoSo itself the housing office."""
    own = sorted(
        seat.unit_id
        for seat in actor.seats
        if seat.unit_id is not None and seat.organisation_id == organisation_id and seat.role in CASEWORK
    )
    return own[0] if own else (queries.housing_office(organisation_id) if actor.user_id is None else None)


def check(rows: list[Row], context: Context) -> None:
    """The dwellings' own checks; and a lease has a tenant's id that is right, and days that follow each other."""
    dwellings.check(rows, context)
    invented, today = queries.is_invented(context.organisation_id or 0), timezone.localdate()
    for row in rows:
        if row["tenant"]:
            try:
                checked_id(row["tenant"], invented=invented, today=today)
            except NotNow as fault:
                context.problem(row, "tenant", str(fault), _("Look the number up again, or leave the cell empty."))
            if row["starts"] is None:
                context.problem(
                    row, "starts", _("There is a tenant, but no day the lease begins."), _("Write the day.")
                )
        if row["starts"] and row["ends"] and not row["without_end"] and row["ends"] < row["starts"]:
            context.problem(row, "ends", _("The lease ends before it begins."), _("Look at the two days again."))


def write(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """The dwellings first, then their leases."""
    counts = dwellings.write(actor, rows, context)
    ids: dict[int, int] = context.memo["dwellings"]
    leases = _compared(actor, rows, ids, context)
    for row in [*leases.new, *(row for row, _open, _differs in leases.changed)]:
        if counts.marks[row.number] == "unchanged":
            counts.unchanged -= 1
            counts.mark(row, "changed")
    _note(leases, context)
    if not context.problems and not context.trial:
        _register(actor, leases, context)
        _write(actor, leases, ids, context)
    return counts


def _compared(actor: Actor, rows: list[Row], ids: dict[int, int], context: Context) -> Leases:
    """Which leases are new, and what changes in those that stand."""
    told = [row for row in rows if row["starts"] is not None]
    standing = queries.open_leases([ids[row.number] for row in told if row.number in ids])
    leases = Leases()
    tenants = {row["tenant"] for row in told if row["tenant"]}
    known = queries.households_of(actor, context.organisation_id or 0, tenants)
    leases.unseen = sum(1 for household in known.values() if household is None)
    leases.tenants = {one: known.get(one) for one in sorted(tenants) if one not in known or known[one] is not None}
    for row in told:
        lease = standing.get(ids.get(row.number, 0))
        if lease is None:
            leases.new.append(row)
        elif lease.starts != row["starts"]:
            context.problem(
                row,
                "starts",
                _("The dwelling has another open lease, from %(day)s.") % {"day": f"{lease.starts:%d.%m.%Y}"},
                _("End that lease first, or mend the day."),
            )
        elif differs := _differs(row, lease, leases.tenants.get(row["tenant"])):
            leases.changed.append((row, lease, differs))
    return leases


def _differs(row: Row, lease: Open, household: Household | None) -> dict[str, tuple[Any, Any]]:
    differs: dict[str, tuple[Any, Any]] = {}
    ends = _ends(row)
    if ends != lease.ends and (row["without_end"] or row["ends"]):
        differs["ends"] = (lease.ends, ends)
    if lease.household_id is None and household is not None:
        differs["household_id"] = (None, household.pk)
    return differs


def _ends(row: Row) -> dt.date | None:
    ends: dt.date | None = None if row["without_end"] else row["ends"]
    return ends


def _register(actor: Actor, leases: Leases, context: Context) -> None:
    """Register the tenants nobody knows as households of the unit, by their national id.

    Who keeps the homes registers nobody else; a tenant they must know, so BoSo does it inside their import.
    """
    organisation_id = context.organisation_id or 0
    strangers = [tenant for tenant, household in leases.tenants.items() if household is None]
    unit = unit_of(actor, organisation_id)
    if not strangers or unit is None:
        return
    named = [
        NewHousehold(
            unit,
            (NewPerson.called(_("Name not known"), national_id=tenant),),
            ground=EngagementGround.TENANT,
        )
        for tenant in strangers
    ]
    made = households.register_many(SYSTEM, organisation_id, named)
    leases.tenants |= dict(zip(strangers, made, strict=True))


def _write(actor: Actor, leases: Leases, ids: dict[int, int], context: Context) -> None:
    organisation_id = context.organisation_id or 0
    invented = queries.is_invented(organisation_id)
    if leases.new:
        actions.register_many(
            actor,
            organisation_id,
            [
                {
                    "dwelling_id": ids[row.number],
                    "household": leases.tenants.get(row["tenant"]),
                    "starts": row["starts"],
                    "ends": _ends(row),
                    "rent": row["rent"],
                    "deposit_agreed": row["deposit"] or 0,
                    "invented": invented,
                }
                for row in leases.new
            ],
        )
    for name in ("ends", "household_id"):
        touched = [(lease.pk, differs[name][1]) for _row, lease, differs in leases.changed if name in differs]
        if touched:
            keys, values = (list(part) for part in zip(*touched, strict=True))
            bulk.update(Tenancy, keys, {name: values})
    bulk.tell_changed(actor, Tenancy, _changes(leases), context.files.get(context.sheet, ""))


def _changes(leases: Leases) -> Iterable[tuple[int, dict[str, tuple[Any, Any]]]]:
    return ((lease.pk, differs) for _row, lease, differs in leases.changed)


def _note(leases: Leases, context: Context) -> None:
    strangers = sum(1 for household in leases.tenants.values() if household is None)
    for count, words in (
        (len(leases.new), ngettext("%(n)d new lease.", "%(n)d new leases.", len(leases.new))),
        (len(leases.changed), ngettext("%(n)d lease changes.", "%(n)d leases change.", len(leases.changed))),
        (
            strangers,
            ngettext(
                "%(n)d tenant is new to BoSo and is registered without a name.",
                "%(n)d tenants are new to BoSo and are registered without names.",
                strangers,
            ),
        ),
        (
            leases.unseen,
            ngettext(
                "%(n)d tenant is known to another unit only. The lease is kept without the household.",
                "%(n)d tenants are known to other units only. The leases are kept without the households.",
                leases.unseen,
            ),
        ),
    ):
        if count:
            context.notes.append(words % {"n": count})


KOBO_IMPORT = ImportKind(
    "kobo",
    gettext_lazy("Dwellings with tenants (Kobo)"),
    (Sheet("dwellings", (*OF_DWELLINGS, *COLUMNS), ("address",), write, check),),
    may_import,
    organisation_bound=True,
    mapped=True,
    rules=(Rule("status", "tenant", (), "ready"), *RULES),
    stands_at="tenancies:monday",
)
