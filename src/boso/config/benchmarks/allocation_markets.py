"""Invented markets for the benchmark of the engine: needs and dwellings by size, area and adaptation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from boso.core.matching.instance import MAY, NO_TENANT, Columns, Instance, Terms, instance
from boso.core.matching.market import NOBODY, Ints

#: Share of households in each class, and of dwellings and needs with so many rooms.
CLASSES = (0.08, 0.22, 0.40, 0.30)
ROOMS = (0.35, 0.30, 0.20, 0.10, 0.05)
ADAPTED_HOMES, ADAPTED_NEEDS = 0.15, 0.06
FIRST_DAY, DAYS = 737_791, 1_826


@dataclass(frozen=True, slots=True)
class Size:
    """So many households without a home, vacant dwellings and tenants who may move, and pairs for each at most."""

    households: int
    vacant: int
    pairs: int
    tenants: int = 0
    moves: int | None = None

    @property
    def name(self) -> str:
        homes = f"{self.households}x{self.vacant}"
        return f"{homes}, {self.tenants} tenants" if self.tenants else homes


def made(size: Size, seed: int = 1) -> Instance:
    """An instance of that size; the same seed gives the same."""
    chance = np.random.default_rng(seed)
    agents, homes = size.households + size.tenants, size.vacant + size.tenants
    areas = max(1, min(40, homes // 60))
    need = {
        "rooms": chance.choice(len(ROOMS), agents, p=ROOMS),
        "adapted": chance.random(agents) < ADAPTED_NEEDS,
        "area": chance.integers(0, areas, (agents, 3)),
    }
    home = {
        "rooms": chance.choice(len(ROOMS), homes, p=ROOMS),
        "adapted": chance.random(homes) < ADAPTED_HOMES,
        "area": chance.integers(0, areas, homes),
    }
    who, where = _drawn(chance, need, home, size.pairs, areas)
    lives_in = np.full(agents, NOBODY)
    lives_in[size.households :] = size.vacant + chance.permutation(size.tenants)
    tenant = np.where(lives_in == NOBODY, NO_TENANT, MAY)
    exact = home["rooms"][where] == need["rooms"][who]
    wished = home["area"][where] == need["area"][who, 0]
    return instance(
        Terms(classes=len(CLASSES), max_moves=size.moves, seed="2026-11"),
        Columns(
            households=tuple(f"h{number:07d}" for number in range(agents)),
            standing=1 + chance.choice(len(CLASSES), agents, p=CLASSES),
            since=FIRST_DAY + chance.integers(0, DAYS, agents),
            lives_in=lives_in,
            tenant=tenant,
            dwellings=tuple(f"d{number:07d}" for number in range(homes)),
            vacant=np.arange(homes) < size.vacant,
            pair_household=who,
            pair_dwelling=where,
            fit=40 * exact + 30 * wished + chance.integers(0, 31, len(who)),
        ),
    )


def _drawn(
    chance: np.random.Generator, need: dict[str, Any], home: dict[str, Any], most: int, areas: int
) -> tuple[Ints, Ints]:
    """For each household dwellings with its rooms or one more, in one of its areas, adapted where it must be."""
    agents, homes = len(need["rooms"]), len(home["rooms"])
    group = home["area"] * (len(ROOMS) + 1) + home["rooms"]
    order = np.argsort(group, kind="stable")
    begins = np.searchsorted(group[order], np.arange(areas * (len(ROOMS) + 1) + 1))
    who = np.repeat(np.arange(agents), most + most // 3)
    area = need["area"][who, chance.integers(0, 3, len(who))]
    wanted = area * (len(ROOMS) + 1) + need["rooms"][who] + chance.integers(0, 2, len(who))
    count = begins[wanted + 1] - begins[wanted]
    found = np.minimum(begins[wanted] + (chance.random(len(who)) * count).astype(np.int64), homes - 1)
    where = order[found]
    use = (count > 0) & (~need["adapted"][who] | home["adapted"][where])
    once = np.unique(who[use] * homes + where[use])
    who, where = once // homes, once % homes
    nth = np.arange(len(who)) - np.searchsorted(who, who)
    return who[nth < most], where[nth < most]
