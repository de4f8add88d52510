"""The status of a dwelling from day to day, and the steps between two tenants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.dwellings import policies, registry, states
from boso.casework.dwellings.models import EMPTY, OCCUPIED, Dwelling, EmptyStep, Status, StatusPeriod, StepKind
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform

#: The step that begins by itself with a status; a step of work already under way goes on.
_STEP_OF = {
    Status.READY: StepKind.READY,
    Status.UNDER_NOTICE: StepKind.NOTICE,
    Status.MAINTENANCE: StepKind.REPAIR,
}
_WORK = (StepKind.INSPECTION, StepKind.EMPTYING, StepKind.CLEANING, StepKind.REPAIR)


def change_status(
    actor: Actor, dwelling: Dwelling, name: str, on: dt.date, *, empty_reason: str = "", reason: str = ""
) -> None:
    """Perform the named transition of `states.DWELLING` as of that day; the day belongs to the new status.

    Raises Refused when the actor may not; NotNow when the day is to come or lies before the last change, the status
    has moved on, a needed reason is missing, or a lease decides.
    """
    with transaction.atomic():
        known = _locked(dwelling)
        transition = states.DWELLING.transition(name)
        require(transition.may(actor, known))
        if name in states.BY_LEASE and registry.leased([dwelling.pk]):
            raise NotNow(_("The dwelling has a lease. End the lease, and the dwelling follows."))
        _require_day(known, on)
        fields = _fields(known, transition.target, on, empty_reason)
        perform(
            actor, dwelling, states.DWELLING, name,
            organisation_id=known.organisation_id, reason=reason, fields=fields,
        )  # fmt: skip
        _lay(dwelling, on, note=reason.strip())


def moved_in(actor: Actor, dwelling: Dwelling, on: dt.date) -> None:
    """A lease begins: the dwelling is let from that day, whatever was written down later.

    For the leases, which ask their own policy. A day to come makes the dwelling assigned until then.
    """
    status = Status.LET if on <= timezone.localdate() else Status.ASSIGNED
    _follow(actor, dwelling, status, min(on, timezone.localdate()), verb="dwelling.moved_in")


def under_notice(actor: Actor, dwelling: Dwelling, on: dt.date) -> None:
    """Somebody gave notice of the lease that day; the tenant still lives there. For the leases."""
    _follow(actor, dwelling, Status.UNDER_NOTICE, on, verb="dwelling.notice")


def stays_let(actor: Actor, dwelling: Dwelling, on: dt.date) -> None:
    """A notice was taken back, or a lease goes on in a new one. For the leases."""
    _follow(actor, dwelling, Status.LET, on, verb="dwelling.let")


def moved_out(
    actor: Actor, dwelling: Dwelling, on: dt.date, *, status: str = Status.MAINTENANCE, empty_reason: str = ""
) -> None:
    """A lease is over: from that day the dwelling stands empty. For the leases."""
    _follow(actor, dwelling, status, on, verb="dwelling.moved_out", empty_reason=empty_reason)


def _follow(actor: Actor, dwelling: Dwelling, status: str, on: dt.date, *, verb: str, empty_reason: str = "") -> None:
    with transaction.atomic():
        known = _locked(dwelling)
        if known.removed_at is not None:
            raise NotNow(_("The dwelling is removed. Take it back in first."))
        fields = _fields(known, status, on, empty_reason)
        with act(actor, verb, known, organisation_id=known.organisation_id):
            for field, value in {**fields, "status": status}.items():
                setattr(known, field, value)
                setattr(dwelling, field, value)
            known.save(update_fields=[*fields, "status"])
            _lay(known, on)


def _locked(dwelling: Dwelling) -> Dwelling:
    return Dwelling.objects.select_for_update(of=("self",)).get(pk=dwelling.pk)


def _require_day(dwelling: Dwelling, on: dt.date) -> None:
    if on > timezone.localdate():
        raise NotNow(_("The day has not come yet. Write it down when it happens."))
    if on < dwelling.status_since:
        raise NotNow(
            _("The last change was on %(day)s. Choose that day or a later one.")
            % {"day": f"{dwelling.status_since:%d.%m.%Y}"}
        )


def _fields(dwelling: Dwelling, status: str, on: dt.date, empty_reason: str) -> dict[str, Any]:
    """What the dwelling itself says when it enters the status that day."""
    return {
        "status_since": _since(dwelling, status, on, empty_reason),
        "empty_since": _empty_since(dwelling, on) if status in EMPTY else None,
        "empty_reason": empty_reason if status in EMPTY else "",
        "removed_at": timezone.now() if status == Status.REMOVED else None,
    }


def _since(dwelling: Dwelling, status: str, on: dt.date, empty_reason: str) -> dt.date:
    """The first day of this very status: earlier than `on` where it goes on unchanged."""
    last = StatusPeriod.objects.filter(dwelling=dwelling, starts__lt=on).order_by("-starts").first()
    same = last is not None and last.status == status and last.empty_reason == empty_reason
    return last.starts if last is not None and same else on


def _empty_since(dwelling: Dwelling, on: dt.date) -> dt.date:
    """The first day of the empty time that goes on, or begins, on that day."""
    since = on
    for status, starts in (
        StatusPeriod.objects.filter(dwelling=dwelling, starts__lt=on)
        .order_by("-starts")
        .values_list("status", "starts")
    ):
        if status not in EMPTY:
            break
        since = starts
    return since


def _lay(dwelling: Dwelling, on: dt.date, *, note: str = "") -> None:
    """Write the status into the history from that day: what was written for later days gives way."""
    periods = StatusPeriod.objects.filter(dwelling=dwelling)
    periods.filter(starts__gte=on).delete()
    if dwelling.status_since < on:
        periods.filter(starts=dwelling.status_since).update(ends=None)
    else:
        periods.filter(starts__lt=on).exclude(ends__lt=on).update(ends=on)
        periods.create(
            dwelling=dwelling, status=dwelling.status, starts=on, empty_reason=dwelling.empty_reason, note=note[:500]
        )
    _steps_follow(dwelling, on)


def _steps_follow(dwelling: Dwelling, on: dt.date) -> None:
    """Begin the step that goes with the status, and end every step when somebody has moved in."""
    steps = EmptyStep.objects.filter(dwelling=dwelling)
    kind = _STEP_OF.get(Status(dwelling.status))
    if kind is None and dwelling.status not in (Status.LET, Status.REMOVED):
        return
    last = steps.filter(starts__lte=on, ends__isnull=True).first()
    if kind == StepKind.REPAIR and last is not None and last.kind in _WORK:
        return
    if last is not None and last.kind == kind:
        return
    _close_steps(dwelling, on)
    if kind is not None:
        first = StepKind.INSPECTION if kind == StepKind.REPAIR and _just_left(dwelling, on) else kind
        steps.create(dwelling=dwelling, kind=first, starts=on)


def _just_left(dwelling: Dwelling, on: dt.date) -> bool:
    """Whether somebody lived there until that day."""
    return StatusPeriod.objects.filter(dwelling=dwelling, ends=on, status__in=OCCUPIED).exists()


def _close_steps(dwelling: Dwelling, on: dt.date) -> None:
    """No step lasts longer than to that day."""
    steps = EmptyStep.objects.filter(dwelling=dwelling)
    steps.filter(starts__gte=on).delete()
    steps.filter(starts__lt=on).exclude(ends__lt=on).update(ends=on)


def begin_step(actor: Actor, dwelling: Dwelling, kind: str, on: dt.date, fields: dict[str, Any]) -> EmptyStep:
    """Begin the next step that day; the one under way ends there.

    fields: planned_end, responsible, note. Raises Refused when the actor may not, NotNow where the day lies before
    the step under way or the dwelling does not stand empty.
    """
    require(policies.may_change(actor, dwelling))
    with transaction.atomic():
        known = _locked(dwelling)
        if known.status == Status.LET:
            raise NotNow(_("Somebody lives there. Steps begin when the tenant has given notice or moved out."))
        last = EmptyStep.objects.filter(dwelling=known).order_by("-starts").first()
        earliest = max([known.empty_since or known.status_since, *([last.starts] if last else [])])
        if on < earliest:
            raise NotNow(
                _("The step before began on %(day)s. Choose that day or a later one.") % {"day": f"{earliest:%d.%m.%Y}"}
            )
        if on > timezone.localdate():
            raise NotNow(_("The day has not come yet. Write it down when it happens."))
        with act(actor, "dwelling.step", known, organisation_id=known.organisation_id, reason=StepKind(kind).value):
            _close_steps(known, on)
            return EmptyStep.objects.create(dwelling=known, kind=kind, starts=on, **fields)


def change_step(actor: Actor, step: EmptyStep, fields: dict[str, Any]) -> EmptyStep:
    """Change what was promised of a step and who is responsible: planned_end, responsible, note.

    Raises Refused when the actor may not.
    """
    require(policies.may_change(actor, step.dwelling))
    with act(actor, "dwelling.step_change", step, organisation_id=step.dwelling.organisation_id):
        for name in ("planned_end", "responsible", "note"):
            setattr(step, name, fields[name])
        step.save(update_fields=["planned_end", "responsible", "note"])
    return step
