"""What evaluation asks of a person today: outdated references in a report one writes, an access that ends soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.evaluation import queries

#: Days before an access to a named document ends that the evaluator is told.
SOON = 7


def outdated(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Reports being written whose sources said something new the last time they were looked at."""
    if not actor.holds(Role.EVALUATOR):
        return
    for report, count in queries.outdated_reports(actor):
        yield WorkItem(
            due=None,
            title=report.title,
            why=ngettext(
                "%(count)d number in the report is outdated.", "%(count)d numbers in the report are outdated.", count
            )
            % {"count": count},
            act_label=_("Renew"),
            act_url=reverse("evaluation:report", args=[report.pk]),
            group=Group.KEEP,
            about=report.evaluation.title,
            key=f"evaluation-report-{report.pk}",
        )


def ending(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Documents one may read by name that soon close."""
    if not actor.holds(Role.EVALUATOR):
        return
    for access in queries.ending_soon(actor, today, today + dt.timedelta(days=SOON)):
        yield WorkItem(
            due=access.until,
            title=access.document.title,
            why=_("You may read it until %(day)s.") % {"day": f"{access.until:%d.%m.%Y}"},
            act_label=_("Read it"),
            act_url=reverse("documents:document", args=[access.document_id]),
            group=Group.KEEP,
            about=access.document.organisation.name,
            key=f"named-access-{access.pk}",
        )


def evaluations_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What evaluations are called, for «changed since»."""
    found = queries.some_evaluations(actor, ids)
    return {str(row.pk): Thing(row.title, reverse("evaluation:evaluation", args=[row.key])) for row in found}


def reports_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What reports are called, for «changed since»."""
    found = queries.reports(actor).filter(pk__in=[each for each in ids if each.isdecimal()])
    return {str(row.pk): Thing(row.title, reverse("evaluation:report", args=[row.pk])) for row in found}


SOURCES = (outdated, ending)
