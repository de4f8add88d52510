"""What interviews ask of an evaluator today: who is met, whose consent has ended, which quotations wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, WorkItem
from boso.programme.interviews import queries

#: Days ahead that an interview is told of.
AHEAD = dt.timedelta(days=14)


def appointments(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Interviews of the coming fortnight, and those of which nobody has said that they were held."""
    if not actor.holds(Role.EVALUATOR):
        return
    for one in queries.due_appointments(actor):
        if one.on > today + AHEAD:
            continue
        yield WorkItem(
            due=one.on,
            title=_("Interview with %(who)s") % {"who": one.informant.pseudonym},
            why=_("Say whether it was held.") if one.on < today else one.get_manner_display(),
            act_label=_("Open"),
            act_url=reverse("interviews:informant", args=[one.informant_id]),
            about=one.informant.organisation.name if one.informant.organisation is not None else "",
            key=f"interview-{one.pk}",
        )


def consents(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Informants whose words stand without a consent that holds."""
    if not actor.holds(Role.EVALUATOR):
        return
    for one in queries.without_consent(actor, today):
        yield WorkItem(
            due=today,
            title=_("The consent of %(who)s has ended") % {"who": one.pseudonym},
            why=_("Take the texts out, or write down a new consent."),
            act_label=_("Open"),
            act_url=reverse("interviews:informant", args=[one.pk]),
            group=Group.LAW,
            key=f"consent-{one.pk}",
        )


def quotations(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Quotations of which somebody else has asked the informant."""
    if not actor.holds(Role.EVALUATOR):
        return
    for one in queries.to_release(actor):
        if one.asked_by_id == actor.user_id:
            continue
        yield WorkItem(
            due=None,
            title=one.text[:80],
            why=_("The informant is asked. Release it when they have said yes."),
            act_label=_("Open"),
            act_url=reverse("interviews:quotation", args=[one.pk]),
            key=f"quotation-{one.pk}",
        )


SOURCES = (appointments, consents, quotations)
