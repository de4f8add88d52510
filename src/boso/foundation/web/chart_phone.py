"""The same charts for a narrow screen: names above the bars, bars lying down, words as large as on the wide one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from boso.foundation.web.chart_parts import DARK, EDGES, FILLED
from boso.foundation.web.drawing import ink

#: Pixels: the width of a drawing on a phone, of one sign in bold 12.5 and plain 12, and of one digit on a bar.
WIDTH = 340
BOLD, PLAIN, DIGIT = 7.3, 6.3, 6.6
NAME_LINE, THICK, THIN, BETWEEN = 20, 22, 17, 16


def lying_bars(
    shapes: Sequence[dict[str, Any]], names: Sequence[tuple[str, str, str]], *, top: float, slots: int, unit: str,
    values: bool,
) -> dict[str, Any]:  # fmt: skip
    """Bars from left to right. names: of each bar its label, the quiet words after it, and the words at the end.

    slots: how many thin bars lie under one name; 1 for a stack.
    """
    body = THICK if slots == 1 else THIN * slots
    row = NAME_LINE + body + BETWEEN
    height = row * len(names)
    domain = top * (1.0 if slots == 1 else 1.25)
    x = {
        "field": "from", "type": "quantitative", "title": unit or None,
        "scale": {"domain": [0, domain], "nice": False},
        "axis": {"orient": "bottom", "titleAnchor": "end", "titleAlign": "right", "offset": -8},
    }  # fmt: skip
    y = _rows(height)
    placed = [_placed(shape, row, slots, domain, values=values) for shape in shapes]
    rects = {
        "data": {"values": placed},
        "mark": {"type": "rect", "cornerRadius": 2, "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "to"}, "y": {"field": "top", **y}, "y2": {"field": "foot"},
                     "fill": FILLED, "stroke": EDGES},
    }  # fmt: skip
    layers = [rects, *_names(names, row, domain, y)]
    for looks, name in ((DARK, "onfill"), (("hatch",), "halo"), (("planned", "range"), "ink"), (("d2",), "onamber")):
        inside = [shape for shape in placed if shape["inside"] and shape["look"] in looks]
        layers.append(_texts(inside, name, "mid", y, "middle", align="center", fontWeight=600, fontSize=11))
    after = [shape for shape in placed if shape["after"]]
    layers.append(_texts(after, "ink", "to", y, "middle", align="left", dx=6, fontWeight=600, fontSize=11))
    return {"width": WIDTH, "height": height, "layer": layers}


def _placed(shape: dict[str, Any], row: int, slots: int, domain: float, *, values: bool) -> dict[str, Any]:
    start = shape["bar"] * row + NAME_LINE + (shape["slot"] * THIN if slots > 1 else 0)
    thick = THICK if slots == 1 else THIN - 2
    pixels = (shape["to"] - shape["from"]) / domain * WIDTH
    fits = values and pixels > len(shape["text"]) * DIGIT + 6
    text = shape["text"] if values else ""
    return {**shape, "top": start, "foot": start + thick, "middle": start + thick / 2,
            "inside": fits, "after": bool(text) and slots > 1 and not fits}  # fmt: skip


def _names(names: Sequence[tuple[str, str, str]], row: int, domain: float, y: dict[str, Any]) -> list[dict[str, Any]]:
    """The line above each bar: label, quiet words, and what it comes to at the far end."""
    lines = [
        {"at": 0, "next": (len(label) * BOLD + 12) / WIDTH * domain, "end": domain, "middle": place * row + 9,
         "label": label, "under": under, "above": above}
        for place, (label, under, above) in enumerate(names)
    ]  # fmt: skip
    return [
        _texts(lines, "halo", "at", y, "middle", text="label", align="left", fontWeight=600, fontSize=12.5),
        _texts(lines, "quiet", "next", y, "middle", text="under", align="left"),
        _texts(lines, "halo", "end", y, "middle", text="above", align="right", fontWeight=700, fontSize=12.5),
    ]


def lying_lanes(
    lanes: Sequence[tuple[str, str]], shapes: Sequence[dict[str, Any]], *, start: int, end: int,
    now: float | None, now_label: str,
) -> dict[str, Any]:  # fmt: skip
    """A timeline with the words above each lane. lanes: label and note; shapes: spans with their lane in `place`."""
    years = end + 1 - start
    long = any(len(label) * BOLD + 8 + len(note) * PLAIN > WIDTH for label, note in lanes)
    words = NAME_LINE + (17 if long else 0)
    row = words + THICK + BETWEEN - 4
    height = row * len(lanes)
    step = -(-years // 9)
    x = {
        "field": "x", "type": "quantitative", "title": None,
        "scale": {"domain": [start, end + 1], "nice": False, "zero": False},
        "axis": {"orient": "top", "format": "d", "values": list(range(start, end + 1, step)), "tickCount": years,
                 "labelAlign": "left", "labelPadding": 6, "labelOffset": 3, "labelOverlap": False},
    }  # fmt: skip
    y = _rows(height)
    placed = [
        {**shape, "top": shape["place"] * row + words, "foot": shape["place"] * row + words + THICK - 4,
         "middle": shape["place"] * row + words + THICK / 2 - 2}
        for shape in shapes
    ]  # fmt: skip
    rects = {
        "data": {"values": placed},
        "mark": {"type": "rect", "cornerRadius": 2, "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "x2"}, "y": {"field": "top", **y}, "y2": {"field": "foot"},
                     "fill": FILLED, "stroke": EDGES},
    }  # fmt: skip
    lines = [
        {"at": start, "next": start if long else start + (len(label) * BOLD + 8) / WIDTH * years, "label": label,
         "note": note, "middle": place * row + 10, "below": place * row + (27 if long else 10)}
        for place, (label, note) in enumerate(lanes)
    ]  # fmt: skip
    layers = [rects]
    if now is not None:
        right = now > start + years / 2
        here = [{"x": now, "label": now_label, "y": height + 10}]
        layers.append({"data": {"values": here}, "mark": {"type": "rule", "color": ink("now"), "strokeWidth": 1.4},
                       "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": height + 6}}})  # fmt: skip
        mark = {"align": "right", "dx": -5} if right else {"align": "left", "dx": 5}
        layers.append(_texts(here, "ink", "x", {}, height + 10, text="label", **mark))
    layers.append(_texts(lines, "halo", "at", y, "middle", text="label", align="left", fontWeight=600, fontSize=12.5))
    layers.append(_texts(lines, "halo", "next", y, "below", text="note", align="left"))
    for dark, name in ((True, "onfill"), (False, "ink")):
        inside = [
            shape for shape in placed
            if shape["text"] and (shape["look"] in DARK) is dark
            and (shape["x2"] - shape["x"]) / years * WIDTH > len(shape["text"]) * DIGIT + 6
        ]  # fmt: skip
        layers.append(_texts(inside, name, "x", y, "middle", align="left", dx=6, fontWeight=600, fontSize=11))
    return {"width": WIDTH, "height": height, "layer": layers}


def _rows(height: int) -> dict[str, Any]:
    return {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False, "zero": False}}


def _texts(
    values: Sequence[dict[str, Any]], name: str, across: str, y: dict[str, Any], down: str | int, *,
    text: str = "text", **mark: Any,
) -> dict[str, Any]:  # fmt: skip
    place = {"value": down} if isinstance(down, int) else {"field": down, **y}
    return {
        "data": {"values": [one for one in values if one[text]]},
        "mark": {"type": "text", "color": ink(name), **mark},
        "encoding": {"x": {"field": across, "type": "quantitative"}, "y": place,
                     "text": {"field": text, "type": "nominal"}},
    }  # fmt: skip
