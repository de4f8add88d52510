"""A chain of moves as a picture: each dwelling with who moves in, and an arrow to the dwelling they leave."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from boso.casework.allocation.showing import Step, Who
from boso.foundation.web.charts import Chart
from boso.foundation.web.drawing import INKS, SVG

BOX, HEAD, HIGH, GAP, PAD = 204, 48, 104, 68, 10
#: About as many letters as there is room for, strong and quiet.
STRONG, QUIET = 25, 31
#: Dwellings side by side; a longer chain goes on below.
ACROSS = 4


def chain(steps: Sequence[Step], title: str, prefix: str) -> Chart:
    """The picture, and the table of the same moves."""
    told = "; ".join(_line(step) for step in steps)
    return Chart(
        title=title,
        svg=_drawn(steps, title, told, f"{prefix}-w", down=False),
        phone=_drawn(steps, title, told, f"{prefix}-p", down=True),
        heads=(_("Moves in"), _("To"), _("From")),
        rows=tuple((step.who.name, step.takes.title, _from(step)) for step in steps),
        numeric=False,
    )


def _line(step: Step) -> str:
    return _("%(who)s to %(home)s") % {"who": step.who.name, "home": step.takes.title}


def _from(step: Step) -> str:
    return step.leaves.title if step.leaves is not None else _("no municipal dwelling")


def _drawn(steps: Sequence[Step], title: str, told: str, prefix: str, *, down: bool) -> SafeString:
    count = len(steps)
    across = 1 if down else min(count, ACROSS)
    rows = -(-count // across)
    wide = across * BOX + (across - 1) * GAP
    high = rows * HIGH + (rows - 1) * GAP // 2
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG, "viewBox": f"-1 -1 {wide + 2} {high + 2}", "width": str(wide + 2), "height": str(high + 2),
            "font-family": "Inter, sans-serif", "role": "img", "aria-labelledby": f"{prefix}-t {prefix}-d",
        },
    )  # fmt: skip
    for name, words in (("title", title), ("desc", told)):
        ET.SubElement(root, name, {"id": f"{prefix}-{name[0]}"}).text = words
    for number, step in enumerate(steps):
        x, y = number % across * (BOX + GAP), number // across * (HIGH + GAP // 2)
        _box(root, step, x, y)
        if number:
            _arrow(root, x, y, down=down, wraps=number % across == 0, wide=wide)
    return mark_safe(ET.tostring(root, encoding="unicode"))  # noqa: S308 - elements and words written by ElementTree


def _standing(who: Who) -> str:
    """The place in line, or how it stands with a tenant who must be asked."""
    if who.place:
        return _("nr %(place)s") % {"place": who.place}
    if who.said is None:
        return _("must say yes first")
    return _("agrees to move") if who.agrees else _("will not move")


def _box(root: ET.Element, step: Step, x: int, y: int) -> None:
    ET.SubElement(
        root, "rect",
        {"x": str(x), "y": str(y), "width": str(BOX), "height": str(HEAD), "class": "c-band", "fill": INKS["band"][1]},
    )  # fmt: skip
    frame = {"x": str(x), "y": str(y), "width": str(BOX), "height": str(HIGH), "rx": "4", "fill": "none"}
    ET.SubElement(root, "rect", {**frame, "class": "c-edge", "stroke": INKS["edge"][1]})
    state = _("vacant now") if step.takes.vacant else _("becomes vacant")
    note = ", ".join(part for part in (step.who.note.partition(",")[0], _standing(step.who)) if part)
    _text(root, x + PAD, y + 20, step.takes.title, weight="600")
    _text(
        root,
        x + PAD,
        y + 38,
        ", ".join(part for part in (step.takes.note.partition(",")[0], state) if part),
        quiet=True,
    )
    _text(root, x + PAD, y + 70, step.who.name, weight="600")
    _text(root, x + PAD, y + 90, note, quiet=True)


def _arrow(root: ET.Element, x: int, y: int, *, down: bool, wraps: bool, wide: int) -> None:
    """From a dwelling to the one before it: who lived here moves there. wraps: that one ends the row above."""
    line = {"class": "c-edge", "stroke": INKS["edge"][1], "fill": "none"}
    if down:
        mid, tip = x + 24, y - GAP // 2 + 6
        path = f"M{mid} {y - 2} V{tip} M{mid - 5} {tip + 7} L{mid} {tip} L{mid + 5} {tip + 7}"
        _text(root, mid + 14, y - GAP // 4 + 6, _("moves here from"), quiet=True)
    elif wraps:
        mid, tip, last = y - GAP // 4, y - GAP // 2 + 5, wide - 24
        path = f"M{x + 24} {y - 2} V{mid} H{last} V{tip} M{last - 5} {tip + 6} L{last} {tip} L{last + 5} {tip + 6}"
    else:
        mid, tip = y + 40, x - GAP + 6
        path = f"M{x - 6} {mid} H{tip} M{tip + 7} {mid - 5} L{tip} {mid} L{tip + 7} {mid + 5}"
        _text(root, x - GAP // 2, mid + 20, _("moves here"), quiet=True, anchor="middle")
    ET.SubElement(root, "path", {"d": path, **line})


def _text(
    root: ET.Element, x: int, y: int, words: str, *, weight: str = "400", quiet: bool = False, anchor: str = "start"
) -> None:
    css, light = INKS["quiet" if quiet else "ink"]
    most = QUIET if quiet else STRONG
    short = words if len(words) <= most else words[: most - 1].rstrip(" ,") + "…"
    ET.SubElement(
        root, "text",
        {"x": str(x), "y": str(y), "font-size": "12" if quiet else "13", "font-weight": weight,
         "text-anchor": anchor, "class": css, "fill": light},
    ).text = short  # fmt: skip
