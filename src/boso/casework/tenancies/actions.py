"""Everything that can be done with leases: one function per act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.dwellings import actions_status as homes
from boso.casework.dwellings.models import Dwelling, Status
from boso.casework.households import actions as households
from boso.casework.households.models import EngagementGround, Household
from boso.casework.tenancies import policies, queries, terms
from boso.casework.tenancies.models import EndReason, NoticeBy, Tenancy
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.exchange import actions_bulk as bulk
from boso.foundation.workflow.actions import save

_TERMS = (
    "starts", "ends", "ground", "informed_in_writing", "rent", "deposit_agreed", "deposit_paid", "deposit_paid_on",
    "guarantee", "guaranteed_until",
)  # fmt: skip


def open_tenancy(actor: Actor, dwelling: Dwelling, household: Household | None, fields: dict[str, Any]) -> Tenancy:
    """Let the dwelling to the household on those terms (`_TERMS`; rent and deposit in kroner).

    The unit that keeps the homes then works with the household too, so that it sees who the tenant is. The dwelling
    is let from the first day. Raises Refused when the actor may not, NotNow when another lease has the dwelling, it is
    out of use, or the law does not allow the terms.
    """
    require(policies.may_open_tenancy(actor, dwelling.organisation_id, household))
    if household is not None and household.organisation_id != dwelling.organisation_id:
        raise NotNow(_("The household belongs to another organisation than the dwelling."))
    chosen = {name: fields[name] for name in _TERMS if name in fields}
    terms.require_lawful(chosen)
    with transaction.atomic():
        known = Dwelling.objects.select_for_update(of=("self",)).get(pk=dwelling.pk)
        _require_free(known, chosen["starts"])
        tenancy = Tenancy(
            organisation_id=dwelling.organisation_id, dwelling=known, household=household, invented=dwelling.invented
        )
        save(actor, "tenancy.open", tenancy, chosen, dwelling.organisation_id)
        homes.moved_in(actor, dwelling, tenancy.starts)
        if household is not None:
            _keepers_see(household)
    return tenancy


def renew(actor: Actor, tenancy: Tenancy, fields: dict[str, Any]) -> Tenancy:
    """The household stays on a new lease (`_TERMS`) of the same dwelling; the old one ends where it begins.

    Raises Refused when the actor may not, NotNow when the old one has ended or the law does not allow the terms.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    chosen = {name: fields[name] for name in _TERMS if name in fields}
    terms.require_lawful(chosen)
    with transaction.atomic():
        old = _locked(tenancy)
        if chosen["starts"] <= old.starts:
            raise NotNow(_("The new lease must begin after the old one did."))
        closing = {"ended_on": chosen["starts"], "end_reason": EndReason.RENEWED}
        save(actor, "tenancy.end", old, closing, old.organisation_id)
        new = Tenancy(
            organisation_id=old.organisation_id, dwelling_id=old.dwelling_id, household_id=old.household_id,
            renews=old, invented=old.invented,
        )  # fmt: skip
        save(actor, "tenancy.renew", new, chosen, old.organisation_id)
        if old.dwelling.status == Status.UNDER_NOTICE:
            homes.stays_let(actor, old.dwelling, timezone.localdate())
    return new


def change_terms(actor: Actor, tenancy: Tenancy, fields: dict[str, Any]) -> Tenancy:
    """Correct what was written down of the lease.

    Raises Refused when the actor may not, NotNow when it has ended or the law does not allow the terms.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    chosen = {name: fields[name] for name in _TERMS if name in fields}
    terms.require_lawful({name: getattr(tenancy, name) for name in _TERMS} | chosen)
    with transaction.atomic():
        known = _locked(tenancy)
        moved = chosen.get("starts", known.starts) != known.starts
        if moved:
            _require_free(known.dwelling, chosen["starts"], but=known.pk)
        save(actor, "tenancy.change", known, chosen, known.organisation_id)
        if moved:
            homes.moved_in(actor, known.dwelling, known.starts)
    return known


def record_deposit(actor: Actor, tenancy: Tenancy, fields: dict[str, Any]) -> Tenancy:
    """Write down what is paid or guaranteed: deposit_paid, deposit_paid_on, guarantee, guaranteed_until.

    Raises Refused when the actor may not, NotNow when it has ended or is more than the law allows.
    """
    wanted = ("deposit_paid", "deposit_paid_on", "guarantee", "guaranteed_until")
    require(policies.may_keep_tenancy(actor, tenancy))
    chosen = {name: fields[name] for name in wanted if name in fields}
    with transaction.atomic():
        known = _locked(tenancy)
        terms.require_security({name: getattr(known, name) for name in _TERMS} | chosen)
        return save(actor, "tenancy.deposit", known, chosen, known.organisation_id)


def give_notice(actor: Actor, tenancy: Tenancy, on: dt.date, by: str) -> Tenancy:
    """Write down that the tenant or the municipality gave notice that day. The dwelling is then under notice.

    Raises Refused when the actor may not, NotNow when it has ended or the day is to come.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    _require_past(on)
    with transaction.atomic():
        known = _locked(tenancy)
        fields = {"notice_given_on": on, "notice_by": NoticeBy(by)}
        save(actor, "tenancy.notice", known, fields, known.organisation_id)
        if known.dwelling.status == Status.LET:
            homes.under_notice(actor, known.dwelling, max(on, known.dwelling.status_since))
    return known


def take_back_notice(actor: Actor, tenancy: Tenancy) -> Tenancy:
    """The notice is taken back: the lease goes on.

    Raises Refused when the actor may not, NotNow when the lease has ended.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    with transaction.atomic():
        known = _locked(tenancy)
        fields = {"notice_given_on": None, "notice_by": ""}
        save(actor, "tenancy.notice_taken_back", known, fields, known.organisation_id)
        if known.dwelling.status == Status.UNDER_NOTICE:
            homes.stays_let(actor, known.dwelling, known.dwelling.status_since)
    return known


def request_move_out(actor: Actor, tenancy: Tenancy, on: dt.date) -> Tenancy:
    """Write down that the tenant was asked in writing to move, that day (husleieloven § 9-2).

    Raises Refused when the actor may not; NotNow when the lease has no end or has ended, its term is not over, or the
    time for asking is over: then the lease has no end.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    _require_past(on)
    with transaction.atomic():
        known = _locked(tenancy)
        terms.require_request_in_time(known.ends, on)
        return save(actor, "tenancy.request_move", known, {"move_out_requested_on": on}, known.organisation_id)


def make_without_end(actor: Actor, tenancy: Tenancy) -> Tenancy:
    """The lease goes on without end: the term is struck out.

    Raises Refused when the actor may not, NotNow when it has ended.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    with transaction.atomic():
        known = _locked(tenancy)
        fields = {"ends": None, "move_out_requested_on": None}
        return save(actor, "tenancy.without_end", known, fields, known.organisation_id)


def end_tenancy(
    actor: Actor,
    tenancy: Tenancy,
    on: dt.date,
    reason: str,
    *,
    next_status: str = Status.MAINTENANCE,
    empty_reason: str = "",
) -> Tenancy:
    """The keys are handed in that day: from it the dwelling is not let, and stands as `next_status`.

    A day to come closes the lease; the dwelling stays under notice until then, and follows by itself.
    Raises Refused when the actor may not, NotNow when it has ended already or before it began.
    """
    require(policies.may_keep_tenancy(actor, tenancy))
    with transaction.atomic():
        known = _locked(tenancy)
        if on <= known.starts:
            raise NotNow(_("The lease began on %(day)s. It ends on a later day.") % {"day": f"{known.starts:%d.%m.%Y}"})
        fields = {"ended_on": on, "end_reason": EndReason(reason)}
        save(actor, "tenancy.end", known, fields, known.organisation_id)
        if on <= timezone.localdate():
            homes.moved_out(actor, known.dwelling, on, status=next_status, empty_reason=empty_reason)
        elif known.dwelling.status == Status.LET:
            homes.under_notice(actor, known.dwelling, timezone.localdate())
    return known


def follow(actor: Actor, today: dt.date) -> int:
    """Let the dwellings follow the leases that begin or have ended by today. Gives how many changed; for the job."""
    over, begun = queries.moved(today)
    for tenancy in over:
        homes.moved_out(actor, tenancy.dwelling, tenancy.ended_on or today)
    for tenancy in begun:
        homes.moved_in(actor, tenancy.dwelling, tenancy.starts)
    return len(over) + len(begun)


def register_many(actor: Actor, organisation_id: int, rows: Iterable[Mapping[str, Any]]) -> list[Tenancy]:
    """Bring in many leases as they stand, as one entry in the log; the dwellings' statuses are the caller's.

    A row holds fields of Tenancy (`dwelling_id`, `household_id`, `starts`, ...). What breaks the law is brought in
    as it is: the lists show it. Raises Refused when the actor may not, IntegrityError for two open leases of one
    dwelling.
    """
    require(policies.may_bring_in(actor, organisation_id))
    tenancies = [Tenancy(organisation_id=organisation_id, **row) for row in rows]
    with transaction.atomic():
        bulk.insert_things(Tenancy, tenancies)
        log_act(actor, "tenancy.register_many", organisation_id=organisation_id, reason=str(len(tenancies)))
    return tenancies


def _locked(tenancy: Tenancy) -> Tenancy:
    """The lease as it now is, which nobody has ended.

    Raises NotNow when somebody has.
    """
    known = Tenancy.objects.select_for_update(of=("self",)).select_related("dwelling", "household").get(pk=tenancy.pk)
    if known.ended_on is not None:
        raise NotNow(_("The lease has ended. It can no longer be changed."))
    return known


def _require_free(dwelling: Dwelling, starts: dt.date, *, but: int | None = None) -> None:
    """No other lease has the dwelling from that day on (an open one lasts whatever its term), and it is in use."""
    if dwelling.status in (Status.REMOVED, Status.BEING_SOLD):
        raise NotNow(_("The dwelling is removed or being sold. Take it back into use first."))
    clash = queries.holding_from(dwelling.pk, starts).exclude(pk=but or 0).first()
    if clash is None:
        return
    if clash.ended_on is None:
        raise NotNow(_("Another lease has the dwelling, and nobody has ended it. End that one first."))
    raise NotNow(
        _("Another lease has the dwelling until %(day)s. Begin that day or later.")
        % {"day": f"{clash.ended_on:%d.%m.%Y}"}
    )


def _require_past(on: dt.date) -> None:
    if on > timezone.localdate():
        raise NotNow(_("The day has not come yet. Write it down when it happens."))


def _keepers_see(household: Household) -> None:
    """The units that keep the homes work with the household from now on."""
    for unit_id in queries.units_that_keep(household):
        households.engage(SYSTEM, household, unit_id, EngagementGround.TENANT)
