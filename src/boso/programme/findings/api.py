"""Findings for other programs: what every member may read."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.findings import policies, queries


class FindingShape(Schema):
    """One finding that stands; a participant is null where it is about the programme."""

    id: int
    title: str
    strength: str
    category: str | None
    loop: int | None
    participant: str | None
    fact: str | None
    verdicts: list[str]


def _finding(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "title": row.title, "strength": row.strength, "loop": row.loop,
        "category": row.category.path if row.category is not None else None,
        "participant": row.participation.slug if row.participation is not None else None,
        "fact": row.fact_id, "verdicts": [check.verdict for check in row.seen_checks],
    }  # fmt: skip


register(
    Resource(
        "findings", "What is found, and whether it still holds", FindingShape, queries.standing, _finding,
        policies.may_see, filters=NoFilters,
    )
)  # fmt: skip
