"""The history of a participant in words: what was done, what changed, why and by whom."""

from __future__ import annotations

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told
from boso.programme.partnership import queries
from boso.programme.partnership.models import Participation, Phase

#: The acts of whose things the history tells.
_TOLD = ("participation.", "role.", "task.", "contact.", "agreement.")


def history(actor: Actor, participation: Participation) -> list[Told]:
    """What members have done for a participant, newest first."""
    return [
        told(change, _difference(change))
        for change in queries.history(actor, participation)
        if change.verb.startswith(_TOLD)
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
