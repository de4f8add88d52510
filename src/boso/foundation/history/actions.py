"""Writing the row history. Called by the one function that performs an act."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.history.models import Change

Snapshot = dict[str, Any]


def snapshot(thing: models.Model) -> Snapshot:
    """The row's own columns as plain values; empty for a row that is not saved yet.

    What a model names in `kept_out_of_history` (a password, a key) stays out.
    """
    if thing._state.adding:
        return {}
    secret = getattr(thing, "kept_out_of_history", ())
    return {
        field.attname: field.value_from_object(thing)
        for field in thing._meta.concrete_fields
        if field.attname not in secret
    }


def record(actor: Actor, thing: models.Model, verb: str, before: Snapshot, *, reason: str = "") -> Change:
    """Write down what the act changed. Values that JSON lacks (dates, amounts) become text."""
    after = snapshot(thing)
    fields = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    return Change.objects.create(
        at=timezone.now(),
        actor_id=actor.user_id,
        verb=verb,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        fields=_plain(fields),
        reason=reason,
    )


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
