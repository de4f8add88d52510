"""What learning asks of a person today: invitations, arenas that are over, matters, lessons and verdicts that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import MUNICIPAL_PROGRAMME, Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.learning import queries

#: Days after which somebody is asked what a lesson led to, or how it went with what was taken over.
LESSON, VERDICT = 60, 180


def invitations(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Arenas to which a role of the actor's is invited."""
    if not actor.is_member or actor.user_id is None:
        return
    for arena in queries.open_invitations(actor):
        if arena.starts is not None and arena.starts < today:
            continue
        yield WorkItem(
            due=arena.starts,
            title=arena.title,
            why=_("Your role is invited."),
            act_label=_("Answer"),
            act_url=reverse("learning:answer", args=[arena.pk]),
            group=Group.KEEP,
            about=arena.host.name if arena.host is not None else "",
            url=reverse("learning:arena", args=[arena.pk]),
            key=f"invitation-{arena.pk}",
        )


def arenas(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Arenas one has arranged that are over, and nobody has said how they went."""
    if not (actor.is_bank or actor.holds(Role.PROGRAMME_LEADER)):
        return
    for arena in queries.arenas_to_close(actor):
        last = arena.ends or arena.starts
        if last is None or last >= today:
            continue
        yield WorkItem(
            due=None,
            title=arena.title,
            why=_("It was on %(day)s. Say how it went.") % {"day": f"{last:%d.%m.%Y}"},
            act_label=_("Say how it went"),
            act_url=reverse("learning:step", args=["arenas", str(arena.pk), "hold"]),
            url=reverse("learning:arena", args=[arena.pk]),
            key=f"arena-{arena.pk}",
        )


def lessons(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Lessons that have led to nothing for two months."""
    if not (actor.is_bank or actor.holds(*MUNICIPAL_PROGRAMME)):
        return
    for entry in queries.undecided(actor):
        if entry.learned_on is None or (today - entry.learned_on).days < LESSON:
            continue
        yield WorkItem(
            due=None,
            title=entry.title,
            why=_("You learned this. Say which decision it led to, or why none."),
            act_label=_("Say what it led to"),
            act_url=reverse("learning:lesson", args=[entry.pk]),
            group=Group.KEEP,
            about=entry.participation.organisation.name if entry.participation is not None else "",
            key=f"lesson-{entry.pk}",
        )


def verdicts(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """What was taken over half a year ago and has no verdict: asked of the programme leader."""
    if not actor.holds(Role.PROGRAMME_LEADER):
        return
    for use in queries.uses_to_judge(actor):
        if use.since is None or (today - use.since).days < VERDICT:
            continue
        yield WorkItem(
            due=None,
            title=use.experience.title,
            why=_("You took it over on %(day)s. Did it help?") % {"day": f"{use.since:%d.%m.%Y}"},
            act_label=_("How did it go?"),
            act_url=reverse("learning:use-edit", args=[use.pk]),
            group=Group.KEEP,
            about=use.organisation.name,
            key=f"use-{use.pk}",
        )


def experiences_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What experiences are called, for «changed since»."""
    found = queries.some_experiences(actor, ids)
    return {str(row.pk): Thing(row.title, reverse("learning:experience", args=[row.pk])) for row in found}


def networks_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What networks are called, for «changed since»."""
    found = queries.some_networks(actor, ids)
    return {str(row.pk): Thing(row.title, reverse("learning:network", args=[row.slug])) for row in found}


SOURCES = (invitations, arenas, lessons, verdicts)
