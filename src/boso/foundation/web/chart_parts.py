"""What all charts share: their kinds of words and numbers, the drawn chart, its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from boso.core.values.numbers import grouped
from boso.foundation.web.drawing import INKS, draw, ink

Number = Decimal | int | float
Words = str | Promise
FILLS = ("main", "planned", "range", "stone", "hatch", "d1", "d2", "d3", "d4", "d5", "d6")
#: Fills dark enough in the light scheme for light words on them.
DARK = ("main", "stone", "d1", "d3", "d4", "d5", "d6")
EDGED = ("planned", "hatch")
UNKNOWN = ".."
NOTHING = SafeString()

#: Pieces of specifications: the fill and the edge of a shape by its look, and the unit standing over the axis.
FILLED: dict[str, Any] = {
    "field": "look", "type": "nominal", "legend": None,
    "scale": {"domain": list(FILLS), "range": [ink(look) for look in FILLS]},
}  # fmt: skip
EDGES: dict[str, Any] = {
    "field": "look", "type": "nominal", "legend": None,
    "scale": {"domain": list(FILLS), "range": [ink("edge" if look in EDGED else "none") for look in FILLS]},
}  # fmt: skip
UNIT_ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleX": -4, "titleY": -14}


class ChartError(ValueError):
    """What was handed in cannot be drawn; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of value in a chart. look: main, planned (light), hatch (required, open), stone, range, d1 to d6."""

    label: Words
    look: str = "main"


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    label: str
    swatch: SafeString


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: `svg`, `phone` for a narrow screen, and `heads` and `rows` for the table of the same figures."""

    title: str
    svg: SafeString
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[Key, ...] = ()
    numeric: bool = True
    phone: SafeString = NOTHING


def chart(
    spec: dict[str, Any], title: Words, description: Words, heads: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...], legend: Sequence[Series] = (), *, numeric: bool = True,
    phone: dict[str, Any] | None = None,
) -> Chart:  # fmt: skip
    """Draw a specification and put it with its table. Without a description the rows are told one by one."""
    words = str(description) or "; ".join(f"{row[0]}: {', '.join(filter(None, row[1:]))}" for row in rows)
    keys = tuple(legend_key(one) for one in legend) if len(legend) > 1 else ()
    narrow = draw(phone, str(title), words) if phone else NOTHING
    return Chart(str(title), draw(spec, str(title), words), heads, rows, keys, numeric, narrow)


def legend_key(series: Series) -> Key:
    """The legend's entry of a series."""
    if series.look == "hatch":
        lines = '<path d="M1 9 9 1M1 13.5 13.5 1M6 13 13 6" class="c-hatch-line"/>'
        shape = f'<rect x=".5" y=".5" width="13" height="13" fill="none" class="c-edge"/>{lines}'
    else:
        css, light = INKS[series.look]
        shape = f'<rect x=".5" y=".5" width="13" height="13" rx="2" fill="{light}" class="{css}"/>'
    return Key(str(series.label), mark_safe(f'<svg viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'))  # noqa: S308


def check_looks(looks: Sequence[str]) -> None:
    """Raises ChartError for a look that the style sheets do not know."""
    for look in looks:
        if look not in FILLS:
            raise ChartError(f"There is no look called {look!r}")


def shown(value: Number | None) -> str:
    """A value as Norwegians write it; `..` for one that is not known."""
    if value is None:
        return UNKNOWN
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return grouped(exact if exact % 1 else int(exact))
