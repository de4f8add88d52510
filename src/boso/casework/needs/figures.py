"""The overview in figures: how many households need what. What leaves a caseworker's circle tells on nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from boso.casework.needs import queries_counts
from boso.casework.needs.models_codes import IN_NEED, Staffing, Urgency
from boso.casework.needs.queries import NeedHeap, NeedRow
from boso.core.needs.disclosure import hidden, hidden_cells, hides_sum

#: Sizes as columns: bedrooms, four and more together.
SIZES = ("0", "1", "2", "3", "4", "unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. count: none where it is hidden."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a list of needs comes to. Every figure is none where it is so small that it tells on somebody."""

    total: int | None
    mapped: int
    now: int | None
    staffed: int | None
    by_situation: tuple[Line, ...]
    by_size: tuple[Line, ...]
    by_urgency: tuple[Line, ...]
    by_unit: tuple[Line, ...]
    table: tuple[tuple[str, tuple[Line, ...]], ...]
    """For each situation, the sizes."""
    guessed: int
    suppressed: bool


def figures(rows: Sequence[NeedHeap], on: dt.date, *, safe: bool) -> Figures:
    """The figures of those in need. safe: small ones are hidden, for whoever sees no households."""
    needing = [row for row in rows if row.situation in IN_NEED]
    under = queries_counts.small_under(on) if safe else 0
    situations = _count(needing, lambda row: row.situation, [str(one) for one in IN_NEED])
    sizes = _count(needing, size, SIZES)
    urgencies = _count(needing, lambda row: row.urgency, [str(one) for one in Urgency])
    units = _count(needing, lambda row: str(row.unit_id), sorted({str(row.unit_id) for row in needing}))
    cells = {(code, step): 0 for code in situations for step in SIZES}
    for row in needing:
        cells[row.situation, size(row)] += row.count
    out = hidden_cells(cells, under)
    return Figures(
        total=None if hides_sum(situations, under) else _sum(needing),
        mapped=_sum(rows),
        now=_alone(urgencies[Urgency.NOW], under),
        staffed=_alone(_sum(row for row in needing if row.staffing in (Staffing.PART, Staffing.ALL_DAY)), under),
        by_situation=_lines(situations, under),
        by_size=_lines(sizes, under),
        by_urgency=_lines(urgencies, under),
        by_unit=_lines(units, under),
        table=tuple(
            (code, tuple(Line(step, None if (code, step) in out else cells[code, step]) for step in SIZES))
            for code in situations
        ),
        guessed=_sum(row for row in needing if row.certainty == "guessed"),
        suppressed=bool(out) or any(hidden(each, under) for each in (situations, sizes, urgencies, units)),
    )


def size(row: NeedHeap | NeedRow) -> str:
    """The column of a need's size."""
    if row.bedrooms is None:
        return "unknown"
    return str(min(row.bedrooms, 4))


def _sum(rows: Iterable[NeedHeap]) -> int:
    return sum(row.count for row in rows)


def _count(rows: Sequence[NeedHeap], code: Callable[[NeedHeap], str], codes: Sequence[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[code(row)] += row.count
    return {each: found.get(each, 0) for each in codes}


def _lines(counts: dict[str, int], under: int) -> tuple[Line, ...]:
    out = hidden(counts, under)
    return tuple(Line(code, None if code in out else count) for code, count in counts.items())


def _alone(count: int, under: int) -> int | None:
    return None if 0 < count < under else count
