"""What the plans ask of a person today: measures that slip, risks to look at, versions that wait for adoption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.plans import queries_pages
from boso.programme.plans.models import Activity, DwellingProject


def slipping(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """A question for each measure that slips, to whoever owns it."""
    for row in queries_pages.slipping(actor, today):
        yield _what_now(row, "activity", "plans-slip", today)


def slipping_homes(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """The same question for homes that were to be there."""
    for row in queries_pages.slipping_homes(actor, today):
        yield _what_now(row, "homes", "plans-homes-slip", today)


def risks(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Risks whose day to look again has come."""
    for row in queries_pages.risks_to_look_at(actor, today):
        yield WorkItem(
            due=row.look_again_on,
            title=row.title,
            why=_("You wanted to look at this risk again."),
            act_label=_("Look at it"),
            act_url=reverse("plans:steering", args=[row.participation.slug]) + f"#risk-{row.pk}",
            group=Group.KEEP,
            about=row.participation.organisation.name,
            key=f"plans-risk-{row.pk}-{row.look_again_on}",
        )


def versions(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Versions of the plan whose adoption somebody must record."""
    if not actor.holds(Role.PROGRAMME_OWNER, Role.STEERING_GROUP):
        return
    for row in queries_pages.versions_to_adopt(actor):
        yield WorkItem(
            due=None,
            title=_("%(title)s, version %(number)d") % {"title": row.plan.title, "number": row.number},
            why=_("It waits for adoption."),
            act_label=_("Read and record"),
            act_url=reverse("plans:version", args=[row.pk]),
            about=row.plan.participation.organisation.name,
            key=f"plans-version-{row.pk}",
        )


def _what_now(row: Activity | DwellingProject, page: str, key: str, today: dt.date) -> WorkItem:
    return WorkItem(
        due=row.ends or row.starts,
        title=_("«%(name)s» slips. What now?") % {"name": row.title},
        why=_why(row, today),
        act_label=_("Answer"),
        act_url=reverse(f"plans:{page}", args=[row.pk]),
        group=Group.MINE,
        about=row.participation.organisation.name,
        key=f"{key}-{row.pk}-{row.ends or row.starts}",
    )


def _why(row: Activity | DwellingProject, today: dt.date) -> str:
    if row.ends is not None and row.ends < today:
        return _("It was to be done by %(day)s.") % {"day": f"{row.ends:%d.%m.%Y}"}
    return _("It was to begin on %(day)s.") % {"day": f"{row.starts:%d.%m.%Y}"}


SOURCES = (slipping, slipping_homes, risks, versions)


def activities_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What measures are called, for «changed since»."""
    return {
        str(row.pk): Thing(
            f"{row.participation.organisation.name}: {row.title}", reverse("plans:activity", args=[row.pk])
        )
        for row in queries_pages.by_id(actor, ids)
    }


#: What has happened, as past participles.
ACTIVITY_VERBS = {
    "activity.write": gettext_lazy("put in the plan"),
    "activity.change": gettext_lazy("changed"),
    "activity.start": gettext_lazy("started"),
    "activity.finish": gettext_lazy("done"),
    "activity.postpone": gettext_lazy("postponed"),
    "activity.drop": gettext_lazy("dropped"),
    "activity.plan": gettext_lazy("put back in the plan"),
    "activity.reopen": gettext_lazy("taken up again"),
    "activity.reschedule": gettext_lazy("moved in time"),
}
