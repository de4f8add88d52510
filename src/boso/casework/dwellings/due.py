"""What dwellings are called where things are told of again: «changed since» and «last opened»."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import queries
from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Thing


def dwellings_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """The dwellings among the ids that the actor sees."""
    if not actor.works_in():
        return {}
    return {
        str(found.pk): Thing(found.title, reverse("dwellings:dwelling", args=[found.pk]))
        for found in queries.visible(actor).filter(pk__in=ids)
    }


#: What has happened, as past participles.
VERBS = {
    "dwelling.register": _("registered"),
    "dwelling.change": _("changed"),
    "dwelling.make_ready": _("made ready to move in"),
    "dwelling.reserve": _("reserved"),
    "dwelling.assign": _("assigned"),
    "dwelling.release": _("made free again"),
    "dwelling.let": _("let"),
    "dwelling.moved_in": _("let"),
    "dwelling.notice": _("put under notice"),
    "dwelling.vacate": _("left"),
    "dwelling.moved_out": _("left"),
    "dwelling.mend": _("put in maintenance"),
    "dwelling.take_out": _("taken out of use"),
    "dwelling.sell": _("put up for sale"),
    "dwelling.restore": _("taken back in"),
    "dwelling.step": _("given its next step"),
}
