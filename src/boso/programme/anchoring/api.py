"""The scope register and the anchoring for other programs."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.anchoring import policies, queries
from boso.programme.anchoring.models import Mention, ScopeEntry


class ScopeShape(Schema):
    """A service, target group or measure, and where it belongs. No participant: one of the five, not named."""

    id: int
    participant: str | None
    kind: str
    name: str
    place: str
    decided_on: str | None
    decided_by: str
    fact: str | None


class MentionShape(Schema):
    """How an activity (none: the programme as a whole) stands in one document."""

    id: int
    participant: str | None
    activity: int | None
    document: str
    standing: str
    as_of: str
    fact: str | None


def _entry(row: ScopeEntry) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant": row.participation.slug if row.participation else None,
        "kind": row.kind,
        "name": row.name_nb,
        "place": row.place,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "decided_by": row.decided_by,
        "fact": row.fact_id,
    }


def _mention(row: Mention) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant": row.participation.slug if row.participation else None,
        "activity": row.activity_id,
        "document": row.document,
        "standing": row.standing,
        "as_of": row.as_of,
        "fact": row.fact_id,
    }


register(
    Resource(
        "scope", "Scope register of the programme", ScopeShape, queries.scope, _entry, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
register(
    Resource(
        "anchoring", "Where the programme stands in plans", MentionShape, queries.mentions, _mention, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
