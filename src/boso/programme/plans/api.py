"""Measures and dwelling projects for other programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.plans import policies, queries
from boso.programme.plans.models import Activity, DwellingProject


class ActivityShape(Schema):
    """One sub-project or measure; what nobody has stated is null or empty."""

    id: int
    participant: str
    level: str
    title: str
    theme: str
    groups: list[str]
    state: str
    reported_state: str
    starts: dt.date | None
    ends: dt.date | None
    fact: str | None


class DwellingProjectShape(Schema):
    """Homes got or planned, low and high ends of a range; with `part_of` it is a part and never added to the whole."""

    id: int
    participant: str
    title: str
    part_of: int | None
    low: int | None
    high: int | None
    yearly: bool
    groups: list[str]
    state: str
    reported_state: str
    starts: dt.date | None
    ends: dt.date | None
    fact: str | None


def _common(row: Any) -> dict[str, Any]:
    names = ("groups", "state", "reported_state", "starts", "ends")
    return {
        "id": row.pk,
        "participant": row.participation.slug,
        "title": row.title_nb,
        "fact": row.fact_id,
        **{name: getattr(row, name) for name in names},
    }


def _activity(row: Activity) -> dict[str, Any]:
    return {**_common(row), "level": row.level, "theme": row.theme}


def _homes(row: DwellingProject) -> dict[str, Any]:
    return {**_common(row), "part_of": row.part_of_id, "low": row.low, "high": row.high, "yearly": row.yearly}


register(
    Resource(
        "activities", "Measures and sub-projects", ActivityShape, queries.activities, _activity, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
register(
    Resource(
        "dwelling-projects", "Dwelling projects", DwellingProjectShape, queries.dwelling_projects, _homes,
        policies.may_see, filters=NoFilters,
    )
)  # fmt: skip
