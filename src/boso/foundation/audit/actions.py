"""Writing the log. Sealing it is the worker's: see `sealing`."""

from __future__ import annotations

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.audit.models import Entry, EntryKind


def log_act(
    actor: Actor, verb: str, thing: models.Model | None = None, *, organisation_id: int | None = None,
    digest: str = "", reason: str = "",
) -> Entry:
    """Log that something was done. Call it in the transaction of the act itself."""
    return _write(EntryKind.ACT, actor, verb, thing, organisation_id=organisation_id, digest=digest, reason=reason)


def log_look(
    actor: Actor, verb: str, thing: models.Model | None = None, *, organisation_id: int | None = None,
    reason: str = "", query: str = "", count: int | None = None,
) -> Entry:
    """Log that something was seen; a list is one row with what was asked for and how many rows it showed."""
    return _write(
        EntryKind.LOOK, actor, verb, thing, organisation_id=organisation_id, reason=reason, query=query[:500], count=count
    )


def digest_of(row: dict[str, object]) -> str:
    """SHA-256 of a row's values, the same for the same values."""
    text = json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(kind: EntryKind, actor: Actor, verb: str, thing: models.Model | None, **fields: object) -> Entry:
    return Entry.objects.create(
        at=timezone.now(),
        kind=kind,
        actor_id=actor.user_id,
        verb=verb,
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        **fields,
    )
