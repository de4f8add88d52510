"""Need against stock: one municipality, the largest one, and a country of 357, drawn at random.

Three needs for four homes, as in the invented country. `processor` is the seconds
of processor, which other work on the machine does not stretch. Baselines:
`subtraction` (homes less needs, cell by cell, which counts what cannot be lived in), `python-loop` (each need in turn
takes the first home that fits) and `scipy-matching` (an exact matching of individuals). Only `boso` gives the cells.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from boso.config.benchmarks import Row
from boso.core.gap import cells
from boso.core.gap.table import IN_PLAY, Housing, Needing, Rules, Use, standard, table
from boso.core.matching import rules as matching
from boso.core.matching.homes import Home, Need
from boso.core.matching.pairs import pairs
from boso.core.synthetic.municipality import country

ON = dt.date(2026, 11, 23)
RUNS = 5
#: Of how many needs the loop is tried: it grows with needs times homes.
LOOPED = 2_000
DISTRICTS = ("Nord", "Sør", "Øst", "Vest", "Sentrum", "Elva", "Åsen", "Havna")


@dataclass(frozen=True, slots=True)
class Town:
    """What there is in one municipality."""

    needing: list[Needing]
    stock: list[Housing]


def rows() -> Iterator[Row]:
    """Draw, count, and count again with what is simpler or slower."""
    rules = standard(ON, matching.standard(ON))
    began = time.perf_counter()
    towns = [town(place.dwellings, number) for number, place in enumerate(country(ON, 1))]
    yield Row("draw 357 municipalities", "set-up", time.perf_counter() - began)
    typical = town(554, 9901)
    gc.collect()
    gc.freeze()  # what is drawn is no garbage
    largest = max(towns, key=lambda one: len(one.stock))
    for case, chosen in ((f"one with {len(typical.stock)}", [typical]), (f"one with {len(largest.stock)}", [largest])):
        yield from _compared(case, chosen, rules, loop=len(chosen[0].needing) <= LOOPED)
    yield from _compared(f"country {len(towns)}", towns, rules, loop=False)


def _compared(case: str, towns: Sequence[Town], rules: Rules, *, loop: bool) -> Iterator[Row]:
    began = time.process_time()
    seconds, met = _timed(lambda: sum(table(ON, one.needing, one.stock, rules).total.met for one in towns))
    processor = round((time.process_time() - began) / RUNS, 3)
    need, homes = sum(len(one.needing) for one in towns), sum(len(one.stock) for one in towns)
    whole = {"need": need, "homes": homes}
    exact, most = _timed(lambda: sum(_individually(one, rules) for one in towns), 1)
    yield Row(
        case, "boso", seconds, result={**whole, "missing": need - met, "exact": met == most, "processor": processor}
    )
    yield Row(case, "scipy-matching", exact, result={"missing": need - most})
    seconds, met = _timed(lambda: sum(_subtracted(one) for one in towns))
    yield Row(case, "subtraction", seconds, result={"missing": need - met})
    if loop:
        seconds, met = _timed(lambda: sum(_looped(one, rules) for one in towns), 1)
        yield Row(case, "python-loop", seconds, result={"missing": need - met})


def _timed(what: Callable[[], int], runs: int = RUNS) -> tuple[float, int]:
    """The median, and what it came to."""
    seconds, found = [], 0
    for _run in range(runs):
        began = time.perf_counter()
        found = what()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), found


def _individually(one: Town, rules: Rules) -> int:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    found = pairs([each.need for each in one.needing], _in_play(one), rules.rules)
    shape = (len(one.needing), len(_in_play(one)))
    graph = csr_matrix(([True] * len(found.home), found.home, found.first), shape)
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def _subtracted(one: Town) -> int:
    """Needs that seem met: by size and adaptation alone, the smaller of needs and homes."""
    asked = Counter((cell.size, cell.adaptation) for cell in (cells.of_need(each.need) for each in one.needing))
    there = Counter((cell.size, cell.adaptation) for cell in (cells.of_home(home) for home in _in_play(one)))
    return sum(min(count, there[cell]) for cell, count in asked.items())


def _in_play(one: Town) -> list[Home]:
    return [each.home for each in one.stock if each.use in IN_PLAY]


def _looped(one: Town, rules: Rules) -> int:
    """Each need in turn takes the first home left that fits."""
    left = _in_play(one)
    met = 0
    for each in one.needing:
        place = next((place for place, home in enumerate(left) if rules.rules.allows(each.need, home)), None)
        if place is not None:
            del left[place]
            met += 1
    return met


def town(dwellings: int, seed: int) -> Town:
    """A municipality drawn from a seed. Of ten homes one is empty, six or seven are let to somebody mapped, the others
    to somebody who is not; and for every ten homes one household waits.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    needing = [Needing(("waits", number), _need(chance)) for number in range(max(1, dwellings // 10))]
    stock = []
    for number in range(dwellings):
        use = _one(chance, {Use.LIVED_IN: 65, Use.TAKEN: 25, Use.EMPTY: 10})
        stock.append(Housing(number, _home(chance), use))
        if use is Use.LIVED_IN:
            needing.append(Needing(number, _need(chance), number))
    return Town(needing, stock)


def _home(chance: random.Random) -> Home:
    bedrooms = _one(chance, {0: 42, 1: 28, 2: 17, 3: 10, 4: 3})
    return Home(
        bedrooms=bedrooms,
        rooms=bedrooms + 1,
        area_m2=20 + 18 * bedrooms + chance.randrange(15),
        floor=_one(chance, {1: 47, 2: 26, 3: 16, 4: 11}),
        lift=chance.random() < 0.25,
        adaptations=_one(
            chance, {frozenset[str](): 63, frozenset({"step_free"}): 8, frozenset({"wheelchair", "step_free"}): 29}
        ),
        district=chance.choice(DISTRICTS),
        staffing=_one(chance, {"none": 85, "part": 10, "all_day": 5}),
        groups=_one(chance, {frozenset[str](): 80, frozenset({"refugee"}): 12, frozenset({"psych", "addiction"}): 8}),
    )


def _need(chance: random.Random) -> Need:
    bedrooms = _one(chance, {1: 70, 2: 17, 3: 8, 4: 4, 5: 1})
    return Need(
        bedrooms=bedrooms,
        rooms=bedrooms + 1,
        adaptation=_one(chance, {"none": 84, "step_free": 9, "wheelchair": 7}),
        floor=_one(chance, {"": 73, "lift": 15, "ground": 12}),
        districts=_one(chance, {frozenset[str](): 30, frozenset({chance.choice(DISTRICTS)}): 70}),
        staffing=_one(chance, {"none": 90, "part": 6, "all_day": 4}),
        sheltered=chance.random() < 0.03,
        group=_one(chance, {"refugee": 30, "other": 30, "psych": 20, "adapted": 20}),
    )


def _one(chance: random.Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]
