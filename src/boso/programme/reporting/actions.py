"""What is done with one report: fetch its figures, write, correct, hand in, sign, judge, reopen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.roles import Role
from boso.foundation.messaging.actions import send
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.reporting import filling, freezing, policies, queries, sources, states
from boso.programme.reporting.figures import NUMERIC, plain, read
from boso.programme.reporting.models import Edition, Report, RoundState

#: How long a municipality has to mend a report that came back.
MENDING = dt.timedelta(days=14)


def fetch(actor: Actor, report: Report) -> None:
    """Fetch the figures anew; corrections of figures that are still there stand. Nothing new leaves no trace.

    Raises Refused when the actor may not; NotNow where it was handed in meanwhile.
    """
    require(policies.may_refresh(actor, report))
    with transaction.atomic():
        locked = _locked(report)
        require(policies.may_refresh(actor, locked))
        found = sources.collect(SYSTEM, report.participation, report.round)
        known = {one.id for one in found}
        kept = {key: value for key, value in locked.corrections.items() if key in known}
        fields = {"figures": plain(found), "fetched_at": timezone.now(), "corrections": kept}
        if fields["figures"] == locked.figures:
            Report.objects.filter(pk=report.pk).update(fetched_at=fields["fetched_at"])
        else:
            save(actor, "report.fetch", locked, fields, report.participation.organisation_id)
    _take(report, fields)


def write(
    actor: Actor, report: Report, answers: dict[str, Any], *, reasons: dict[str, str], language: str
) -> dt.datetime:
    """Keep the answers as they stand, whole or not. Gives the moment.

    Raises Refused when the actor may not, or it was handed in meanwhile.
    """
    require(policies.may_write(actor, report))
    now = timezone.now()
    fields = {"answers": answers, "reasons": reasons, "language": language, "saved_at": now}
    with transaction.atomic():
        locked = _locked(report)
        require(policies.may_write(actor, locked))
        if (locked.answers, locked.reasons, locked.language) != (answers, reasons, language):
            save(actor, "report.write", locked, fields, report.participation.organisation_id)
    _take(report, fields)
    return now


def correct(actor: Actor, report: Report, figure_id: str, value: str, why: str) -> None:
    """Put another value beside the one that was fetched, and say why. A blank value: it is not known.

    Raises Refused when the actor may not; NotNow where there is no such figure or it must be a number.
    """
    require(policies.may_write(actor, report))
    figure = next((one for one in read(report.figures) if one.id == figure_id), None)
    if figure is None:
        raise NotNow(_("The figures were fetched anew, and this one is gone."))
    if not why.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    if value and figure.unit in NUMERIC and figure.unit != "homes" and not value.replace(".", "", 1).isdecimal():
        raise NotNow(_("Write a number."))
    _correct(actor, report, "report.correct", figure_id, {"value": value, "why": why.strip()[:500]})


def uncorrect(actor: Actor, report: Report, figure_id: str) -> None:
    """Let the figure stand as it was fetched. Raises Refused when the actor may not."""
    require(policies.may_write(actor, report))
    _correct(actor, report, "report.uncorrect", figure_id, None)


def submit(actor: Actor, report: Report, on: dt.date) -> Edition:
    """Hand the report in: from now on it is frozen, and another person signs.

    Raises Refused when the actor may not; NotNow when the round is closed, something is not answered, or it moved on.
    """
    require(policies.may_hand_in(actor, report))
    with transaction.atomic():
        locked = _locked(report)
        if locked.round.state == RoundState.CLOSED:
            raise NotNow(_("The round is closed. Ask the coordinator to open it again."))
        if not filling.standing(locked.round.form, locked.answers).complete():
            raise NotNow(_("Some questions are not answered yet. Go on with the report first."))
        number = locked.number + 1
        fields = {
            "submitted_by_id": actor.user_id, "submitted_on": on, "number": number, "signed_by_id": None,
            "signed_on": None, "approved_by_id": None, "approved_on": None, "returned_because": "",
        }  # fmt: skip
        _step(actor, report, "submit", fields=fields)
        edition = _freeze(actor, locked, number)
        _tell(actor, report, "reporting.handed_in", _there(report, policies.SIGNERS))
    return edition


def take_back(actor: Actor, report: Report, *, reason: str) -> None:
    """Take a report back before it is signed; what was handed in stays as an edition.

    Raises Refused when the actor may not, it is signed already, or the reason is missing.
    """
    _step(actor, report, "take_back", reason=reason, fields=_sent_back(report, reason))


def sign(actor: Actor, report: Report, on: dt.date) -> None:
    """Sign for the municipality: the report goes to the bank.

    Raises Refused when the actor may not or handed it in; NotNow when the frozen report is not what it was.
    """
    require(policies.may_sign(actor, report))
    _whole(actor, report)
    with transaction.atomic():
        _step(actor, report, "sign", fields={"signed_by_id": actor.user_id, "signed_on": on})
        _tell(actor, report, "reporting.signed", queries.bank_people(on))


def refuse(actor: Actor, report: Report, *, reason: str) -> None:
    """Send the report back to the programme leader unsigned.

    Raises Refused when the actor may not, or the reason is missing.
    """
    with transaction.atomic():
        _step(actor, report, "refuse", reason=reason, fields=_sent_back(report, reason))
        _tell(actor, report, "reporting.returned", _there(report, [Role.PROGRAMME_LEADER]))


def approve(actor: Actor, report: Report, on: dt.date) -> None:
    """Approve for the bank: from now on every member may read it.

    Raises Refused when the actor may not or is one of the two; NotNow when the frozen report is not what it was.
    """
    require(policies.may_judge(actor, report))
    _whole(actor, report)
    with transaction.atomic():
        _step(actor, report, "approve", fields={"approved_by_id": actor.user_id, "approved_on": on})
        _tell(actor, report, "reporting.approved", _there(report, [Role.PROGRAMME_LEADER, *policies.SIGNERS]))


def send_back(actor: Actor, report: Report, *, reason: str) -> None:
    """Return the report to the municipality, and say what must be mended.

    Raises Refused when the actor may not, or the reason is missing.
    """
    with transaction.atomic():
        _step(actor, report, "send_back", reason=reason, fields=_sent_back(report, reason))
        _tell(actor, report, "reporting.returned", _there(report, [Role.PROGRAMME_LEADER, *policies.SIGNERS]))


def reopen(actor: Actor, report: Report, *, reason: str) -> None:
    """Open an approved report again. The edition that was approved stays as it is, and so does the reason.

    Raises Refused when the actor may not, or the reason is missing.
    """
    with transaction.atomic():
        _step(actor, report, "reopen", reason=reason, fields=_sent_back(report, reason))
        _tell(actor, report, "reporting.returned", _there(report, [Role.PROGRAMME_LEADER, *policies.SIGNERS]))


def _step(actor: Actor, report: Report, name: str, *, reason: str = "", fields: dict[str, Any] | None = None) -> None:
    owner = report.participation.organisation_id
    perform(actor, report, states.REPORT, name, organisation_id=owner, reason=reason, fields=fields)


def _sent_back(report: Report, reason: str) -> dict[str, Any]:
    """A report that comes back has two weeks at least."""
    due = max(report.due_on, timezone.localdate() + MENDING)
    return {
        "returned_because": reason.strip()[:500], "due_on": due, "signed_by_id": None, "signed_on": None,
        "approved_by_id": None, "approved_on": None,
    }  # fmt: skip


def _freeze(actor: Actor, report: Report, number: int) -> Edition:
    content = freezing.content_of(report, actor.name)
    edition = Edition(
        report=report, number=number, content=content, digest=freezing.digest_of(content), frozen_at=timezone.now(),
        frozen_by_id=actor.user_id,
    )  # fmt: skip
    with act(actor, "report.freeze", edition, organisation_id=report.participation.organisation_id):
        edition.save()
    return edition


def _whole(actor: Actor, report: Report) -> None:
    """Nobody signs or approves what is not as it was handed in."""
    if not freezing.is_intact(queries.edition(actor, report, report.number)):
        raise NotNow(_("The frozen report is not what was handed in. Tell whoever runs BoSo."))


def _correct(actor: Actor, report: Report, verb: str, figure_id: str, better: dict[str, str] | None) -> None:
    with transaction.atomic():
        locked = _locked(report)
        require(policies.may_write(actor, locked))
        kept = {key: value for key, value in locked.corrections.items() if key != figure_id}
        if better is not None:
            kept[figure_id] = better
        save(actor, verb, locked, {"corrections": kept}, report.participation.organisation_id)
    report.corrections = kept


def _locked(report: Report) -> Report:
    found = Report.objects.select_for_update(of=("self",)).select_related("participation__organisation", "round__form")
    return found.select_related("participation__intake").get(pk=report.pk)


def _take(report: Report, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(report, name, value)


def _there(report: Report, roles: Iterable[str]) -> list[int]:
    return queries.people([report.participation.organisation_id], list(roles), timezone.localdate())


def _tell(actor: Actor, report: Report, kind: str, people: Iterable[int]) -> None:
    send(actor, people, kind, reverse("reporting:report", args=[report.pk]), report=report.pk)
