"""One act as a line of a history: what was done, what changed, why and by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from boso.foundation.audit.verbs import label
from boso.foundation.history.models import Change


@dataclass(frozen=True, slots=True)
class Told:
    """One line of `c-history`."""

    at: dt.datetime
    what: str | Promise
    who: str
    reason: str
    change: str = ""


def told(change: Change, words: str = "") -> Told:
    """The act as a line; `words` say what it changed. Fetch the change with its actor."""
    who = change.actor.name if change.actor is not None else "BoSo"
    return Told(change.at, label(change.verb), who, change.reason, words)
