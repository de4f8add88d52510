"""What anchoring asks of a person today: anchor anew after an election, ask after a hand-over, read comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.anchoring import elections, queries, queries_hearing


def elections_held(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """The latest election, where nobody has said that the programme was anchored anew after it."""
    for participation in queries.to_anchor_anew(actor, today):
        election = elections.latest(today)
        yield WorkItem(
            due=elections.due(election),
            title=_("Anchor the programme anew after the election of %(year)d") % {"year": election.year},
            why=_("A new council was elected on %(day)s. Tell it what the programme is, and what is decided.")
            % {"day": f"{election:%d.%m.%Y}"},
            act_label=_("Record how it was done"),
            act_url=reverse("anchoring:reanchor", args=[participation.slug]),
            about=participation.organisation.name,
            url=reverse("anchoring:plans", args=[participation.slug]),
            key=f"reanchor-{participation.slug}-{election.year}",
        )


def handed_over(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Hand-overs a year old: does the owner still do it?"""
    for one in queries.to_ask_again(actor, today):
        participation = one.activity.participation
        yield WorkItem(
            due=add_months(one.starts, 12),
            title=_("One year after: %(activity)s") % {"activity": one.activity.title},
            why=_("%(owner)s took it over on %(day)s. Does it run as agreed?")
            % {"owner": one.owner, "day": f"{one.starts:%d.%m.%Y}"},
            act_label=_("Ask and write it down"),
            act_url=reverse("anchoring:hand-over-check", args=[one.pk]),
            about=participation.organisation.name,
            url=reverse("anchoring:hand-overs", args=[participation.slug]),
            key=f"hand-over-{one.pk}",
        )


def ownerless(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Activities that are done and nobody owns."""
    for one in queries.without_owner(actor):
        yield WorkItem(
            due=None,
            title=_("Who owns it now: %(activity)s") % {"activity": one.title},
            why=_("The activity is done. Nobody is named as its owner afterwards."),
            act_label=_("Agree the hand-over"),
            act_url=reverse("anchoring:hand-over", args=[one.pk]),
            group=Group.KEEP,
            about=one.participation.organisation.name,
            key=f"ownerless-{one.pk}",
        )


def comments(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Hearings with comments to read or to answer."""
    for hearing in queries_hearing.to_handle(actor):
        waiting, unanswered = getattr(hearing, "waiting", 0), getattr(hearing, "unanswered", 0)
        told = []
        if waiting:
            told.append(ngettext("%(n)d comment waits to be read.", "%(n)d comments wait to be read.", waiting))
        if unanswered:
            told.append(ngettext("%(n)d has no answer.", "%(n)d have no answer.", unanswered))
        why = " ".join(one % {"n": n} for one, n in zip(told, [n for n in (waiting, unanswered) if n], strict=True))
        yield WorkItem(
            due=None,
            title=hearing.title,
            why=why,
            act_label=_("Read and answer"),
            act_url=reverse("anchoring:hearing", args=[hearing.pk]),
            about=hearing.participation.organisation.name,
            key=f"hearing-{hearing.pk}-{waiting}-{unanswered}",
        )


def unsettled(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Services, groups and measures nobody has decided on: one line a municipality."""
    by_place: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for participation, entry in queries.undecided(actor):
        by_place.setdefault(participation.slug, []).append(entry.name)
        names[participation.slug] = participation.organisation.name
    for slug, entries in by_place.items():
        yield WorkItem(
            due=None,
            title=_("Decide what belongs to the programme"),
            why=", ".join(entries[:3]) + (" …" if len(entries) > 3 else ""),
            act_label=_("See the register"),
            act_url=reverse("anchoring:scope", args=[slug]) + "?place=undecided",
            group=Group.KEEP,
            about=names[slug],
            key=f"scope-{slug}-{len(entries)}",
        )


SOURCES = (elections_held, handed_over, ownerless, comments, unsettled)


def entries_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What entries of the scope register are called, for «changed since»."""
    return {
        str(entry.pk): Thing(entry.name, reverse("anchoring:scope-entry", args=[entry.pk]))
        for entry in queries.entries_by_id(actor, ids)
    }


#: What has happened, as past participles.
SCOPE_VERBS = {
    "scope.enter": gettext_lazy("entered"),
    "scope.decide": pgettext_lazy("happened", "decided"),
    "scope.reopen": gettext_lazy("set back to not decided"),
}
