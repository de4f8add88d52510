"""From a Vega-Lite specification to an SVG that follows the page: classes for colours, words for a screen reader.

A specification names its colours by the keys of `INKS`. Each becomes a class (the style sheets know light, dark,
grey and print) and keeps a light colour as attribute, for a document that has no style sheet.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

SVG = "http://www.w3.org/2000/svg"
VERSION = 1

#: name -> the class that the style sheets colour, and the light colour for documents without one.
INKS: dict[str, tuple[str, str]] = {
    "main": ("c-main", "#6a3e61"),
    "planned": ("c-planned", "#d2c4cf"),
    "range": ("c-range", "#d2c4cf"),
    "stone": ("c-stone", "#7a7263"),
    "hatch": ("c-hatch", "#6a3e61"),
    "d1": ("c-d1", "#17584e"),
    "d2": ("c-d2", "#c08427"),
    "d3": ("c-d3", "#35627f"),
    "d4": ("c-d4", "#8b5c81"),
    "d5": ("c-d5", "#a33a28"),
    "d6": ("c-d6", "#7a7263"),
    "ink": ("c-ink", "#332a1c"),
    "quiet": ("c-quiet", "#645c4f"),
    "onfill": ("c-onfill", "#ffffff"),
    "onamber": ("c-onamber", "#2b1c05"),
    "halo": ("c-halo", "#332a1c"),
    "grid": ("c-grid", "#ddd5c7"),
    "axis": ("c-axis", "#7f786d"),
    "edge": ("c-edge", "#6a3e61"),
    "now": ("c-now", "#332a1c"),
    "band": ("c-band", "#e3dbcd"),
    "none": ("", "none"),
}
#: Inks that a line may be drawn in.
LINES = ("main", "stone", "d1", "d2", "d3", "d4", "d5", "d6")
_SIGNS = {f"#fe{number:02x}ef": name for number, name in enumerate(INKS)}
_BY_NAME = {name: sign for sign, name in _SIGNS.items()}
_KEPT = {
    "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "transform", "text-anchor", "font-size", "font-weight",
    "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "viewBox", "rx", "r", "cx", "cy",
}  # fmt: skip
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
#: What Vega writes, Norwegian numbers: 1 500,5.
_NUMBERS = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"}


def ink(name: str) -> str:
    """The colour that stands for that ink in a specification.

    Raises KeyError for an unknown one.
    """
    return _BY_NAME[name]


def draw(spec: dict[str, Any], title: str, description: str) -> SafeString:
    """The drawing, from the cache where the same was drawn before."""
    key = hashlib.sha256(json.dumps([VERSION, spec, title, description], sort_keys=True).encode()).hexdigest()
    found = cache.get(f"chart:{key}")
    if found is None:
        import vl_convert

        raw = vl_convert.vegalite_to_svg(json.dumps(_complete(spec)), format_locale=_NUMBERS)
        found = dress(raw, f"chart-{key[:10]}", title, description)
        cache.set(f"chart:{key}", found, None)
    return mark_safe(str(found))  # noqa: S308 - elements and attributes were written by ElementTree


def dress(raw: str, prefix: str, title: str, description: str) -> str:
    """Vega's drawing with title and description, colours as classes, and nothing that the page does not need."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(raw)  # noqa: S314 - drawn by Vega a moment ago from our own specification
    for element in root.iter():
        _dress_element(element, prefix)
    _prune(root)
    root.set("font-family", "Inter, sans-serif")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-t {prefix}-d")
    heads = [ET.Element(f"{{{SVG}}}title", id=f"{prefix}-t"), ET.Element(f"{{{SVG}}}desc", id=f"{prefix}-d")]
    heads[0].text, heads[1].text = title, description
    if any("hatch" in element.get("fill", "") for element in root.iter()):
        heads.append(hatch_pattern(prefix))
    for place, element in enumerate(heads):
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def hatch_pattern(prefix: str) -> ET.Element:
    """Slanted lines: required, open or suppressed."""
    definitions = ET.Element(f"{{{SVG}}}defs")
    pattern = ET.SubElement(
        definitions, f"{{{SVG}}}pattern",
        {"id": f"{prefix}-hatch", "width": "7", "height": "7", "patternUnits": "userSpaceOnUse",
         "patternTransform": "rotate(45)"},
    )  # fmt: skip
    line = {"x1": "0", "y1": "0", "x2": "0", "y2": "7", "stroke": INKS["hatch"][1], "class": "c-hatch-line"}
    ET.SubElement(pattern, f"{{{SVG}}}line", line)
    return definitions


def _complete(spec: dict[str, Any]) -> dict[str, Any]:
    config = {
        "background": "transparent", "font": "Inter", "padding": 0,
        "view": {"stroke": None},
        "axis": {"domain": False, "ticks": False, "labelColor": ink("quiet"), "titleColor": ink("quiet"),
                 "gridColor": ink("grid"), "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400,
                 "tickCount": 4, "labelPadding": 8},
        "text": {"font": "Inter", "fontSize": 12, "color": ink("ink")},
    }  # fmt: skip
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": config, **spec}


def _dress_element(element: ET.Element, prefix: str) -> None:
    classes = []
    for name in ("fill", "stroke"):
        sign = element.attrib.pop(name, None)
        if sign is None:
            continue
        known = _SIGNS.get(sign.lower())
        if known is None:
            if sign in ("none", "transparent"):
                element.set(f"{name}!", "none")
            continue
        css, light = INKS[known]
        # A line is drawn in the colour that fills a bar, and must not be filled with it.
        classes.append(f"c-line c-line-{known}" if name == "stroke" and known in LINES else css)
        element.set(f"{name}!", f"url(#{prefix}-hatch)" if (name, known) == ("fill", "hatch") else light)
    kept = {
        name.rstrip("!"): _LONG_NUMBER.sub(lambda found: f"{float(found.group()):.1f}", value)
        for name, value in element.attrib.items()
        if name in _KEPT or name.endswith("!")
    }
    element.attrib.clear()
    element.attrib.update(kept)
    if css := " ".join(dict.fromkeys(filter(None, classes))):
        element.set("class", css)


def _prune(element: ET.Element) -> None:
    """Takes out what draws nothing: empty groups, and shapes without fill and stroke (Vega's backgrounds)."""
    for child in list(element):
        _prune(child)
        tag = child.tag.removeprefix(f"{{{SVG}}}")
        painted = any(child.get(name, "none") != "none" for name in ("fill", "stroke"))
        if (tag == "g" and len(child) == 0) or (tag in ("path", "rect", "line") and not painted):
            element.remove(child)
