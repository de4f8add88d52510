"""Lists that are counted in memory, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

T = TypeVar("T")
PAGE = 40


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a list in memory, with the words the list's pages are drawn from."""

    rows: Sequence[T]
    total: int
    previous: str
    next: str

    @property
    def shown(self) -> int:
        """How many rows stand on this page."""
        return len(self.rows)


def leaf(request: PageRequest, rows: Sequence[T], part: str = "") -> Leaf[T]:
    """The page the address asks for (`page=2`); the last where it asks for one beyond. part: where it stands."""
    wish = request.GET.get("page", "1")
    last = max(1, -(-len(rows) // PAGE))
    number = min(last, max(1, int(wish) if wish.isdecimal() and len(wish) < 6 else 1))
    return Leaf(
        rows[(number - 1) * PAGE : number * PAGE],
        len(rows),
        _at(request, number - 1, part) if number > 1 else "",
        _at(request, number + 1, part) if number < last else "",
    )


def _at(request: PageRequest, number: int, part: str) -> str:
    told = request.GET.copy()
    told["page"] = str(number)
    return f"?{told.urlencode()}{'#' if part else ''}{part}"
