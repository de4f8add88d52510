"""Stretches of time in lanes, for phases, intakes and awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from boso.foundation.web.chart_parts import (
    DARK,
    EDGES,
    FILLED,
    Chart,
    ChartError,
    Series,
    Words,
    chart,
    check_looks,
)
from boso.foundation.web.chart_phone import lying_lanes
from boso.foundation.web.drawing import ink

#: Room under the picture for the letters of the word at «now».
BELOW = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in a lane, [start, end). text stands inside, if there is room for it."""

    start: dt.date
    end: dt.date
    look: str = "range"
    text: Words = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a timeline: its spans, and a note after the last."""

    label: Words
    spans: tuple[Span, ...]
    note: Words = ""


def timeline(
    lanes: Sequence[Lane], *, start: int, end: int, title: Words, description: Words = "", now: dt.date | None = None,
    now_label: Words = "", legend: Sequence[Series] = (), category: Words = "", heads: Sequence[Words] = (),
    width: int = 640, row: int = 36,
) -> Chart:  # fmt: skip
    """Stretches of time, lane by lane, from 1 January of `start` to 31 December of `end`.

    heads: the table's columns after the first (what it lists, and the note).
    Raises ChartError when there is no lane, the years are the wrong way round, or a span is empty.
    """
    _check_lanes(lanes, start, end)
    height = row * len(lanes)
    spec = {
        "width": width, "height": height, "padding": {"left": 0, "top": 0, "right": 0, "bottom": BELOW},
        "layer": _lane_layers(lanes, start, end, row, now, str(now_label)),
    }  # fmt: skip
    phone = lying_lanes(
        [(str(lane.label), str(lane.note)) for lane in lanes],
        [{**_shape(span, place, row, start, end), "place": place} for place, lane in enumerate(lanes)
         for span in lane.spans],
        start=start, end=end, now=_year(now) if now else None, now_label=str(now_label),
    )  # fmt: skip
    names = (str(category), *(str(head) for head in (heads or ("", ""))))
    rows = tuple(
        (str(lane.label), "; ".join(_span_words(span) for span in lane.spans), str(lane.note)) for lane in lanes
    )
    return chart(spec, title, description, names, rows, legend, numeric=False, phone=phone)


def _check_lanes(lanes: Sequence[Lane], start: int, end: int) -> None:
    if not lanes:
        raise ChartError("There is nothing to draw")
    if end < start:
        raise ChartError("The years stand the wrong way round")
    for lane in lanes:
        for span in lane.spans:
            if span.end <= span.start:
                raise ChartError(f"A span of «{lane.label}» ends before it starts")
        check_looks([span.look for span in lane.spans])


def _lane_layers(
    lanes: Sequence[Lane], start: int, end: int, row: int, now: dt.date | None, now_label: str
) -> list[dict[str, Any]]:
    height = row * len(lanes)
    x = {
        "field": "x", "type": "quantitative", "title": None,
        "scale": {"domain": [start, end + 1], "nice": False, "zero": False},
        "axis": {"orient": "top", "format": "d", "values": list(range(start, end + 1)), "tickCount": end + 1 - start,
                 "labelAlign": "left", "labelPadding": 6, "labelOffset": 3, "labelOverlap": False},
    }  # fmt: skip
    still = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False, "zero": False}}
    shapes = [_shape(span, place, row, start, end) for place, lane in enumerate(lanes) for span in lane.spans]
    rects = {
        "data": {"values": shapes},
        "mark": {"type": "rect", "cornerRadius": 2, "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "x2"}, "y": {"field": "top", **still}, "y2": {"field": "foot"},
                     "fill": FILLED, "stroke": EDGES},
    }  # fmt: skip
    names = [{"x": start, "middle": _middle(place, row), "text": str(lane.label)} for place, lane in enumerate(lanes)]
    y = {"field": "middle", **still}
    layers = [rects, _words(names, "ink", x, y, align="right", dx=-14, fontWeight=600, fontSize=12.5)]
    for dark, name in ((True, "onfill"), (False, "ink")):
        inside = [shape for shape in shapes if shape["text"] and (shape["look"] in DARK) is dark]
        layers.append(_words(inside, name, x, y, dx=8, fontWeight=600))
    layers.append(_words(_notes(lanes, row, start, end), "halo", x, y, dx=9))
    if now is not None:
        here = [{"x": _year(now), "text": now_label}]
        mark = {"type": "rule", "color": ink("now"), "strokeWidth": 1.4}
        rule = {"x": x, "y": {"value": 0}, "y2": {"value": height + 6}}
        layers.append({"data": {"values": here}, "mark": mark, "encoding": rule})
        layers.append(_words(here, "ink", x, {"value": height + 10}, dx=5))
    return layers


def _shape(span: Span, place: int, row: int, start: int, end: int) -> dict[str, Any]:
    middle = _middle(place, row)
    return {
        "x": max(_year(span.start), start), "x2": min(_year(span.end), end + 1),
        "top": middle - 10, "foot": middle + 10, "middle": middle, "look": span.look, "text": str(span.text),
    }  # fmt: skip


def _notes(lanes: Sequence[Lane], row: int, start: int, end: int) -> list[dict[str, Any]]:
    """The words after each lane's last span."""
    return [
        {"x": min(max([_year(span.end) for span in lane.spans] or [start]), end + 1),
         "middle": _middle(place, row), "text": str(lane.note)}
        for place, lane in enumerate(lanes)
        if lane.note
    ]  # fmt: skip


def _words(
    values: list[dict[str, Any]], name: str, x: dict[str, Any], y: dict[str, Any], **mark: Any
) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "color": ink(name), **mark},
        "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
    }


def _middle(place: int, row: int) -> float:
    return place * row + row / 2


def _year(day: dt.date) -> float:
    """2009-07-02 -> 2009,5."""
    length = (dt.date(day.year + 1, 1, 1) - dt.date(day.year, 1, 1)).days
    return day.year + (day - dt.date(day.year, 1, 1)).days / length


def _span_words(span: Span) -> str:
    words = f"{span.start:%d.%m.%Y}–{span.end:%d.%m.%Y}"
    return f"{span.text} {words}" if span.text else words
