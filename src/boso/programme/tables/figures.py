"""Tables as pictures: bars to both sides of the middle, bars side by side, a small picture for each row.

Drawn by ourselves, since the numbers stand still: each shape has a class that the style sheets colour, light and dark
shades alternate so that it can be read in grey, and a share is written wherever there is room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from textwrap import wrap

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from boso.foundation.web.chart_parts import Chart, Series, legend_key
from boso.foundation.web.drawing import INKS
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models_saved import Figure
from boso.programme.tables.results import Head, Line, Result
from boso.programme.tables.sentences import percent

#: Looks from one end of a scale to the other, dark at the ends and light in the middle.
SCALES: dict[int, tuple[str, ...]] = {
    1: ("d1",),
    2: ("d5", "d1"),
    3: ("d5", "planned", "d1"),
    4: ("d5", "d2", "d3", "d1"),
    5: ("d5", "d2", "planned", "d3", "d1"),
    6: ("d5", "d2", "planned", "range", "d3", "d1"),
}
NAMES = ("d1", "d2", "d3", "planned", "d5", "d4")
ROW, GAP, WORDS = 26, 12, 14
#: A letter is about so wide.
LETTER = 6.6


def draw(result: Result) -> Chart | None:
    """The table's figure; none where it has none, or nothing that can be drawn."""
    how = result.definition
    lines = [*result.lines, *([result.total] if result.total else [])]
    answers = [at for at, head in enumerate(result.heads) if head.reason is None]
    known = [line for line in lines if any(line.cells[at].percent is not None for at in answers)]
    if not how.figure or how.percent != "row" or not known or len(result.heads) > 12:
        return None
    beside = [at for at, head in enumerate(result.heads) if head.reason is not None]
    looks = _looks(len(answers), how)
    way = {Figure.LIKERT.value: _likert, Figure.SMALL.value: _small}.get(how.figure, _grouped)
    title = result.title
    pictures = [
        _svg(way(known, result.heads, answers, beside, looks, width), width, title, result.sentence)
        for width in (720, 350)
    ]
    legend = tuple(
        legend_key(Series(result.heads[at].label, look))
        for at, look in [*zip(answers, looks, strict=True), *((at, "stone") for at in beside)]
    )
    heads = (_("Row"), *(head.label for head in result.heads), _("Answers in all"))
    rows = tuple(
        (line.label, *(percent(cell.percent, how.decimals) or ":" for cell in line.cells), _whole(line.n))
        for line in lines
    )
    return Chart(title, pictures[0], heads, rows, legend if how.figure != Figure.SMALL else (), True, pictures[1])


def _whole(count: int | None) -> str:
    return ":" if count is None else str(count)


def _looks(size: int, how: Definition) -> list[str]:
    if how.figure == Figure.LIKERT and size in SCALES:
        return list(SCALES[size])
    return [NAMES[at % len(NAMES)] for at in range(size)]


Shapes = tuple[list[str], float]


def _likert(
    lines: Sequence[Line], heads: Sequence[Head], answers: Sequence[int], beside: Sequence[int], looks: Sequence[str],
    width: int,
) -> Shapes:  # fmt: skip
    """Shares below the middle to the left, above it to the right, half of a middle answer to each side; reasons for no
    answer apart at the right.
    """
    names = _names(lines, width)
    apart = 90 if beside and width > 500 else (52 if beside else 0)
    left, right = (names + 8.0 if width > 500 else 0.0), width - apart - (16 if apart else 2)
    below, above = _reach(lines, answers)
    unit = (right - left) / (below + above or 1)
    zero = left + below * unit
    shapes, y = [_line(zero, 4, zero, _height(lines, width))], 8.0
    for line in lines:
        y = _label(shapes, line, names, y, width)
        x = zero - _below(line, answers) * unit
        for share, look in _pieces(line, answers, looks):
            shapes += (
                _hollow(x, y, float(share) * unit) if look is None else _bar(x, y, float(share) * unit, look, share)
            )
            x += float(share) * unit
        far, per = right + 16.0, (apart - 8) / 100
        for at in beside:
            size = float(line.cells[at].percent or 0) * per
            shapes += _bar(far, y, size, "stone", None)
            far += size
        if apart:
            said = sum((line.cells[at].percent or Decimal(0) for at in beside), Decimal(0))
            words = ":" if any(line.cells[at].hidden for at in beside) else percent(said)
            shapes.append(_text(far + 4, y + ROW * 0.68, words, "c-quiet", 11))
        y += ROW + GAP
    return shapes, y


def _reach(lines: Sequence[Line], answers: Sequence[int]) -> tuple[float, float]:
    below = max(_below(line, answers) for line in lines)
    looks = [""] * len(answers)
    above = max(
        float(sum((share for share, _look in _pieces(line, answers, looks)), Decimal(0))) - _below(line, answers)
        for line in lines
    )
    return below, above


def _pieces(line: Line, answers: Sequence[int], looks: Sequence[str]) -> list[tuple[Decimal, str | None]]:
    """The pieces of a bar. What is hidden stands together, where the first of it would, without a look."""
    rest = max(Decimal(0), 100 - sum((cell.percent or Decimal(0) for cell in line.cells), Decimal(0)))
    found: list[tuple[Decimal, str | None]] = []
    for at, look in zip(answers, looks, strict=True):
        share = line.cells[at].percent
        if share is not None:
            found.append((share, look))
        elif rest:
            found.append((rest, None))
            rest = Decimal(0)
    return found


def _below(line: Line, answers: Sequence[int]) -> float:
    """What lies to the left of the middle: as many of the pieces as there are answers below it."""
    half, odd = divmod(len(answers), 2)
    shares: list[Decimal] = []
    rest = max(Decimal(0), 100 - sum((cell.percent or Decimal(0) for cell in line.cells), Decimal(0)))
    for at in answers:
        share = line.cells[at].percent
        shares.append(rest if share is None else share)
        rest = Decimal(0) if share is None else rest
    return float(sum(shares[:half], Decimal(0))) + (float(shares[half]) / 2 if odd else 0.0)


def _grouped(
    lines: Sequence[Line], heads: Sequence[Head], answers: Sequence[int], beside: Sequence[int], looks: Sequence[str],
    width: int,
) -> Shapes:  # fmt: skip
    """A lying bar for each answer, the rows below each other."""
    names = _names(lines, width)
    left = names + 8.0 if width > 500 else 0.0
    most = max(float(cell.percent or 0) for line in lines for cell in line.cells) or 1.0
    unit, thin = (width - left - 52) / most, 17.0
    shapes, y = [_line(left, 4, left, 8)], 8.0
    parts = [*zip(answers, looks, strict=True), *((at, "stone") for at in beside)]
    for line in lines:
        y = _label(shapes, line, names, y, width)
        for at, look in parts:
            share = line.cells[at].percent
            if share is not None:
                shapes += _bar(left, y, float(share) * unit, look, None, thin - 2)
            words = ":" if share is None else percent(share)
            shapes.append(_text(left + float(share or 0) * unit + 5, y + thin * 0.72, words, "c-ink", 11))
            y += thin
        y += GAP
    shapes[0] = _line(left, 4, left, y - GAP + 4)
    return shapes, y


def _small(
    lines: Sequence[Line], heads: Sequence[Head], answers: Sequence[int], beside: Sequence[int], looks: Sequence[str],
    width: int,
) -> Shapes:  # fmt: skip
    """A small picture for each row, all on one scale, each answer named in every one."""
    across = 3 if width > 500 else 1
    wide = (width - (across - 1) * 24) / across
    places = [*answers, *beside]
    names = min(wide * 0.5, max(len(_short(heads[at].label, wide * 0.5)) for at in places) * LETTER + 6)
    most = max(float(line.cells[at].percent or 0) for line in lines for at in places) or 1.0
    unit, high = (wide - names - 44) / most, 30 + len(places) * 18.0
    shapes: list[str] = []
    for number, line in enumerate(lines):
        x, y = (number % across) * (wide + 24), (number // across) * (high + 12)
        shapes.append(_text(x, y + 14, _short(line.label, wide), "c-ink", 13, bold=True))
        for at in places:
            y += 18
            share = line.cells[at].percent
            look = "stone" if at in beside else "d1"
            shapes.append(_text(x, y + 16, _short(heads[at].label, names), "c-quiet", 11))
            if share is not None:
                shapes += _bar(x + names, y + 6, float(share) * unit, look, None, 13)
            words = ":" if share is None else percent(share)
            shapes.append(_text(x + names + float(share or 0) * unit + 4, y + 17, words, "c-ink", 11))
    return shapes, (-(-len(lines) // across)) * (high + 12)


def _names(lines: Sequence[Line], width: int) -> float:
    return min(290.0, max(len(line.label) for line in lines) * LETTER + 44) if width > 500 else float(width)


def _label(shapes: list[str], line: Line, names: float, y: float, width: int) -> float:
    """The name of a row: beside its bar, or over it where the picture is narrow. Gives where the bar goes."""
    n = "" if line.n is None else f" ({line.n})"
    if width > 500:
        first, *rest = wrap(line.label, max(12, int((names - 44) / LETTER))) or [""]
        if not rest:
            shapes.append(_text(names, y + ROW * 0.68, f"{first}{n}", "c-ink", 12, anchor="end"))
        else:
            second = _short(" ".join(rest), names - 44)
            shapes.append(_text(names, y + 10, first, "c-ink", 12, anchor="end"))
            shapes.append(_text(names, y + 24, f"{second}{n}", "c-ink", 12, anchor="end"))
        return y
    shapes.append(_text(0, y + 12, f"{_short(line.label, names - 44)}{n}", "c-ink", 12))
    return y + 18


def _height(lines: Sequence[Line], width: int) -> float:
    return 8.0 + len(lines) * (ROW + GAP + (0 if width > 500 else 18))


def _short(words: str, room: float) -> str:
    most = max(4, int(room / LETTER))
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _bar(x: float, y: float, size: float, look: str, share: Decimal | None, high: float = ROW) -> list[str]:
    css, light = INKS[look]
    found = [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(size, 0):.1f}" height="{high:.1f}" fill="{light}" class="{css}"/>'
    ]
    words = percent(share).replace("\N{NO-BREAK SPACE}", " ")
    if share is not None and size > len(words) * LETTER + 2:
        ink = {"planned": "c-ink", "range": "c-ink", "d2": "c-onamber"}.get(look, "c-onfill")
        found.append(_text(x + size / 2, y + high * 0.68, words, ink, 11, anchor="middle"))
    return found


def _hollow(x: float, y: float, size: float) -> list[str]:
    """What is hidden: a frame with the sign for it."""
    css, light = INKS["edge"]
    frame = (
        f'<rect x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{max(size - 1, 0):.1f}" height="{ROW - 1:.1f}" fill="none" '
        f'stroke="{light}" class="{css}" stroke-dasharray="3 2"/>'
    )
    return [frame, _text(x + size / 2, y + ROW * 0.68, ":", "c-ink", 11, anchor="middle")]


def _text(x: float, y: float, words: str, css: str, size: int, *, anchor: str = "start", bold: bool = False) -> str:
    fill = next(light for name, light in INKS.values() if name == css)
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight} '
        f'class="{css}">{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    css, light = INKS["axis"]
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{light}" class="{css}" '
        'stroke-width="1"/>'
    )


def _svg(drawn: Shapes, width: int, title: str, words: str) -> SafeString:
    shapes, height = drawn
    key = hashlib.sha256("".join([title, str(width), *shapes]).encode()).hexdigest()[:10]
    body = "".join(shapes)
    return mark_safe(  # noqa: S308 - every text is escaped where it is written
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" role="img" aria-labelledby="tf{key}-t tf{key}-d" font-family="Inter, sans-serif">'
        f'<title id="tf{key}-t">{escape(title)}</title><desc id="tf{key}-d">{escape(words)}</desc>{body}</svg>'
    )
