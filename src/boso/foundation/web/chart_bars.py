"""Bars: stacked, or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from boso.foundation.web.chart_parts import (
    DARK,
    EDGES,
    FILLED,
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
from boso.foundation.web.chart_phone import lying_bars
from boso.foundation.web.drawing import ink


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a value for each series, in their order. under: a second, quiet line; above: words over the bar."""

    label: Words
    values: tuple[Number | None, ...]
    under: Words = ""
    above: Words = ""


def bars(
    data: Sequence[Bar], series: Sequence[Series], *, title: Words, unit: Words = "", description: Words = "",
    category: Words = "", scale: int = 1, side_by_side: bool = False, width: int = 500, height: int = 240,
    value_labels: bool = True,
) -> Chart:  # fmt: skip
    """Bars, one stack each, or the series side by side.

    unit stands over the axis; scale divides what is drawn on the axis (1 000 000 for mill. kr), not the labels.
    Raises ChartError when there is nothing to draw, a bar has other values than the series, or one is negative.
    """
    _check_bars(data, series)
    shapes = _bar_shapes(data, series, scale, side_by_side)
    top = max([shape["to"] for shape in shapes] or [0]) or 1
    phone = lying_bars(
        shapes, [(str(bar.label), str(bar.under), str(bar.above)) for bar in data],
        top=top, slots=len(series) if side_by_side else 1, unit=str(unit), values=value_labels,
    )  # fmt: skip
    for shape in shapes:
        if not value_labels or (shape["to"] - shape["from"]) < top * 0.07:
            shape["text"] = ""
    count = len(data)
    spec = {
        "width": width,
        "height": height,
        "layer": [
            _bars_layer(shapes, count, side_by_side, top, str(unit)),
            *_bar_words(shapes, data, top, height, scale, side_by_side),
        ],
    }
    heads = (str(category), *(str(one.label) for one in series))
    rows = tuple((_both(bar.label, bar.under), *(shown(value) for value in bar.values)) for bar in data)
    return chart(spec, title, description, heads, rows, series, phone=phone)


def _check_bars(data: Sequence[Bar], series: Sequence[Series]) -> None:
    if not data or not series:
        raise ChartError("There is nothing to draw")
    check_looks([one.look for one in series])
    for bar in data:
        if len(bar.values) != len(series):
            raise ChartError(f"«{bar.label}» has {len(bar.values)} values for {len(series)} series")
        if any(value is not None and value < 0 for value in bar.values):
            raise ChartError(f"«{bar.label}» has a value below zero")


def _bar_shapes(data: Sequence[Bar], series: Sequence[Series], scale: int, side_by_side: bool) -> list[dict[str, Any]]:
    shapes = []
    for place, bar in enumerate(data):
        floor = 0.0
        for number, (one, value) in enumerate(zip(series, bar.values, strict=True)):
            if value is None:
                continue
            size = float(value) / scale
            start = 0.0 if side_by_side else floor
            shapes.append({"bar": place, "slot": number, "look": one.look, "from": start, "to": start + size,
                           "mid": start + size / 2, "text": shown(value)})  # fmt: skip
            floor = start + size
    return shapes


def _bars_layer(shapes: list[dict[str, Any]], count: int, apart: bool, top: float, unit: str) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "x": {"field": "bar", "type": "nominal", "axis": None, "sort": None,
              "scale": {"domain": list(range(count)), "paddingInner": 0.34, "paddingOuter": 0.2}},
        "y": {"field": "from", "type": "quantitative", "title": unit or None,
              "scale": {"domain": [0, top * 1.06], "nice": False}, "axis": UNIT_ABOVE},
        "y2": {"field": "to"},
        "fill": FILLED,
        "stroke": EDGES,
    }  # fmt: skip
    if apart:
        encoding["xOffset"] = {"field": "slot", "type": "nominal"}
    return {
        "data": {"values": shapes},
        "mark": {"type": "bar", "cornerRadius": 2, "strokeWidth": 1},
        "encoding": encoding,
    }


def _bar_words(
    shapes: list[dict[str, Any]], data: Sequence[Bar], top: float, height: int, scale: int, apart: bool
) -> list[dict[str, Any]]:
    """Values on the bars, words over them, labels under the axis."""
    layers = []
    for looks, name in ((DARK, "onfill"), (("hatch",), "halo"), (("planned", "range"), "ink"), (("d2",), "onamber")):
        inside = [shape for shape in shapes if shape["text"] and shape["look"] in looks]
        if inside:
            y = {"field": "mid", "type": "quantitative"}
            layers.append(_words(inside, name, y, slot=apart, fontWeight=600, fontSize=11))
    ends = [
        {"bar": place, "to": sum(float(value or 0) for value in bar.values) / scale, "text": str(bar.above)}
        for place, bar in enumerate(data)
        if bar.above
    ]
    if ends:
        layers.append(_words(ends, "ink", {"field": "to", "type": "quantitative"}, dy=-10, fontWeight=700, fontSize=13))
    feet = [{"bar": place, "text": str(bar.label), "under": str(bar.under)} for place, bar in enumerate(data)]
    layers.append(_words(feet, "ink", {"value": height + 15}, fontWeight=600))
    if any(foot["under"] for foot in feet):
        unders = [{**foot, "text": foot["under"]} for foot in feet]
        layers.append(_words(unders, "quiet", {"value": height + 32}))
    return layers


def _words(
    values: list[dict[str, Any]], name: str, y: dict[str, Any], *, slot: bool = False, **mark: Any
) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "x": {"field": "bar", "type": "nominal", "sort": None, "axis": None},
        "y": y,
        "text": {"field": "text", "type": "nominal"},
    }
    if slot:
        encoding["xOffset"] = {"field": "slot", "type": "nominal"}
    return {"data": {"values": values}, "mark": {"type": "text", "color": ink(name), **mark}, "encoding": encoding}


def _both(label: Words, under: Words) -> str:
    return f"{label}, {under}" if under else str(label)
