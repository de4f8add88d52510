"""Saved tables for other programs: what each says now, in numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.tables import policies, queries


class TableShape(Schema):
    """One saved table. address: where it is taken out as JSON-stat 2, below the address of BoSo."""

    id: int
    key: str
    title: str
    data_set: str
    invented: bool
    asked_on: dt.date
    address: str


def _table(row: Any) -> dict[str, Any]:
    kept = row.data_set
    return {
        "id": row.pk, "key": row.key, "title": row.title, "data_set": kept.key, "invented": kept.invented,
        "asked_on": kept.asked_on, "address": f"/tables/{row.pk}/out/?format=json",
    }  # fmt: skip


register(
    Resource(
        "tables", "Saved tables of survey answers", TableShape, queries.tables, _table, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
