"""What needs ask of a person today: households of a campaign, campaigns past their day, a count that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.needs import queries, queries_campaigns, queries_counts
from boso.core.needs import counting
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, WorkItem


def campaigns(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Campaigns under way where the person's units have households left."""
    for campaign in queries_campaigns.waiting_for(actor):
        left = int(vars(campaign)["left_here"])
        yield WorkItem(
            due=campaign.due_on,
            title=campaign.title,
            why=ngettext("%(count)s household is left to map.", "%(count)s households are left to map.", left)
            % {"count": left},
            act_label=_("Take the next"),
            act_url=reverse("needs:next", args=[campaign.pk]),
            url=reverse("needs:campaign", args=[campaign.pk]),
            key=f"campaign-{campaign.pk}",
        )


def closings(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Campaigns past their last day that wait to be closed."""
    for campaign in queries_campaigns.overdue_for(actor, today):
        yield WorkItem(
            due=campaign.due_on,
            title=_("Close «%(title)s»") % {"title": campaign.title},
            why=_("The last day has passed. Closing says how many were left and why."),
            act_label=_("Look at it"),
            act_url=reverse("needs:campaign", args=[campaign.pk]),
            key=f"campaign-close-{campaign.pk}",
        )


def counts(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Counts open for forms, from the Monday of their week."""
    for count in queries_counts.waiting_for(actor):
        period = counting.week(count.year, count.week)
        if period.starts <= today:
            yield WorkItem(
                due=period.ends,
                title=_("Count of the homeless, week %(week)s") % {"week": count.week},
                why=_("One form for each homeless person your unit knows of."),
                act_label=_("Register"),
                act_url=reverse("needs:count", args=[count.pk]),
                key=f"count-{count.pk}",
            )


def drafts(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Mappings the person has begun and not finished."""
    for mapping in queries.begun_by(actor):
        yield WorkItem(
            due=None,
            title=_("Finish the mapping of %(household)s") % {"household": mapping.household.reference},
            why=_("The answers so far are kept."),
            act_label=_("Go on"),
            act_url=reverse("needs:fill", args=[mapping.pk]),
            group=Group.KEEP,
            key=f"mapping-{mapping.pk}",
        )


SOURCES = (campaigns, closings, counts, drafts)
