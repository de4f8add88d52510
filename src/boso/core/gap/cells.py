"""The cells that needs and homes are counted in: size, adaptation, staffing, part of town, target group."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from boso.core.matching.homes import ADAPTATION, STAFFING, Home, Need

#: A need that may be met anywhere, a home meant for anybody, a group that nobody knows.
ANY = "any"
#: What a cell is made of.
DIMENSIONS = ("size", "adaptation", "staffing", "area", "group")


class Cell(NamedTuple):
    """size: bedrooms (0 is one room, none not known). area: a part of town, or `any`; several with `|` between.

    group: of a need its main ground; of a home the main grounds it is meant for, with `|` between; or `any`.
    """

    size: int | None
    adaptation: str
    staffing: str
    area: str
    group: str


def of_need(need: Need) -> Cell:
    """Where a need is counted. What nobody has said is asked for by nobody."""
    return Cell(
        need.to_sleep_in,
        need.adaptation if need.adaptation in ADAPTATION else ADAPTATION[0],
        need.staffing if need.staffing in STAFFING else STAFFING[0],
        _joined(need.districts),
        need.group or ANY,
    )


def of_home(home: Home) -> Cell:
    """Where a home is counted: by the most it is adapted for."""
    return Cell(
        home.to_sleep_in,
        _most(home.adaptations),
        home.staffing if home.staffing in STAFFING else STAFFING[0],
        home.district or ANY,
        _joined(home.groups),
    )


def place(cell: Cell) -> tuple[object, ...]:
    """Where a cell stands in the table: by size, then from the plainest on; sizes nobody knows last."""
    return (
        cell.size is None,
        cell.size or 0,
        STAFFING.index(cell.staffing),
        ADAPTATION.index(cell.adaptation),
        cell.area != ANY,
        cell.area,
        cell.group != ANY,
        cell.group,
    )


@lru_cache(maxsize=1024)
def _most(adaptations: frozenset[str]) -> str:
    return next((code for code in reversed(ADAPTATION) if code in adaptations), ADAPTATION[0])


@lru_cache(maxsize=1024)
def _joined(codes: frozenset[str]) -> str:
    return "|".join(sorted(codes)) or ANY
