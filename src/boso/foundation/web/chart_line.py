"""Lines over time, with a band where the figures are uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from boso.foundation.web.chart_parts import (
    UNIT_ABOVE,
    Chart,
    ChartError,
    Number,
    Series,
    Words,
    chart,
    check_looks,
    shown,
)
from boso.foundation.web.drawing import ink


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a year (or any number along the axis), with its band of uncertainty where there is one."""

    at: Number
    value: Number | None
    low: Number | None = None
    high: Number | None = None


def line(
    series: Sequence[tuple[Series, Sequence[Point]]], *, title: Words, unit: Words = "", description: Words = "",
    category: Words = "", width: int = 500, height: int = 220, from_zero: bool = True,
) -> Chart:  # fmt: skip
    """Lines over time, each named at its end, with a grey band where the points carry one.

    Raises ChartError when a series has no known point.
    """
    check_looks([one.look for one, _ in series])
    layers: list[dict[str, Any]] = []
    for number, (one, points) in enumerate(series):
        known = [point for point in points if point.value is not None]
        if not known:
            raise ChartError(f"No point of «{one.label}» has a value")
        layers += _line_layers(one, known, number, str(unit), from_zero)
    if not layers:
        raise ChartError("There is nothing to draw")
    places = sorted({float(point.at) for _, points in series for point in points})
    rows = tuple((_plain(at), *(shown(_at(points, at)) for _, points in series)) for at in places)
    heads = (str(category), *(str(one.label) for one, _ in series))
    return chart({"width": width, "height": height, "layer": layers}, title, description, heads, rows)


def _line_layers(one: Series, known: Sequence[Point], number: int, unit: str, zero: bool) -> list[dict[str, Any]]:
    values = [
        {"at": float(p.at), "value": float(p.value or 0), "low": None if p.low is None else float(p.low),
         "high": None if p.high is None else float(p.high), "text": str(one.label)}
        for p in known
    ]  # fmt: skip
    years = {"grid": False, "format": "d", "tickMinStep": 1, "domain": True, "domainColor": ink("axis")}
    x = {"field": "at", "type": "quantitative", "title": None, "scale": {"zero": False, "nice": False}, "axis": years}
    scale = {"zero": zero}
    y = {"field": "value", "type": "quantitative", "title": unit or None, "scale": scale, "axis": UNIT_ABOVE}
    layers: list[dict[str, Any]] = []
    if any(value["low"] is not None for value in values):
        layers.append({"data": {"values": values}, "mark": {"type": "area", "color": ink("band")},
                       "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}})  # fmt: skip
    mark: dict[str, Any] = {"type": "line", "stroke": ink(one.look), "strokeWidth": 2.2}
    if number:
        mark["strokeDash"] = [6, 3] if number == 1 else [2, 3]
    end = values[-1:]
    layers += [
        {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}},
        {"data": {"values": end}, "mark": {"type": "point", "filled": True, "size": 42, "color": ink(one.look)},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": end},
         "mark": {"type": "text", "align": "left", "dx": 9, "color": ink("ink"), "fontWeight": 600},
         "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}},
    ]  # fmt: skip
    return layers


def _at(points: Sequence[Point], at: float) -> Number | None:
    return next((point.value for point in points if float(point.at) == at), None)


def _plain(at: float) -> str:
    return str(int(at)) if at == int(at) else str(at)
