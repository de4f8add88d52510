"""What reports ask of a person today: to write, to sign, to judge; for the coordinator those that are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.reporting import policies, queries, showing
from boso.programme.reporting.models import ReportState

_ACTS = {
    ReportState.DRAFT: gettext_lazy("Write the report"),
    ReportState.RETURNED: gettext_lazy("Correct the report"),
    ReportState.SUBMITTED: gettext_lazy("Read and sign"),
    ReportState.SIGNED: gettext_lazy("Read and approve"),
}


def reports(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Reports that wait for the actor."""
    if not (actor.is_bank or actor.holds(Role.PROGRAMME_LEADER, *policies.SIGNERS)):
        return
    for one in queries.waiting(actor):
        address = reverse("reporting:report", args=[one.pk])
        writes = one.state in (ReportState.DRAFT, ReportState.RETURNED)
        yield WorkItem(
            due=None if one.state == ReportState.SIGNED else one.due_on,
            title=showing.round_title(one.round),
            why=one.returned_because or _WHY[ReportState(one.state)],
            act_label=_ACTS[ReportState(one.state)],
            act_url=reverse("reporting:fill", args=[one.pk]) if writes else address,
            group=Group.LAW if writes else Group.MINE,
            about=one.participation.organisation.name,
            url=address,
            key=f"report-{one.pk}-{one.state}-{one.number}",
        )


def late(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """For the coordinator: who is late, one line for each round."""
    if not actor.holds(Role.COORDINATOR):
        return
    rounds: dict[int, list[str]] = {}
    titles: dict[int, str] = {}
    for one in queries.late(actor, today):
        rounds.setdefault(one.round_id, []).append(one.participation.organisation.name)
        titles[one.round_id] = showing.round_title(one.round)
    for pk, names in rounds.items():
        yield WorkItem(
            due=None, title=_("%(round)s: late") % {"round": titles[pk]}, why=", ".join(names),
            act_label=_("See the round"), act_url=reverse("reporting:round", args=[pk]), group=Group.OTHERS,
            key=f"report-round-late-{pk}",
        )  # fmt: skip


_WHY = {
    ReportState.DRAFT: gettext_lazy("It is filled with the figures there are. Tell the story, and hand it in."),
    ReportState.RETURNED: gettext_lazy("It has come back."),
    ReportState.SUBMITTED: gettext_lazy("The programme leader has handed it in. Another person signs."),
    ReportState.SIGNED: gettext_lazy("The municipality has signed it."),
}

SOURCES = (reports, late)


def reports_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What reports are called, for «changed since»."""
    return {
        str(one.pk): Thing(
            f"{one.participation.organisation.name}: {showing.round_title(one.round)}",
            reverse("reporting:report", args=[one.pk]),
        )
        for one in queries.by_id(actor, ids)
    }


#: What has happened, as past participles.
REPORT_VERBS = {
    "report.ask": gettext_lazy("asked for"),
    "report.write": gettext_lazy("written in"),
    "report.correct": gettext_lazy("corrected"),
    "report.submit": gettext_lazy("handed in"),
    "report.take_back": gettext_lazy("taken back"),
    "report.sign": gettext_lazy("signed"),
    "report.refuse": gettext_lazy("sent back unsigned"),
    "report.approve": gettext_lazy("approved"),
    "report.send_back": gettext_lazy("returned for correction"),
    "report.reopen": gettext_lazy("reopened"),
}
