"""The messages of campaigns. They name the campaign in the application, and nothing in an e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from boso.casework.needs import queries_campaigns
from boso.foundation.access.actor import Actor
from boso.foundation.messaging.kinds import Context, Kind, register


def words(actor: Actor, contexts: Sequence[Context]) -> list[dict[str, object]]:
    """The name of each campaign the actor may see."""
    ids = {int(context["campaign"]) for context in contexts}
    known = dict(queries_campaigns.campaigns(actor).filter(pk__in=ids).values_list("pk", "title"))
    return [{"title": known.get(int(context["campaign"]), "")} for context in contexts]


register(
    Kind(
        "needs.campaign_started",
        matter=_("Mapping of housing needs"),
        title=_("«%(title)s» has begun"),
        body=_("Your unit has households to map."),
        words=words,
    ),
    Kind(
        "needs.campaign_reminder",
        matter=_("Mapping of housing needs"),
        title=_("«%(title)s»: your unit has households left"),
        body=_("Open the campaign and take the next one."),
        words=words,
    ),
)
