"""The messages about reports. They name municipality and round in the application, and nothing in an e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.messaging.kinds import Context, Kind, register
from boso.programme.reporting import queries, showing


def words(actor: Actor, contexts: Sequence[Context]) -> list[dict[str, object]]:
    """Municipality and round of each report the actor may see."""
    known = {one.pk: one for one in queries.by_id(actor, {str(context["report"]) for context in contexts})}
    found = (known.get(int(context["report"])) for context in contexts)
    return [
        {"name": one.participation.organisation.name, "round": showing.round_title(one.round)}
        if one is not None
        else {"name": "", "round": ""}
        for one in found
    ]


def round_words(actor: Actor, contexts: Sequence[Context]) -> list[dict[str, object]]:
    """The round of each, with its last day."""
    known = {one.pk: one for one in queries.rounds(actor)}
    found = (known.get(int(context["round"])) for context in contexts)
    return [
        {"round": showing.round_title(one), "day": f"{one.due_on:%d.%m.%Y}"}
        if one is not None
        else {"round": "", "day": ""}
        for one in found
    ]


_MATTER = _("Reports")

register(
    Kind(
        "reporting.opened", matter=_MATTER, title=_("%(round)s is asked for"),
        body=_("It is filled with the figures there are. The last day is %(day)s."), words=round_words,
    ),
    Kind(
        "reporting.reminder", matter=_MATTER, title=_("%(round)s for %(name)s is soon due"),
        body=_("Open the report and go on."), words=words,
    ),
    Kind(
        "reporting.late", matter=_MATTER, title=_("%(round)s for %(name)s is late"),
        body=_("Open the report and go on. Tell the bank if you need more time."), words=words,
    ),
    Kind(
        "reporting.handed_in", matter=_MATTER, title=_("%(round)s for %(name)s waits for your signature"),
        body=_("Read it, and sign it or send it back."), words=words,
    ),
    Kind(
        "reporting.signed", matter=_MATTER, title=_("%(round)s has come from %(name)s"),
        body=_("Read it, and approve it or return it."), words=words,
    ),
    Kind(
        "reporting.returned", matter=_MATTER, title=_("%(round)s for %(name)s has come back"),
        body=_("The reason stands in the report."), words=words,
    ),
    Kind(
        "reporting.approved", matter=_MATTER, title=_("%(round)s for %(name)s is approved"),
        body=_("Every member of the programme may read it now."), words=words,
    ),
)  # fmt: skip
