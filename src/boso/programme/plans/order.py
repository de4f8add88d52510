"""What waits for what: rings that must not be, and what a delay holds up. Pure; rows are known by number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

#: (what waits, what it needs)
Edge = tuple[int, int]


def closes_ring(edges: Iterable[Edge], waits: int, needs: int) -> bool:
    """Whether letting `waits` wait for `needs` would make something wait for itself."""
    return waits == needs or waits in needed_by(edges, needs)


def needed_by(edges: Iterable[Edge], row: int) -> set[int]:
    """All that must be done before the row, near and far."""
    before: dict[int, list[int]] = {}
    for waits, needs in edges:
        before.setdefault(waits, []).append(needs)
    found: set[int] = set()
    ahead = [row]
    while ahead:
        for needs in before.get(ahead.pop(), ()):
            if needs not in found:
                found.add(needs)
                ahead.append(needs)
    return found


def held_up(edges: Collection[Edge], late: Collection[int]) -> Mapping[int, set[int]]:
    """Every row that waits for a late one, near or far, with the late ones it waits for; the late ones left out."""
    waiting = {waits for waits, _needs in edges} - set(late)
    found = {row: needed_by(edges, row) & set(late) for row in waiting}
    return {row: causes for row, causes in found.items() if causes}
