"""The drawings of learning: the analysis model with its three loops, and where actors stand over time."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.web.chart_parts import Chart
from boso.foundation.web.drawing import INKS, SVG
from boso.programme.learning.models import Loop, Position, Ring, Standing

#: The five parts of the analysis model, and the box each loop leads back to.
BOX, GAP, TOP = 136, 20, 168
LEADS_TO = {1: 3, 2: 2, 3: 1}
RADII = {Ring.CORE: 44, Ring.INSIDE: 96, Ring.EDGE: 148, Ring.OUTSIDE: 200}
CENTRE = (380, 222)


@dataclass(frozen=True, slots=True)
class LoopCount:
    """One loop: how many lessons, how many of them led to a decision, and how many say why not."""

    loop: int
    lessons: int
    decided: int
    left: int = 0

    @property
    def ended(self) -> int:
        """Those that have an answer of either kind."""
        return self.decided + self.left

    @property
    def is_silent(self) -> bool:
        """Nothing learned, or nothing answered of it."""
        return self.ended == 0

    @property
    def label(self) -> str:
        """The question of the loop."""
        return str(Loop(self.loop).label)

    @property
    def short(self) -> str:
        """What the loop is about, for the head of a column."""
        return {1: _("1. The measures"), 2: _("2. The organising"), 3: _("3. Goals and actors")}[self.loop]

    @property
    def words(self) -> str:
        """«3 lessons, 1 answered»."""
        if not self.lessons:
            return _("nothing written")
        told = ngettext("%(count)d lesson", "%(count)d lessons", self.lessons) % {"count": self.lessons}
        if self.is_silent:
            return _("%(told)s, none answered") % {"told": told}
        return _("%(told)s, %(ended)d answered") % {"told": told, "ended": self.ended}


def loops(counts: Sequence[LoopCount]) -> Chart:
    """The analysis model with three loops back from learning; a silent loop is dashed."""
    title = _("The three learning loops")
    svg = _canvas(772, 216, title, _described(counts))
    names = (_("Context"), _("Mobilising"), _("Organising"), _("Carrying out"), _("Learning"))
    for place, name in enumerate(names):
        x = place * (BOX + GAP)
        last = place == len(names) - 1
        _add(svg, "rect", "main" if last else "planned", x=x, y=TOP, width=BOX, height=38, rx=4)
        _say(svg, name, x + BOX / 2, TOP + 24, "onfill" if last else "ink", anchor="middle", bold=True)
        if not last:
            _arrow(svg, x + BOX + 3, TOP + 19, x + BOX + GAP - 3, TOP + 19)
    for count in counts:
        _loop(svg, count)
    phone = _canvas(340, 186, title, _described(counts))
    for row, count in enumerate(counts):
        y = 22 + row * 60
        _line(phone, f"M2 {y - 8}V{y + 26}", count.is_silent, width=5)
        _say(phone, f"{count.loop}. {count.label}", 18, y + 4, "ink", bold=True, size=15)
        _say(phone, count.words, 18, y + 24, "quiet", size=14)
    rows = tuple((f"{one.loop}. {one.label}", str(one.lessons), str(one.decided), str(one.left)) for one in counts)
    heads = (_("Loop"), _("Lessons"), _("Led to a decision"), _("No decision, with reason"))
    return Chart(title, _safe(svg), heads, rows, numeric=True, phone=_safe(phone))


def rings(standings: Sequence[Standing], title: str) -> Chart | None:
    """Where each actor stands last, with a trail from where it stood before; none where nobody has said.

    The nearer the middle, the more they do of the work.
    """
    groups = [group for group in Position if any(one.actor_group == group for one in standings)]
    if not groups:
        return None
    paths = {group: [one for one in standings if one.actor_group == group] for group in groups}
    described = "; ".join(f"{group.label}: {_path(paths[group])}" for group in groups)
    svg = _canvas(760, 446, title, described)
    for ring in reversed(RADII):
        _add(svg, "circle", "", cx=CENTRE[0], cy=CENTRE[1], r=RADII[ring], cls="c-grid", stroke="#ddd5c7")
        _say(svg, str(ring.label), CENTRE[0], CENTRE[1] - RADII[ring] + 15, "quiet", anchor="middle", size=11.5)
    for place, group in enumerate(groups):
        angle = -math.pi / 2 + (place + 0.5) * 2 * math.pi / len(groups)
        _walk(svg, [_at(angle, one.ring) for one in paths[group]], str(group.label))
    times = sorted({one.order: one.when_words for one in standings}.items())
    rows = tuple((str(group.label), *(_ring_on(paths[group], day) for day, _words in times)) for group in groups)
    heads = (_("Who"), *(words for _day, words in times))
    return Chart(title, _safe(svg), heads, rows, numeric=False, phone=_matrix(paths, title, described))


def _loop(svg: ET.Element, count: LoopCount) -> None:
    start = 4 * (BOX + GAP) + BOX - 50 + count.loop * 15
    end = LEADS_TO[count.loop] * (BOX + GAP) + BOX / 2
    height = TOP - 12 - count.loop * 42
    _line(svg, f"M{start} {TOP - 4}V{height}H{end}V{TOP - 12}", count.is_silent)
    _add(svg, "path", "main", d=f"M{end - 5} {TOP - 13}h10l-5 9z")
    _say(svg, f"{count.loop}. {count.label}", end + 10, height - 7, "ink", bold=True)
    _say(svg, count.words, end + 10, height + 16, "quiet", size=12)


def _described(counts: Sequence[LoopCount]) -> str:
    return "; ".join(f"{one.loop}. {one.label} {one.words}" for one in counts)


def _at(angle: float, ring: int) -> tuple[float, float]:
    radius = RADII[Ring(ring)] - 26
    return round(CENTRE[0] + radius * math.cos(angle), 1), round(CENTRE[1] + radius * math.sin(angle), 1)


def _walk(svg: ET.Element, spots: Sequence[tuple[float, float]], label: str) -> None:
    """The places an actor has been, joined, the last one filled and named."""
    for before, after in pairwise(spots):
        if before != after:
            _line(svg, f"M{before[0]} {before[1]}L{after[0]} {after[1]}", dashed=True)
            _add(svg, "circle", "planned", cx=before[0], cy=before[1], r=5)
    x, y = spots[-1]
    _add(svg, "circle", "main", cx=x, cy=y, r=7)
    right = x >= CENTRE[0]
    _say(svg, label, x + (12 if right else -12), y + 4, "halo", anchor="start" if right else "end", bold=True)


def _matrix(paths: dict[Position, list[Standing]], title: str, described: str) -> SafeString:
    """The same for a narrow screen: one row for each actor, the nearer the left the more they do."""
    svg = _canvas(340, 34 + 52 * len(paths), title, described)
    for ring in RADII:
        x = 30 + (ring - 1) * 90
        anchor = {Ring.CORE: "start", Ring.OUTSIDE: "end"}.get(ring, "middle")
        _say(svg, str(ring.label), {"start": 2, "end": 338}.get(anchor, x), 14, "quiet", anchor=anchor, size=11.5)
        _add(svg, "path", "", d=f"M{x} 24V{30 + 52 * len(paths)}", cls="c-grid", stroke="#ddd5c7")
    for row, (group, path) in enumerate(paths.items()):
        y = 72 + row * 52
        spots = [(30 + (one.ring - 1) * 90, y) for one in path]
        for before, after in pairwise(spots):
            if before != after:
                _line(svg, f"M{before[0]} {y}H{after[0]}", dashed=True)
                _add(svg, "circle", "planned", cx=before[0], cy=y, r=5)
        _add(svg, "circle", "main", cx=spots[-1][0], cy=y, r=8)
        _say(svg, str(group.label), 4, y - 18, "halo", bold=True, size=14)
    return _safe(svg)


def _path(path: Sequence[Standing]) -> str:
    return ", ".join(f"{one.when_words}: {Ring(one.ring).label}" for one in path)


def _ring_on(path: Sequence[Standing], day: object) -> str:
    return next((str(Ring(one.ring).label) for one in path if one.order == day), "..")


def _canvas(width: int, height: int, title: str, described: str) -> ET.Element:
    key = f"learning-{zlib.crc32((title + str(width)).encode())}"
    svg = ET.Element("svg", {
        "xmlns": SVG, "viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height), "role": "img",
        "font-family": "Inter, sans-serif", "aria-labelledby": f"{key}-t {key}-d",
    })  # fmt: skip
    ET.SubElement(svg, "title", id=f"{key}-t").text = title
    ET.SubElement(svg, "desc", id=f"{key}-d").text = described
    return svg


def _add(svg: ET.Element, tag: str, ink: str, cls: str = "", stroke: str = "", **shape: object) -> None:
    words = {name: str(value) for name, value in shape.items()}
    css, light = INKS.get(ink, ("", "none"))
    words |= {"class": cls or css, "fill": light}
    ET.SubElement(svg, tag, words | ({"stroke": stroke} if stroke else {}))


def _line(svg: ET.Element, path: str, dashed: bool, width: float = 1.8) -> None:
    words = {"d": path, "class": "c-line c-line-main", "fill": "none", "stroke": INKS["main"][1]}
    words["stroke-width"] = str(width)
    ET.SubElement(svg, "path", words | ({"stroke-dasharray": "6 5"} if dashed else {}))


def _arrow(svg: ET.Element, x1: float, y1: float, x2: float, y2: float) -> None:
    _add(svg, "path", "", d=f"M{x1} {y1}H{x2 - 4}", cls="c-axis", stroke=INKS["axis"][1])
    _add(svg, "path", "stone", d=f"M{x2 - 6} {y2 - 4}l7 4l-7 4z")


def _say(
    svg: ET.Element, words: str, x: float, y: float, ink: str, *, anchor: str = "start", bold: bool = False,
    size: float = 12.5,
) -> None:  # fmt: skip
    css, light = INKS[ink]
    text = ET.SubElement(svg, "text", {
        "x": str(x), "y": str(y), "class": css, "fill": light, "text-anchor": anchor, "font-size": str(size),
        **({"font-weight": "600"} if bold else {}),
    })  # fmt: skip
    text.text = words


def _safe(svg: ET.Element) -> SafeString:
    return mark_safe(ET.tostring(svg, encoding="unicode"))  # noqa: S308 - made by ElementTree from our own shapes
