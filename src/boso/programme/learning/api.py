"""The library of experience for other programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.learning import policies, queries


class ExperienceShape(Schema):
    """One thing tried; a year or a cost that nobody has stated is null."""

    id: int
    title: str
    tool: str
    theme: str
    organisation: str | None
    state: str
    tried_in: int | None
    ended_in: int | None
    cost: Decimal | None
    taken_over: int


def _experience(row: Any) -> dict[str, Any]:
    names = ("tool", "theme", "state", "tried_in", "ended_in", "cost")
    told = {name: getattr(row, name) for name in names}
    place = row.organisation.slug if row.organisation is not None else None
    return told | {"id": row.pk, "title": row.title, "organisation": place, "taken_over": row.taken}


register(
    Resource(
        "experiences", "What the programme's members have tried", ExperienceShape, queries.experiences, _experience,
        policies.may_see, filters=NoFilters,
    )
)  # fmt: skip
