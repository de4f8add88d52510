"""Small instances by lot, and the best answer to each by trying everything: shares nothing with the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from random import Random
from typing import Any

Document = dict[str, Any]
#: household -> dwelling, in the order of the answer; no dwelling for who has none
Places = dict[str, str]


def drawn(chance: Random, *, wants: bool, moves: list[int | None], most: int = 4, full: float = 0.5) -> Document:
    """A few households, some with homes, some vacant dwellings, and pairs at will."""
    households: list[Document] = []
    dwellings = [{"id": f"v{number}", "vacant": True} for number in range(chance.randint(0, 3))]
    for number in range(chance.randint(1, most)):
        since = chance.choice([None, "2024-05-01", "2025-01-31"])
        households.append({"id": f"h{number}", "class": chance.randint(1, 2), "since": since})
        if wants and chance.random() < 0.4:
            households[-1] |= {"lives_in": f"w{number}", "tenant": "wants"}
            dwellings.append({"id": f"w{number}", "vacant": False})
    for number in range(chance.randint(0, most - 1)):
        households.append({"id": f"t{number}", "lives_in": f"m{number}", "tenant": "may"})
        dwellings.append({"id": f"m{number}", "vacant": False})
    if chance.random() < 0.2:
        dwellings.append({"id": "o", "vacant": False})
    dense = chance.uniform(0.1, full)
    pairs = [
        {"household": one["id"], "dwelling": home["id"], "fit": chance.choice([0, 10, 10, 50])}
        for one in households
        for home in dwellings
        if chance.random() < dense
    ]
    return {
        "format": "boso-instance/1",
        "classes": 2,
        "max_moves": chance.choice(moves),
        "seed": str(chance.random()),
        "cycles": chance.random() < 0.7,
        "households": households,
        "dwellings": dwellings,
        "pairs": pairs,
    }


def best_of_all(asked: Document) -> tuple[Places, int]:
    """The best of every placing in which nobody loses a home, and the most that any of them serves."""
    rows = {one["id"]: one for one in asked["households"]}
    queue = _queue(asked)
    agents = [*queue, *sorted(name for name, one in rows.items() if one.get("tenant") == "may")]
    home = {name: rows[name].get("lives_in") or "" for name in agents}
    vacant = {one["id"] for one in asked["dwellings"] if one["vacant"]}
    fit = {
        (pair["household"], pair["dwelling"]): pair["fit"]
        for pair in asked["pairs"]
        if pair["dwelling"] in vacant | set(home.values()) and pair["dwelling"] != home[pair["household"]]
    }
    best: tuple[Any, ...] = ()
    most = 0
    for places in _placings(agents, home, fit):
        if not _within(asked, places, home, vacant):
            continue
        moved = {name: there for name, there in places.items() if there != home[name]}
        served = [name in moved for name in queue]
        most = max(most, sum(served))
        key = (
            [not one for one in served],
            sum(name not in queue for name in moved),
            -sum(fit[pair] for pair in moved.items()),
            list(places.values()),
        )
        best = min(best, (key, places)) if best else (key, places)
    return best[1], most


def _queue(asked: Document) -> list[str]:
    standing = [one for one in asked["households"] if one.get("tenant") != "may"]

    def rank(one: Document) -> tuple[int, str, str]:
        lot = hashlib.sha256(f"{asked['seed']}:{one['id']}".encode()).hexdigest()
        return one["class"], one["since"] or "9999", lot

    return [one["id"] for one in sorted(standing, key=rank)]


def _placings(agents: list[str], home: Places, fit: dict[tuple[str, str], int]) -> Iterator[Places]:
    def go_on(places: Places) -> Iterator[Places]:
        if len(places) == len(agents):
            yield dict(places)
            return
        name = agents[len(places)]
        taken = set(places.values()) - {""}
        for there in [*(place for who, place in fit if who == name), home[name]]:
            if there not in taken:
                yield from go_on({**places, name: there})

    return go_on({})


def _within(asked: Document, places: Places, home: Places, vacant: set[str]) -> bool:
    """Whether chains and cycles keep the terms."""
    taker = {there: name for name, there in places.items() if there != home[name]}
    bound = len(places) if asked["max_moves"] is None else asked["max_moves"]
    tenants = {name for name in taker.values() if home[name]}
    for start in vacant:
        there, moves = start, 0
        while (name := taker.get(there)) and home[name]:
            there, moves = home[name], moves + 1
            tenants.discard(name)
        if moves > bound:
            return False
    while tenants:
        name = first = tenants.pop()
        moves = 1
        while (name := taker[home[name]]) != first:
            tenants.discard(name)
            moves += 1
        if moves > bound or not asked["cycles"]:
            return False
    return True
