"""What the coordinator does with a round: open it, remind, give more time, set the meeting, close; and the agenda."""

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
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.partnership.models import Participation, Programme
from boso.programme.reporting import actions, filling, policies, queries, reminding, states
from boso.programme.reporting.models import AgendaItem, Reminder, Report, ReportRound, ReportState, RoundKind

_ROUND_FIELDS = ("programme", "kind", "year", "due_on")
_AGENDA_FIELDS = ("title", "note", "minutes")


def install_forms() -> dict[str, FormVersion]:
    """Put the built-in forms of both kinds in force; where they stand already, nothing happens."""
    return {
        kind: form_actions.install_builtin(SYSTEM, filling.slug_of(kind), Purpose.REPORT, filling.sheets(kind))
        for kind in RoundKind.values
    }


def open_round(
    actor: Actor, fields: dict[str, Any], form: FormVersion | None = None, *, on: dt.date | None = None
) -> ReportRound:
    """Ask every participant of the programme for a report: programme, kind, year, due_on. Each opens with its figures.

    form: the built-in one unless said. Raises Refused when the actor may not; NotNow when there is such a round, the
    last day lies behind, or nobody takes part.
    """
    require(policies.may_open_rounds(actor))
    today = on or timezone.localdate()
    asked = {name: fields[name] for name in _ROUND_FIELDS if name in fields}
    programme = asked.setdefault("programme", Programme.REPORT)
    if asked["due_on"] < today:
        raise NotNow(_("The last day lies behind us."))
    same = {"programme": programme, "kind": asked["kind"], "year": asked["year"]}
    if ReportRound.objects.filter(**same).exists():
        raise NotNow(_("There is a round of that kind for that year already."))
    askable = queries.askable(actor, programme)
    if not askable:
        raise NotNow(_("Nobody takes part in this programme."))
    the_round = ReportRound(opened_by_id=actor.user_id, opened_on=today)
    the_round.form = form or install_forms()[asked["kind"]]
    with transaction.atomic():
        save(actor, "report_round.open", the_round, asked)
        for participation in askable:
            _ask(actor, the_round, participation)
        leaders = queries.people([one.organisation_id for one in askable], [Role.PROGRAMME_LEADER], today)
        _tell(actor, the_round, "reporting.opened", leaders)
    return the_round


def remind(actor: Actor, the_round: ReportRound, on: dt.date) -> int:
    """Remind everybody who has a report left, by hand. Gives how many people were told.

    Raises Refused when the actor may not.
    """
    require(policies.may_lead_round(actor, the_round))
    left = [one for one in queries.asked(actor, the_round) if reminding.waits_for(one)]
    with transaction.atomic():
        return sum(_remind(actor, one, on) for one in left)


def remind_by_clock(actor: Actor, today: dt.date) -> int:
    """Remind whoever has a report left, two weeks and three days before the last day, and each week after it.

    Nobody is reminded twice of the same. Gives how many people were told. Raises Refused for others than BoSo.
    """
    told = 0
    for report in queries.unfinished(actor):
        require(policies.may_lead_round(actor, report.round))
        stage = reminding.stage_of(report, today)
        if stage and not Reminder.objects.filter(report=report, stage=stage, due_on=report.due_on).exists():
            told += _remind(actor, report, today, stage)
    return told


def fetch_by_clock(actor: Actor) -> int:
    """Fetch the figures of every report that is being written anew. Gives how many; frozen ones are left alone."""
    rows = [one for one in queries.unfinished(actor) if not one.is_frozen]
    for report in rows:
        actions.fetch(actor, report)
    return len(rows)


def extend(actor: Actor, the_round: ReportRound, due_on: dt.date, *, reason: str) -> None:
    """Give everybody who has not handed in more time, and say why.

    Raises Refused when the actor may not; NotNow where the day is not later or the reason is missing.
    """
    require(policies.may_lead_round(actor, the_round))
    if due_on <= the_round.due_on:
        raise NotNow(_("The new last day must be later than the old one."))
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    with transaction.atomic():
        with act(actor, "report_round.extend", the_round, reason=reason.strip()):
            the_round.due_on = due_on
            the_round.save(update_fields=["due_on"])
        for report in queries.asked(actor, the_round):
            if not report.is_frozen and report.due_on < due_on:
                with act(actor, "report.extend", report, organisation_id=_owner(report)):
                    report.due_on = due_on
                    report.save(update_fields=["due_on"])


def set_meeting(actor: Actor, the_round: ReportRound, on: dt.date | None, place: str) -> None:
    """Say when and where the reports are talked about. Raises Refused when the actor may not."""
    require(policies.may_lead_round(actor, the_round))
    with act(actor, "report_round.meeting", the_round):
        the_round.meeting_on, the_round.meeting_place = on, place.strip()[:120]
        the_round.save(update_fields=["meeting_on", "meeting_place"])


def close(actor: Actor, the_round: ReportRound) -> None:
    """Close the round: nobody is reminded and nothing is handed in any more.

    Raises Refused when the actor may not, or it is closed.
    """
    perform(actor, the_round, states.ROUND, "close")


def open_again(actor: Actor, the_round: ReportRound, *, reason: str) -> None:
    """Open a closed round again. Raises Refused when the actor may not or the reason is missing."""
    perform(actor, the_round, states.ROUND, "open_again", reason=reason)


def add_item(
    actor: Actor, the_round: ReportRound, fields: dict[str, Any], participation: Participation | None = None
) -> AgendaItem:
    """Put a matter on the agenda, last. Raises Refused when the actor may not."""
    require(policies.may_lead_round(actor, the_round))
    with transaction.atomic():
        ReportRound.objects.select_for_update(of=("self",)).get(pk=the_round.pk)
        place = 1 + max(AgendaItem.objects.filter(round=the_round).values_list("place", flat=True), default=0)
        item = AgendaItem(round=the_round, participation=participation, place=place, created_by_id=actor.user_id)
        return save(actor, "agenda.add", item, _agenda(fields))


def change_item(actor: Actor, item: AgendaItem, fields: dict[str, Any]) -> AgendaItem:
    """Change a matter on the agenda. Raises Refused when the actor may not."""
    require(policies.may_lead_round(actor, item.round))
    return save(actor, "agenda.change", item, _agenda(fields))


def remove_item(actor: Actor, item: AgendaItem) -> None:
    """Take a matter off the agenda. Raises Refused when the actor may not."""
    require(policies.may_lead_round(actor, item.round))
    with act(actor, "agenda.remove", item):
        item.delete()


def _ask(actor: Actor, the_round: ReportRound, participation: Participation) -> None:
    report = Report(round=the_round, participation=participation, state=ReportState.DRAFT, due_on=the_round.due_on)
    save(actor, "report.ask", report, {}, participation.organisation_id)
    actions.fetch(SYSTEM, report)
    form_actions.record_use(
        actor, the_round.form, participation.organisation_id, Purpose.REPORT, since=the_round.opened_on
    )


def _remind(actor: Actor, report: Report, on: dt.date, stage: str = "") -> int:
    roles = reminding.waits_for(report)
    people = queries.people([_owner(report)], roles, on)
    kind = "reporting.late" if report.is_late(on) else "reporting.reminder"
    with transaction.atomic():
        noted = Reminder(report=report, stage=stage, due_on=report.due_on, on=on)
        save(actor, "report.remind", noted, {}, _owner(report))
        return len(send(actor, people, kind, reverse("reporting:report", args=[report.pk]), report=report.pk))


def _agenda(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in _AGENDA_FIELDS if name in fields}


def _owner(report: Report) -> int:
    return int(report.participation.organisation_id)


def _tell(actor: Actor, the_round: ReportRound, kind: str, people: Iterable[int]) -> None:
    send(actor, people, kind, reverse("reporting:round", args=[the_round.pk]), round=the_round.pk)
