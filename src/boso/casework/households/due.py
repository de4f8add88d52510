"""What households ask of a person today: emergencies to review, sharing that ends, clearances to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.households import law, queries, queries_access, queries_handover
from boso.foundation.access.actor import Actor
from boso.foundation.web.templatetags.words import day, moment
from boso.foundation.worklist.registry import Group, Thing, WorkItem


def emergencies(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Emergency accesses that wait for the decision maker's review."""
    for row in queries_access.to_review(actor):
        said = {"name": row.user.name, "at": moment(row.opened_at), "reason": row.get_reason_display()}
        yield WorkItem(
            due=law.review_due(row.opened_at),
            title=_("Review an emergency: %(reference)s") % {"reference": row.household.reference},
            why=_("%(name)s opened it %(at)s. Reason: %(reason)s.") % said,
            act_label=_("Review it"),
            act_url=reverse("households:review", args=[row.pk]),
            key=f"emergency-{row.pk}",
        )


def sharings(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Sharing by the person's own cases that soon ends."""
    for row in queries_access.sharings_that_end(actor, today, today + dt.timedelta(law.number(SOON, today))):
        said = {"unit": row.unit.name, "day": day(row.ends)}
        yield WorkItem(
            due=row.ends,
            title=_("%(reference)s is soon no longer shared") % {"reference": row.household.reference},
            why=_("%(unit)s sees the case until %(day)s. Extend it if they still need it.") % said,
            act_label=_("Extend"),
            act_url=reverse("households:extend", args=[row.household_id, row.pk]),
            group=Group.KEEP,
            url=reverse("households:household", args=[row.household_id]),
            key=f"sharing-{row.pk}-{row.ends}",
        )


def clearances(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Clearances that wait for a second person."""
    for row in queries_access.clearances_to_confirm(actor, today):
        said = {"name": row.given_by.name, "day": day(row.ends)}
        yield WorkItem(
            due=None,
            title=_("Clearance for %(name)s") % {"name": row.user.name},
            why=_("%(name)s gave it, until %(day)s. It holds when a second person confirms it.") % said,
            act_label=_("Look at it"),
            act_url=reverse("households:clearances"),
            about=row.organisation.name,
            key=f"clearance-{row.pk}",
        )


def handed_over(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Cases handed to the person that they have not taken over yet: one line for each hand-over."""
    rows = queries_handover.waiting(actor)
    for handover in dict.fromkeys(row.handover for row in rows):
        count = sum(row.handover_id == handover.pk for row in rows)
        words = ngettext("Take over %(count)d case", "Take over %(count)d cases", count)
        said = {"name": handover.giver.name, "unit": handover.unit.name, "day": day(handover.made_at)}
        yield WorkItem(
            due=None,
            title=words % {"count": count},
            why=_("From %(name)s, %(unit)s, on %(day)s.") % said,
            act_label=_("Look at them"),
            act_url=reverse("households:handed-over", args=[handover.pk]),
            key=f"handover-{handover.pk}",
        )


SOON = "sharing.ends_soon_days"
SOURCES = (emergencies, sharings, clearances, handed_over)


def households_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What households are called, for «changed since» and «last opened» (two queries)."""
    cards = queries.open_cards(actor, [int(pk) for pk in ids])
    return {
        str(pk): Thing(card.reference if card.is_protected else card.name, reverse("households:household", args=[pk]))
        for pk, card in cards.items()
    }


#: What has happened, as past participles.
VERBS = {
    "household.register": gettext_lazy("registered"),
    "household.close": gettext_lazy("closed"),
    "household.reopen": gettext_lazy("opened again"),
    "household.reach": gettext_lazy("changed"),
    "household.protect": gettext_lazy("protected"),
    "household.unprotect": gettext_lazy("no longer protected"),
}
