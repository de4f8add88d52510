"""Where the money still suffices: income against interest, a line for each way of paying, and the household today.

Drawn here and never kept: the cache of other charts would remember somebody's income.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from boso.casework.instruments.wording import kr, line_name, percent
from boso.foundation.web.charts import Chart
from boso.foundation.web.drawing import INKS, SVG

#: Of each line: its ink, how thick, and its dashes.
LOOKS = (("d1", "2.6", ""), ("d2", "2.2", "7 4"), ("d6", "2.2", "2 4"))
Line = Sequence[tuple[float, float]]
THOUSAND = 1000
#: So far apart names beside the lines can be read.
APART = 17
GRID = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things lie: the size of the picture, and what its axes go from and to."""

    wide: int
    high: int
    left: int
    right: int
    top: int
    bottom: int
    rates: tuple[float, float]
    incomes: tuple[float, float]
    text: str

    def x(self, rate: float) -> float:
        """Where a rate lies."""
        low, most = self.rates
        return round(self.left + (rate - low) / (most - low) * (self.wide - self.left - self.right), 1)

    def y(self, income: float) -> float:
        """Where an income lies."""
        low, most = self.incomes
        return round(self.high - self.bottom - (income - low) / (most - low) * (self.high - self.top - self.bottom), 1)


def boundary(combination: Mapping[str, Any], prefix: str = "where") -> Chart | None:
    """The picture, and the table of the same figures; none where no loan is looked at or nothing can be drawn."""
    place, net = combination["explained"], combination["net"]
    mixes = combination["mixes"]
    if place is None or net is None or mixes[place]["rate"] is None:
        return None
    today = mixes[place]["rate"]["today"]
    rates = _rates(today, [mixes[one["mix"]]["rate"] for one in combination["picture"]])
    lines = [
        (line_name(mixes[one["mix"]]), mixes[one["mix"]]["rate"], _within(one["points"], rates))
        for one in combination["picture"]
    ]
    lines = [one for one in lines if len(one[2]) > 1]
    if not lines:
        return None
    incomes = _incomes([income for _name, _rate, line in lines for _at, income in line], net)
    title = _("Where the limit goes")
    told = "; ".join(_line_said(name, rate) for name, rate, _line in lines)
    wide = _Frame(760, 350, 44, 200, 30, 46, rates, incomes, "13")
    narrow = _Frame(360, 356, 34, 14, 76, 46, rates, incomes, "13")
    return Chart(
        title=title,
        svg=_drawn(wide, lines, today, net, f"{prefix}-w", title, told),
        phone=_drawn(narrow, lines, today, net, f"{prefix}-p", title, told),
        heads=(_("Interest a year"), *(name for name, _rate, _line in lines)),
        rows=tuple(_rows(combination, [one[0] for one in lines], rates)),
    )


def _rates(today: float, spans: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """From and to which interest is drawn: around today's and the limits."""
    ends = [span["high"] for span in spans if span["high"] is not None and not span["open_high"]]
    low, most = min([today, *ends]), max([today, *ends])
    return float(max(0, math.floor(low - 2))), float(math.ceil(most + 2))


def _within(points: Sequence[Sequence[float | None]], rates: tuple[float, float]) -> list[tuple[float, float]]:
    return [(at, income) for at, income in points if at is not None and income is not None and _in(at, rates)]


def _in(at: float, rates: tuple[float, float]) -> bool:
    return rates[0] <= at <= rates[1]


def _incomes(known: Sequence[float], net: float) -> tuple[float, float]:
    step = 5 * THOUSAND
    low, most = min([*known, net]), max([*known, net])
    return math.floor(low / step) * step, math.ceil((most + 1) / step) * step


def _line_said(name: str, rate: Mapping[str, Any]) -> str:
    if rate["high"] is None:
        return _("%(mix)s: at no interest") % {"mix": name}
    return _("%(mix)s: up to %(high)s percent") % {"mix": name, "high": percent(rate["high"])}


def _rows(combination: Mapping[str, Any], names: Sequence[str], rates: tuple[float, float]) -> list[tuple[str, ...]]:
    by_rate: dict[float, dict[str, float]] = {}
    for one in combination["picture"]:
        name = line_name(combination["mixes"][one["mix"]])
        for at, income in one["points"]:
            if income is not None and _in(at, rates):
                by_rate.setdefault(at, {})[name] = income
    return [
        (f"{percent(at)} %", *(kr(found[name]) if name in found else ".." for name in names))
        for at, found in sorted(by_rate.items())
    ]


def _drawn(
    frame: _Frame, lines: Sequence[tuple[str, Mapping[str, Any], Line]], today: float, net: float, prefix: str,
    title: str, told: str,
) -> SafeString:  # fmt: skip
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG, "viewBox": f"0 0 {frame.wide} {frame.high}", "width": str(frame.wide),
            "height": str(frame.high), "font-family": "Inter, sans-serif", "role": "img",
            "aria-labelledby": f"{prefix}-t {prefix}-d",
        },
    )  # fmt: skip
    for name, words in (("title", title), ("desc", told)):
        ET.SubElement(root, name, {"id": f"{prefix}-{name[0]}"}).text = words
    _works(root, frame, lines[0][2])
    _axes(root, frame)
    beside = _apart([frame.y(line[-1][1]) for _name, _rate, line in lines])
    for number, (name, rate, line) in enumerate(lines):
        _line(root, frame, number, line)
        _label(root, frame, number, name, beside[number])
        if rate["high"] is not None and not rate["open_high"] and _in(rate["high"], frame.rates):
            _limit(root, frame, number, rate["high"], net)
    _dot(root, frame, today, net)
    return mark_safe(ET.tostring(root, encoding="unicode"))  # noqa: S308 - elements and words written by ElementTree


def _works(root: ET.Element, frame: _Frame, line: Line) -> None:
    """Above the line of the way that is explained, the money suffices."""
    along = " ".join(f"L{frame.x(at)} {frame.y(income)}" for at, income in line)
    first, last = frame.x(line[0][0]), frame.x(line[-1][0])
    path = f"M{first} {frame.top} {along} L{last} {frame.top} Z"
    ET.SubElement(root, "path", {"d": path, "class": "c-band", "fill": INKS["band"][1], "fill-opacity": "0.55"})


def _axes(root: ET.Element, frame: _Frame) -> None:
    low, most = frame.incomes
    right, bottom = frame.wide - frame.right, frame.high - frame.bottom
    for number in range(GRID + 1):
        income = low + (most - low) * number / GRID
        y = frame.y(income)
        _stroke(root, f"M{frame.left} {y} H{right}", "grid", "1")
        _text(root, frame.left - 8, y + 4, f"{round(income / THOUSAND)}", frame.text, quiet=True, anchor="end")
    words = _("paid out a month after tax, thousand kr")
    _text(root, 0, frame.top - 14 if frame.right > frame.left else 14, words, frame.text, quiet=True)
    first, last = frame.rates
    step = max(1, math.ceil((last - first) / 8))
    for rate in range(int(first), int(last) + 1, step):
        _text(root, frame.x(rate), bottom + 20, f"{rate} %", frame.text, quiet=True, anchor="middle")
    _text(root, right, bottom + 38, _("interest a year"), frame.text, quiet=True, anchor="end")


def _line(root: ET.Element, frame: _Frame, number: int, line: Line) -> None:
    ink, width, dash = LOOKS[number]
    path = "M" + " L".join(f"{frame.x(at)} {frame.y(income)}" for at, income in line)
    told = {"d": path, "fill": "none", "stroke": INKS[ink][1], "stroke-width": width, "class": f"c-line c-line-{ink}"}
    ET.SubElement(root, "path", {**told, **({"stroke-dasharray": dash} if dash else {})})


def _apart(ends: Sequence[float]) -> list[float]:
    """Where the names stand beside the ends of the lines: in the same order, far enough from each other to be read."""
    order = sorted(range(len(ends)), key=lambda number: ends[number])
    found, below = [0.0] * len(ends), 0.0
    for number in order:
        below = max(ends[number], below + APART if found[order[0]] else ends[number])
        found[number] = below
    return found


def _label(root: ET.Element, frame: _Frame, number: int, name: str, at: float) -> None:
    """The name at the end of the line; above the picture where there is no room beside it."""
    ink, width, dash = LOOKS[number]
    if frame.right > frame.left:
        _text(root, frame.wide - frame.right + 8, at + 4, name, frame.text, weight="600")
        return
    y = 32 + number * 16
    told = {"stroke": INKS[ink][1], "stroke-width": width, "fill": "none", "class": f"c-line c-line-{ink}"}
    dashes = {"stroke-dasharray": dash} if dash else {}
    ET.SubElement(root, "path", {"d": f"M0 {y - 4} H26", **told, **dashes})
    _text(root, 32, y, name, "12", weight="600")


def _limit(root: ET.Element, frame: _Frame, number: int, rate: float, net: float) -> None:
    """Down from the limit to the axis, with its number."""
    x, bottom = frame.x(rate), frame.high - frame.bottom
    _stroke(root, f"M{x} {frame.y(net)} V{bottom - 16 - number * 15}", "axis", "1", "3 3")
    ET.SubElement(
        root, "circle",
        {"cx": str(x), "cy": str(frame.y(net)), "r": "4.5", "fill": "#ffffff", "stroke": INKS[LOOKS[number][0]][1],
         "stroke-width": "2", "class": f"c-plate c-line-{LOOKS[number][0]}"},
    )  # fmt: skip
    _text(root, x, bottom - 4 - number * 15, f"{percent(rate)} %", frame.text, weight="600", anchor="middle")


def _dot(root: ET.Element, frame: _Frame, today: float, net: float) -> None:
    """The household today."""
    y = frame.y(net)
    _stroke(root, f"M{frame.left} {y} H{frame.wide - frame.right}", "axis", "1", "1 3")
    dot = {"cx": str(frame.x(today)), "cy": str(y), "r": "6", "fill": INKS["now"][1], "class": "instr-dot"}
    ET.SubElement(root, "circle", dot)
    _text(root, frame.x(today), y - 11, _("today"), frame.text, weight="600", anchor="middle")


def _stroke(root: ET.Element, path: str, ink: str, width: str, dash: str = "") -> None:
    told = {"d": path, "fill": "none", "stroke": INKS[ink][1], "stroke-width": width, "class": INKS[ink][0]}
    ET.SubElement(root, "path", {**told, **({"stroke-dasharray": dash} if dash else {})})


def _text(
    root: ET.Element, x: float, y: float, words: str, size: str, *, weight: str = "400", quiet: bool = False,
    anchor: str = "start",
) -> None:  # fmt: skip
    css, light = INKS["quiet" if quiet else "ink"]
    ET.SubElement(
        root, "text",
        {"x": str(x), "y": str(y), "font-size": size, "font-weight": weight, "text-anchor": anchor, "class": css,
         "fill": light},
    ).text = words  # fmt: skip
