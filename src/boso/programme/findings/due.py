"""What findings ask of a person today: what turned, recommendations that wait for an answer, and asking again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.findings import queries, queries_checks
from boso.programme.findings.models import RecommendationState


def turned(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Checks of one's own that turned, until one has said what follows."""
    if not actor.is_member or actor.user_id is None:
        return
    for reading in queries_checks.my_turned(actor):
        check = reading.check_of
        yield WorkItem(
            due=None,
            title=check.words,
            why=_("It turned on %(day)s. Now: %(verdict)s.")
            % {"day": f"{reading.at:%d.%m.%Y}", "verdict": reading.get_verdict_display()},
            act_label=_("Say what follows"),
            act_url=reverse("findings:note", args=[reading.pk]),
            about=check.finding.title if check.finding is not None else "",
            url=reverse("findings:check", args=[check.pk]),
            key=f"turned-{reading.pk}",
        )


def advice(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Recommendations of members that wait for one's answer, and decisions it is time to ask about."""
    if not actor.holds(Role.COORDINATOR, Role.PROGRAMME_LEADER):
        return
    for one in queries.waiting(actor, today):
        asks = one.state == RecommendationState.DECIDED
        yield WorkItem(
            due=one.ask_again_on if asks else None,
            title=one.title,
            why=_("It was decided. Say what has happened.") if asks else _("It waits for an answer."),
            act_label=_("Say what has happened") if asks else _("Answer"),
            act_url=reverse("findings:next", args=[one.pk]),
            group=Group.KEEP,
            about=one.scope,
            url=reverse("findings:advice", args=[one.pk]),
            key=f"advice-{one.pk}-{one.state}",
        )


def findings_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What findings are called, for «changed since»."""
    found = queries.everything(actor).filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {str(row.pk): Thing(row.title, reverse("findings:finding", args=[row.pk])) for row in found}


def recommendations_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What recommendations are called, for «changed since»."""
    found = queries.all_advice(actor).filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {str(row.pk): Thing(row.title, reverse("findings:advice", args=[row.pk])) for row in found}


SOURCES = (turned, advice)
