"""What surveys ask of a person today: waves that close soon, and waves that are closed and not ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.surveys import policies, queries
from boso.programme.surveys.models import Wave, WaveState

#: Days before the last day on which a reminder is due, and days after closing when contact data is to be gone.
BEFORE, AFTER = 5, 30


def waves(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Waves of surveys the actor asks in."""
    if not actor.holds(*policies.ASKERS):
        return
    for wave in queries.waves_to_mind(actor):
        found = _closing(wave, today) if wave.state == WaveState.OPEN else _to_end(wave)
        if found is not None:
            yield found


def _closing(wave: Wave, today: dt.date) -> WorkItem | None:
    silent = wave.silent  # type: ignore[attr-defined]
    if wave.closes is None or not silent or not 0 <= (wave.closes - today).days <= BEFORE:
        return None
    words = ngettext("%(count)d has not answered.", "%(count)d have not answered.", silent) % {"count": silent}
    return WorkItem(
        due=wave.closes,
        title=wave.survey.title,
        why=words,
        act_label=_("Remind them"),
        act_url=reverse("surveys:letters", args=[wave.pk, "reminder"]),
        group=Group.MINE,
        about=wave.label,
        url=reverse("surveys:wave", args=[wave.pk]),
        key=f"survey-remind-{wave.pk}",
    )


def _to_end(wave: Wave) -> WorkItem | None:
    if wave.closed_on is None:
        return None
    return WorkItem(
        due=wave.closed_on + dt.timedelta(days=AFTER),
        title=wave.survey.title,
        why=_("The wave is closed. End it, so that names and addresses are destroyed."),
        act_label=_("End it"),
        act_url=reverse("surveys:step", args=[wave.pk, "end"]),
        group=Group.KEEP,
        about=wave.label,
        url=reverse("surveys:wave", args=[wave.pk]),
        key=f"survey-end-{wave.pk}",
    )


def surveys_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What surveys are called, for «changed since»."""
    found = queries.some_surveys(actor, ids)
    return {str(row.pk): Thing(row.title, reverse("surveys:survey", args=[row.pk])) for row in found}


SOURCES = (waves,)
