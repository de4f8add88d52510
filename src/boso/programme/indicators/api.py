"""Indicators and their values for other programs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, Word, register
from boso.programme.indicators import policies, queries
from boso.programme.indicators.models import Indicator, Value


class IndicatorShape(Schema):
    """The passport of an indicator."""

    key: str
    name: str
    unit: str
    measure: str
    gathering: str
    direction: str
    source: str


class ValueShape(Schema):
    """One value. A ratio is numerator by denominator; where there is no number, the mark says why."""

    id: int
    indicator: str
    place: str
    period: str
    starts: dt.date
    ends: dt.date
    group: str
    numerator: Decimal | None
    denominator: Decimal | None
    mark: str
    state: str
    origin: str


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "key": row.key, "name": row.words, "unit": row.unit, "measure": row.measure, "gathering": row.gathering,
        "direction": row.direction, "source": row.source,
    }  # fmt: skip


def _value(row: Value) -> dict[str, Any]:
    return {
        "id": row.pk, "indicator": row.indicator.key,
        "place": row.organisation.slug if row.organisation else row.area, "period": row.period, "starts": row.starts,
        "ends": row.ends, "group": row.group, "numerator": row.numerator, "denominator": row.denominator,
        "mark": row.mark, "state": row.state, "origin": row.origin,
    }  # fmt: skip


register(
    Resource(
        "indicators", "Indicators", IndicatorShape, queries.passports, _indicator, policies.may_see,
        filters=NoFilters, key="key", key_type=Word,
    )
)  # fmt: skip
register(
    Resource(
        "indicator-values", "Values of indicators", ValueShape, queries.values, _value, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
