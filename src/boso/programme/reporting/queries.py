"""Every read of the reports. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from boso.core.questionnaires.form import Question
from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import BANK, CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.history.models import Change
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation, Phase, Programme
from boso.programme.partnership.policies import may_see_inside
from boso.programme.reporting import policies
from boso.programme.reporting.models import (
    FROZEN,
    AgendaItem,
    Edition,
    Report,
    ReportRound,
    ReportState,
    RoundKind,
    RoundState,
)


def rounds(actor: Actor) -> QuerySet[ReportRound]:
    """Rounds of the report's programme and of the actor's own, newest first; of every programme for the bank.

    Each with `asked`, `approved` and `with_bank` (signed or approved): how many reports.
    """
    found = _rounds(actor)
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return found
    own = ReportRound.objects.filter(reports__participation__organisation_id__in=_own(actor))
    return found.filter(Q(programme=Programme.REPORT) | Q(pk__in=own.order_by().values("pk")))


def _rounds(actor: Actor) -> QuerySet[ReportRound]:
    if not policies.may_see(actor):
        return ReportRound.objects.none()
    return ReportRound.objects.select_related("form__form").annotate(
        asked=Count("reports"),
        approved=Count("reports", filter=Q(reports__state=ReportState.APPROVED)),
        with_bank=Count("reports", filter=Q(reports__state__in=[ReportState.SIGNED, ReportState.APPROVED])),
    )


def one_round(actor: Actor, round_id: int) -> ReportRound:
    """One round, of the other programme too: its approved reports are open to every member and lead to it.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = _rounds(actor).filter(pk=round_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def asked(actor: Actor, the_round: ReportRound) -> list[Report]:
    """Every report of a round by name of the municipality. Who is asked and what is approved is open to every member;
    how far the others have come only to those who may see them, which the pages ask of each.
    """
    if not policies.may_see(actor):
        return []
    found = _reports().defer(*_HEAVY).filter(round=the_round)
    return list(found.select_related("submitted_by", "signed_by", "approved_by"))


def reports(actor: Actor) -> QuerySet[Report]:
    """The reports whose content the actor may see: approved ones, and all of their own or as the bank."""
    found = _reports()
    if not policies.may_see(actor):
        return found.none()
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return found
    own = Q(participation__organisation_id__in=_own(actor))
    return found.filter(own | Q(state=ReportState.APPROVED))


def report(actor: Actor, report_id: int) -> Report:
    """One report, with the people who handed in, signed and approved.

    Raises Refused (hidden) where there is none for the actor.
    """
    people = ("submitted_by", "signed_by", "approved_by")
    found = _reports().select_related("round__form__form", *people).filter(pk=report_id).first()
    if found is None or not policies.may_see_report(actor, found):
        raise Refused(NOT_HERE)
    return found


def questions(actor: Actor, report: Report) -> list[Question]:
    """What the report's form asks, in order."""
    require(policies.may_see_report(actor, report))
    return list(forms.content(report.round.form).questions())


def own_reports(actor: Actor, limit: int = 6) -> list[Report]:
    """The newest reports of the actor's own municipality; none for the bank."""
    own = _own(actor)
    if not own:
        return []
    found = _reports().defer(*_HEAVY).filter(participation__organisation_id__in=own)
    return list(found.order_by("-round__year", "-round__kind", "-pk")[:limit])


def of_participant(actor: Actor, participation: Participation) -> list[Report]:
    """A participant's reports that the actor may see, newest first."""
    found = reports(actor).defer(*_HEAVY).filter(participation=participation)
    return list(found.order_by("-round__year", "-round__kind", "-pk"))


def editions(actor: Actor, report: Report) -> list[Edition]:
    """The frozen editions of a report without their content: all for the two sides, else the one that is approved."""
    found = Edition.objects.filter(report=report).select_related("frozen_by").defer("content").order_by("-number")
    return [one for one in found if may_see_edition(actor, report, one)]


def edition(actor: Actor, report: Report, number: int) -> Edition:
    """One frozen edition.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Edition.objects.select_related("frozen_by").filter(report=report, number=number).first()
    if found is None or not may_see_edition(actor, report, found):
        raise Refused(NOT_HERE)
    return found


def may_see_edition(actor: Actor, report: Report, edition: Edition) -> bool:
    """The two sides see every edition; others the approved one."""
    if may_see_inside(actor, report.participation):
        return True
    approved = report.state == ReportState.APPROVED and edition.number == report.number
    return approved and bool(policies.may_see(actor))


def approved(actor: Actor, programme: str, year: int, kind: str = RoundKind.ANNUAL) -> list[tuple[Report, Edition]]:
    """The approved reports of a year with their frozen edition, by name of the municipality (two queries)."""
    if not policies.may_see(actor):
        return []
    found = _reports().defer(*_HEAVY).filter(
        round__programme=programme, round__year=year, round__kind=kind, state=ReportState.APPROVED
    )  # fmt: skip
    found = found.select_related("round__form", "submitted_by", "signed_by", "approved_by")
    by_report = {one.pk: one for one in found}
    frozen = {(one.report_id, one.number): one for one in Edition.objects.filter(report__in=by_report)}
    return [(one, frozen[(pk, one.number)]) for pk, one in by_report.items()]


def approved_of(actor: Actor, the_round: ReportRound) -> list[tuple[int, Edition]]:
    """The frozen edition of each approved report of a round, by the number of the report (one query)."""
    if not policies.may_see(actor):
        return []
    found = Edition.objects.filter(
        report__round=the_round, report__state=ReportState.APPROVED, number=F("report__number")
    )  # fmt: skip
    return [(one.report_id, one) for one in found.order_by("report_id")]


def open_reports(actor: Actor) -> QuerySet[Report]:
    """Every report of the report's programme as far as it is open to every member: approved ones."""
    return reports(actor).defer(*_HEAVY).filter(round__programme=Programme.REPORT, state=ReportState.APPROVED)


def missing(actor: Actor, programme: str, year: int, kind: str = RoundKind.ANNUAL) -> list[Report]:
    """The reports of a year that are asked for and not approved."""
    if not policies.may_see(actor):
        return []
    found = _reports().defer(*_HEAVY).filter(round__programme=programme, round__year=year, round__kind=kind)
    return list(found.exclude(state=ReportState.APPROVED))


def joint_years(actor: Actor) -> list[tuple[str, int, int]]:
    """Programme, year and number of approved annual reports of each year that has any, newest first."""
    # The stubs do not know what `rounds` counts.
    found: list[Any] = list(rounds(actor).filter(kind=RoundKind.ANNUAL).order_by("-year", "programme"))
    return [(one.programme, one.year, one.approved) for one in found if one.approved]


def handed_in(actor: Actor, the_round: ReportRound) -> list[tuple[Report, Edition]]:
    """What municipalities have handed in and the actor may see, for the agenda: with the newest frozen edition."""
    found = reports(actor).select_related("round__form").defer(*_HEAVY).filter(round=the_round, state__in=FROZEN)
    by_pk = {one.pk: one for one in found}
    frozen = {(one.report_id, one.number): one for one in Edition.objects.filter(report__in=by_pk)}
    return [(one, frozen[(pk, one.number)]) for pk, one in by_pk.items()]


def agenda(actor: Actor, the_round: ReportRound, participation: Participation | None = None) -> list[AgendaItem]:
    """The matters written on the agenda: everybody's, and one municipality's own where it is named."""
    if not policies.may_see(actor):
        return []
    wanted = Q(participation__isnull=True)
    if participation is not None and may_see_inside(actor, participation):
        wanted |= Q(participation=participation)
    return list(AgendaItem.objects.filter(wanted, round=the_round).select_related("participation__organisation"))


def agenda_item(actor: Actor, item_id: int) -> AgendaItem:
    """One matter on an agenda.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = AgendaItem.objects.select_related("round", "participation__organisation").filter(pk=item_id).first()
    if found is None or not policies.may_see(actor):
        raise Refused(NOT_HERE)
    if found.participation is not None and not may_see_inside(actor, found.participation):
        raise Refused(NOT_HERE)
    return found


def waiting(actor: Actor) -> list[Report]:
    """The reports in open rounds that wait for the actor: to write, to sign, to judge."""
    found = _reports().defer(*_HEAVY).filter(round__state=RoundState.OPEN)
    own = Q(participation__organisation_id__in=_own(actor))
    if actor.is_bank:
        rows = list(found.filter(state=ReportState.SIGNED))
        return [one for one in rows if policies.may_judge(actor, one)]
    wanted = Q(pk__in=[])
    if actor.holds(Role.PROGRAMME_LEADER):
        wanted |= Q(state__in=[ReportState.DRAFT, ReportState.RETURNED])
    if actor.holds(*policies.SIGNERS):
        wanted |= Q(state=ReportState.SUBMITTED)
    may = {ReportState.SUBMITTED: policies.may_sign}
    rows = list(found.filter(own & wanted))
    return [one for one in rows if may.get(ReportState(one.state), policies.may_write)(actor, one)]


def late(actor: Actor, today: dt.date) -> list[Report]:
    """Reports of open rounds that are late, for the coordinator."""
    if not actor.holds(Role.COORDINATOR):
        return []
    found = _reports().defer(*_HEAVY).filter(round__state=RoundState.OPEN, due_on__lt=today)
    return [one for one in found if one.is_late(today)]


def unfinished(actor: Actor) -> list[Report]:
    """Every report of an open round that the bank does not have, for the clock."""
    if not actor.holds(Role.SYSTEM):
        return []
    found = _reports().filter(round__state=RoundState.OPEN)
    return list(found.exclude(state__in=[ReportState.SIGNED, ReportState.APPROVED]).order_by("pk"))


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, Report]]:
    """Reports whose municipality, year or kind answers the text, best first."""
    ranked = [
        (rank, one)
        for one in reports(actor).defer(*_HEAVY)
        if (rank := closeness(
            text, one.participation.organisation.name, str(one.round.year), str(one.round.get_kind_display())
        ))
    ]  # fmt: skip
    return sorted(ranked, key=lambda pair: (-pair[0], -pair[1].round.year, pair[1].pk))[:limit]


def by_id(actor: Actor, ids: Collection[str]) -> list[Report]:
    """Those of the reports that the actor may see (one query)."""
    wanted = [pk for pk in ids if pk.isdecimal()]
    return list(reports(actor).defer(*_HEAVY).filter(pk__in=wanted))


def history(actor: Actor, report: Report, limit: int = 60) -> list[Change]:
    """What was done with a report: all for the two sides, for others that it was handed in, signed and approved."""
    found = Change.objects.filter(object_type="reporting.report", object_id=str(report.pk)).select_related("actor")
    if not may_see_inside(actor, report.participation):
        return []
    return list(found.exclude(verb__in=["report.write", "report.fetch"])[:limit])


def people(organisation_ids: Iterable[int], roles: Collection[str], today: dt.date) -> list[int]:
    """The users who hold one of the roles there, or in a district of it, that day."""
    ids = list(organisation_ids)
    there = Q(organisation_id__in=ids) | Q(organisation__parent_id__in=ids)
    found = _seats(roles, today).filter(there).distinct().order_by("user_id")
    return list(found.values_list("user_id", flat=True))


def bank_people(today: dt.date) -> list[int]:
    """The bank's contacts and coordinators that day."""
    return list(_seats(BANK, today).distinct().order_by("user_id").values_list("user_id", flat=True))


def leader_name(participation: Participation, today: dt.date) -> str:
    """The name of the municipality's programme leader; blank where there is none."""
    there = Q(organisation_id=participation.organisation_id)
    found = _seats([Role.PROGRAMME_LEADER], today).filter(there).order_by("starts", "pk")
    return found.values_list("user__name", flat=True).first() or ""


def askable(actor: Actor, programme: str) -> list[Participation]:
    """Who is asked to report: the participants of the programme that have not ended."""
    return list(partnership.participations(actor, programme).exclude(phase__in=[Phase.ENDED]))


def offered_forms(actor: Actor, organisation_id: int) -> list[FormVersion]:
    """The forms for reports that the bank may ask with."""
    return list(forms.offered(actor, organisation_id, Purpose.REPORT))


#: What a list of reports does not need.
_HEAVY = ("figures", "answers", "corrections", "reasons")


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("round", "participation__organisation", "participation__intake")


def _seats(roles: Collection[str], today: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today, user__is_active=True, role__in=roles
    )


def _own(actor: Actor) -> list[int]:
    return [seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)]
