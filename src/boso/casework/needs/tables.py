"""The needs of a municipality as tables for others: by size, adaptation, part of town and group, telling on nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from boso.casework.needs.figures import SIZES, size
from boso.casework.needs.models_codes import IN_NEED, Adaptation, MainGround
from boso.casework.needs.queries import NeedRow
from boso.core.needs.disclosure import hidden, hidden_cells, hides_sum

#: What a line is not divided by.
ALL = "all"
#: Where nobody has said in which part of town.
NOWHERE = "unsaid"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many households need such a home. count: none where it is hidden."""

    size: str
    adaptation: str
    area: str
    group: str
    count: int | None


DIMENSIONS: dict[str, Callable[[NeedRow], str]] = {
    "size": size,
    "adaptation": lambda row: row.adaptation,
    "area": lambda row: row.district or NOWHERE,
    "group": lambda row: row.main_ground,
}


def tables(rows: Sequence[NeedRow], under: int) -> Iterator[Cell]:
    """Those in need: all together, by each dimension, and by size with each of the others.

    Codes of which there is nobody are left out. Figures from 1 to `under` less 1 are hidden, and so is what they could
    be worked out from. Where the sum of a line is hidden, so is all of the line.
    """
    needing = [row for row in rows if row.situation in IN_NEED]
    codes = {name: _codes(name, needing) for name in DIMENSIONS}
    counts = {name: _counts(needing, name, codes[name]) for name in DIMENSIONS}
    out = {name: hidden(counts[name], under) for name in DIMENSIONS}
    closed = any(hides_sum(each, under) for each in counts.values())
    yield _cell({}, None if closed else len(needing))
    for name, each in counts.items():
        for code, count in each.items():
            yield _cell({name: code}, None if code in out[name] else count)
    for name in list(DIMENSIONS)[1:]:
        cells = {(step, code): 0 for step in codes["size"] for code in codes[name]}
        for row in needing:
            cells[size(row), DIMENSIONS[name](row)] += 1
        shut = [cell for cell in cells if cell[0] in out["size"] or cell[1] in out[name]]
        kept = hidden_cells(cells, under, shut)
        for (step, code), count in cells.items():
            yield _cell({"size": step, name: code}, None if (step, code) in kept else count)


def _codes(name: str, rows: Sequence[NeedRow]) -> list[str]:
    known: dict[str, list[str]] = {
        "size": list(SIZES),
        "adaptation": [str(one) for one in Adaptation],
        "group": [str(one) for one in MainGround],
    }
    found = {DIMENSIONS[name](row) for row in rows}
    return [code for code in known.get(name, sorted(found)) if code in found]


def _counts(rows: Sequence[NeedRow], name: str, codes: Sequence[str]) -> dict[str, int]:
    found = Counter(DIMENSIONS[name](row) for row in rows)
    return {code: found[code] for code in codes}


def _cell(said: dict[str, str], count: int | None) -> Cell:
    return Cell(**{name: said.get(name, ALL) for name in DIMENSIONS}, count=count)
