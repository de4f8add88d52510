"""The programme's grants for other programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.grants import policies, queries
from boso.programme.grants.models import Award


class AwardShape(Schema):
    """One grant, in kroner; a year that nobody has stated is null."""

    id: int
    participant: str
    decision_year: int | None
    work_year: int | None
    year_in_programme: int | None
    amount: Decimal | None
    state: str


def _award(row: Award) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant": row.participation.slug,
        "decision_year": row.decision_year,
        "work_year": row.work_year,
        "year_in_programme": row.programme_year,
        "amount": row.amount,
        "state": row.state,
    }


register(
    Resource(
        "grants",
        "Grants of the programme",
        AwardShape,
        queries.standing_awards,
        _award,
        policies.may_see,
        filters=NoFilters,
    )
)
