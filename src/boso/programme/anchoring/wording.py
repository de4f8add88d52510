"""What changed in an entry of the scope register, in words."""

from __future__ import annotations

from boso.foundation.history.models import Change
from boso.programme.anchoring.models import Place


def scope_change(change: Change) -> str:
    """From where to where, and why."""
    labels = {place.value: str(place.label) for place in Place}
    told = []
    if "place" in change.fields:
        before, after = change.fields["place"]
        told.append(" → ".join(labels.get(value, value) for value in (before, after) if value))
    for name in ("decided_by", "nb"):
        if name in change.fields and change.fields[name][1]:
            told.append(str(change.fields[name][1]))
    return ". ".join(told)
