"""Many tests at once: the p-values adjusted, so that what one finds by looking often is not taken for a finding."""

from __future__ import annotations

from collections.abc import Sequence


def holm(values: Sequence[float]) -> list[float]:
    """Adjusted so that the chance of even one false finding stays below the level (Holm)."""
    found, highest = [0.0] * len(values), 0.0
    for rank, at in enumerate(_order(values)):
        highest = max(highest, min(1.0, (len(values) - rank) * values[at]))
        found[at] = highest
    return found


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """Adjusted so that of the findings no larger share than the level is expected to be false."""
    found, lowest = [0.0] * len(values), 1.0
    for rank, at in reversed(list(enumerate(_order(values), start=1))):
        lowest = min(lowest, values[at] * len(values) / rank)
        found[at] = lowest
    return found


def _order(values: Sequence[float]) -> list[int]:
    """Places from the smallest value on. Raises ValueError for what is no p-value."""
    if not all(0 <= value <= 1 for value in values):
        raise ValueError("a p-value is from 0 to 1")
    return sorted(range(len(values)), key=lambda at: values[at])
