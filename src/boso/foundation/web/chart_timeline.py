"""Stretches of time in lanes, for phases, intakes and awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from boso.foundation.web.chart_parts import (
    DARK,
    EDGED,
    FILLS,
    Chart,
    ChartError,
    Series,
    Words,
    chart,
    check_looks,
)
from boso.foundation.web.drawing import ink


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
    spec = {"width": width, "height": height, "layer": _lane_layers(lanes, start, end, row, now, str(now_label))}
    names = (str(category), *(str(head) for head in (heads or ("", ""))))
    rows = tuple(
        (str(lane.label), "; ".join(_span_words(span) for span in lane.spans), str(lane.note)) for lane in lanes
    )
    return chart(spec, title, description, names, rows, legend, numeric=False)


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
    domain = {"domain": [start, end + 1], "nice": False, "zero": False}
    x = {"field": "x", "type": "quantitative", "title": None, "scale": domain,
         "axis": {"orient": "top", "format": "d", "values": list(range(start, end + 1)), "labelAlign": "left",
                  "labelPadding": 6, "labelOffset": 3, "labelOverlap": False}}  # fmt: skip
    shapes, notes, names = [], [], []
    for place, lane in enumerate(lanes):
        middle = place * row + row / 2
        names.append({"x": start, "middle": middle, "text": str(lane.label)})
        for span in lane.spans:
            left, right = max(_year(span.start), start), min(_year(span.end), end + 1)
            shapes.append({"x": left, "x2": right, "top": middle - 10, "foot": middle + 10, "middle": middle,
                           "look": span.look, "text": str(span.text)})  # fmt: skip
        if lane.note:
            edge = max([_year(span.end) for span in lane.spans] or [start])
            notes.append({"x": min(edge, end + 1), "middle": middle, "text": str(lane.note)})
    still = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False, "zero": False}}
    looks = list(FILLS)
    fill = {"field": "look", "type": "nominal", "legend": None,
            "scale": {"domain": looks, "range": [ink(look) for look in looks]}}  # fmt: skip
    stroke = {"field": "look", "type": "nominal", "legend": None,
              "scale": {"domain": looks, "range": [ink("edge" if look in EDGED else "none") for look in looks]}}  # fmt: skip
    y = {"field": "middle", **still}
    text = {"field": "text", "type": "nominal"}
    layers: list[dict[str, Any]] = [
        {"data": {"values": shapes}, "mark": {"type": "rect", "cornerRadius": 2, "strokeWidth": 1},
         "encoding": {"x": x, "x2": {"field": "x2"}, "y": {"field": "top", **still}, "y2": {"field": "foot"},
                      "fill": fill, "stroke": stroke}},
        {"data": {"values": names}, "mark": {"type": "text", "align": "right", "dx": -14, "fontWeight": 600,
                                             "fontSize": 12.5, "color": ink("ink")},
         "encoding": {"x": x, "y": y, "text": text}},
    ]  # fmt: skip
    for wanted, name in ((DARK, "onfill"), (tuple(set(FILLS) - set(DARK)), "ink")):
        inside = [shape for shape in shapes if shape["text"] and shape["look"] in wanted]
        if inside:
            layers.append({"data": {"values": inside}, "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": 600,
                                                                "color": ink(name)},
                           "encoding": {"x": x, "y": y, "text": text}})  # fmt: skip
    if notes:
        layers.append({"data": {"values": notes}, "mark": {"type": "text", "align": "left", "dx": 9, "color": ink("halo")},
                       "encoding": {"x": x, "y": y, "text": text}})  # fmt: skip
    if now is not None:
        here = [{"x": _year(now), "text": now_label}]
        layers += [
            {"data": {"values": here}, "mark": {"type": "rule", "color": ink("now"), "strokeWidth": 1.4},
             "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": height + 6}}},
            {"data": {"values": here}, "mark": {"type": "text", "align": "left", "dx": 5, "color": ink("ink")},
             "encoding": {"x": x, "y": {"value": height + 10}, "text": text}},
        ]  # fmt: skip
    return layers


def _year(day: dt.date) -> float:
    """2009-07-02 -> 2009,5."""
    length = (dt.date(day.year + 1, 1, 1) - dt.date(day.year, 1, 1)).days
    return day.year + (day - dt.date(day.year, 1, 1)).days / length


def _span_words(span: Span) -> str:
    words = f"{span.start:%d.%m.%Y}–{span.end:%d.%m.%Y}"
    return f"{span.text} {words}" if span.text else words
