"""The programme's participants and facts for other programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Schema

from boso.foundation.access.actor import Actor
from boso.foundation.api.registry import NoFilters, Resource, Word, register
from boso.programme.partnership import policies, queries
from boso.programme.partnership.models import Fact, Participation


class FactShape(Schema):
    """One thing a source says, with chapter and lines; `mark` says whether it is stated, derived or not stated."""

    id: str
    topic: str
    subject: str
    property: str
    value: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    as_of: str
    quote: str
    chapter: str
    lines: str
    mark: str
    source: str


class FactFilters(Schema):
    """What the list may be narrowed to."""

    topic: Word | None = None
    subject: Word | None = None
    mark: Word | None = None


class ParticipantShape(Schema):
    """One participating municipality or district."""

    slug: str
    name: str
    intake: int | None
    intake_mark: str
    phase: str
    evaluated: bool


def _facts(actor: Actor, **wish: str) -> QuerySet[Fact]:
    return queries.facts(actor, **wish)


def _fact(row: Fact) -> dict[str, Any]:
    names = ("id", "topic", "subject", "value", "low", "high", "unit", "as_of", "quote", "chapter", "lines", "mark")
    return {name: getattr(row, name) for name in names} | {"property": row.attribute, "source": row.source_id}


def _participant(row: Participation) -> dict[str, Any]:
    names = ("slug", "intake_mark", "phase", "evaluated")
    told = {name: getattr(row, name) for name in names}
    return told | {"name": row.organisation.name, "intake": row.intake.year if row.intake else None}


register(
    Resource(
        "facts", "Facts of the programme", FactShape, _facts, _fact, policies.may_see,
        filters=FactFilters, key="id", key_type=Word,
    )
)  # fmt: skip
register(
    Resource(
        "participants", "Participants of the programme", ParticipantShape, queries.participations, _participant,
        policies.may_see, filters=NoFilters, key="slug", key_type=Word,
    )
)  # fmt: skip
