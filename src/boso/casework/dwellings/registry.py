"""What other apps add to homes: whether a lease decides over a dwelling, and panels on its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from boso.casework.dwellings.models import Dwelling
from boso.foundation.access.actor import Actor

Leased = Callable[[Collection[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a dwelling's page: a template with its own words (`panel` in the template), drawn in `order`."""

    key: str
    template: str
    context: Callable[[Actor, Dwelling, dt.date], dict[str, Any]]
    order: int = 50


_leased: list[Leased] = []
_panels: dict[str, Panel] = {}


def register_leases(check: Leased) -> None:
    """Say which of the dwellings (ids) have a lease that nobody has ended."""
    if check not in _leased:
        _leased.append(check)


def leased(dwelling_ids: Collection[int]) -> frozenset[int]:
    """Which of them have a lease that nobody has ended."""
    return frozenset().union(*(check(dwelling_ids) for check in _leased))


def register_panel(panel: Panel) -> None:
    """Add a part to every dwelling's page."""
    _panels[panel.key] = panel


def panels() -> list[Panel]:
    """The parts, in the order they are drawn."""
    return sorted(_panels.values(), key=lambda panel: (panel.order, panel.key))
