"""The message of a hand-over. It says how many cases and from which unit, and names nobody."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from boso.casework.households import queries_handover
from boso.foundation.access.actor import Actor
from boso.foundation.messaging.kinds import Context, Kind, register


def words(actor: Actor, contexts: Sequence[Context]) -> list[dict[str, object]]:
    """How many cases, and the unit of each hand-over the actor has to do with."""
    known = queries_handover.known(actor, {int(context["handover"]) for context in contexts})
    units = {pk: row.unit.name for pk, row in known.items()}
    return [
        {"count": context["count"], "unit": units.get(int(context["handover"]), "")} for context in contexts
    ]  # fmt: skip


register(
    Kind(
        "households.handed_over",
        matter=_("Cases handed over"),
        title=_("Cases handed over to you: %(count)s"),
        body=_("You are responsible for them from now, in %(unit)s."),
        words=words,
    )
)
