"""The history of a participant in words: what was done, what changed, why and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change
from boso.programme.partnership import queries
from boso.programme.partnership.models import Participation, Phase

WHAT: dict[str, str | Promise] = {
    "participation.begin": _("Admitted to the programme"),
    "role.add": _("Role added"),
    "role.end": _("Role ended"),
    "task.add": _("Task put on the map"),
    "task.move": _("Task moved to another unit"),
    "contact.log": _("Contact written down"),
    "contact.finish": _("Next step done"),
    "agreement.draft": _("Agreement drafted"),
    "agreement.signature": _("Agreement signed by one side"),
    "agreement.end": _("Agreement ended"),
}
NEW_PHASE = _("New phase")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history."""

    at: dt.datetime
    what: str | Promise
    change: str
    reason: str
    who: str


def history(actor: Actor, participation: Participation) -> list[Told]:
    """What members have done for a participant, newest first."""
    return [
        Told(
            at=change.at,
            what=WHAT.get(change.verb, NEW_PHASE),
            change=_difference(change),
            reason=change.reason,
            who=change.actor.name if change.actor is not None else "BoSo",
        )
        for change in queries.history(actor, participation)
        if change.verb in WHAT or change.verb.startswith("participation.to_")
    ]


def _difference(change: Change) -> str:
    """The fields people know by name, before and after."""
    if "phase" in change.fields:
        labels = dict(Phase.choices)
        before, after = change.fields["phase"]
        return " → ".join(str(labels.get(value, value)) for value in (before, after) if value)
    for name in ("after_nb", "holder_nb", "next_step"):
        if name in change.fields:
            return " → ".join(str(value) for value in change.fields[name] if value)
    return ""
