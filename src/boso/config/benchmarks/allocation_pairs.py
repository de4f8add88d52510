"""Making the pairs: which of a country's homes each need can be proposed, by the rules BoSo declares.

Needs and homes as the benchmark of the gap draws them, each municipality's parts of town its own. Baselines:
`python-loop` asks the rules of each need and home in turn, which only one municipality has time for; `pandas-join`
joins needs and homes on the part of town and sieves, as one would write it in a data frame or in SQL; it gives no fit.
`equal` says whether the pairs are the same, and of the loop the fit too.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boso.config.benchmarks import Row, gap
from boso.core.gap.table import IN_PLAY
from boso.core.matching import rules as matching
from boso.core.matching import rules_values as values
from boso.core.matching.homes import Home, Need
from boso.core.matching.pairs import pairs
from boso.core.synthetic.municipality import country

HOMES = 20_000
RUNS = 5

Found = NDArray[np.int64]


def rows() -> Iterator[Row]:
    """A country, and one municipality."""
    rules = matching.declared(matching.standard(gap.ON))
    began = time.perf_counter()
    needs, homes = drawn([place.dwellings for place in country(gap.ON, 1)])
    yield Row("draw needs and homes", "set-up", time.perf_counter() - began)
    gc.collect()
    gc.freeze()  # what is drawn is no garbage
    yield from _compared("country", needs, homes, rules, joined)
    yield from _compared("municipality", *drawn([554]), rules, looped)


def drawn(dwellings: Sequence[int]) -> tuple[list[Need], list[Home]]:
    """Needs and homes of municipalities with so many dwellings each; of the homes at most `HOMES`, in no order."""
    needs, homes = [], []
    for number, count in enumerate(dwellings):
        town = gap.town(count, number)
        for one in town.needing:
            parts = one.need.districts or gap.DISTRICTS
            needs.append(replace(one.need, districts=frozenset(f"{number} {part}" for part in parts)))
        for there in town.stock:
            if there.use in IN_PLAY:
                homes.append(replace(there.home, district=f"{number} {there.home.district}"))
    random.Random(1).shuffle(homes)  # noqa: S311 - nothing here is secret
    return needs, homes[:HOMES]


def _compared(
    case: str, needs: Sequence[Need], homes: Sequence[Home], rules: matching.RuleSet, other: Callable[..., Found]
) -> Iterator[Row]:
    case = f"pairs of a {case}"
    seconds, processor, found = _timed(lambda: pairs(needs, homes, rules), RUNS)
    several = {"needs": len(needs), "differ": len(set(needs)), "homes": len(homes), "pairs": len(found.home)}
    yield Row(case, "boso", seconds, result={**several, "processor": processor})
    other(needs[:1], homes[:1], rules)  # loads its library
    seconds, processor, plain = _timed(lambda: other(needs, homes, rules), 1)
    equal = np.array_equal(found.rows()[:, : plain.shape[1]], plain)
    yield Row(case, NAMES[other], seconds, result={"pairs": len(plain), "equal": equal, "processor": processor})


def looped(needs: Sequence[Need], homes: Sequence[Home], rules: matching.RuleSet) -> Found:
    """(need, home, fit), asked one by one."""
    found = [
        (n, h, rules.fit(need, home))
        for n, need in enumerate(needs)
        for h, home in enumerate(homes)
        if rules.allows(need, home)
    ]
    return np.array(found, np.int64).reshape(-1, 3)


def joined(needs: Sequence[Need], homes: Sequence[Home], rules: matching.RuleSet) -> Found:
    """(need, home), joined on the part of town. Knows the rules that such needs and homes meet, and no others."""
    import pandas

    wanted = pandas.DataFrame(
        {
            "need": np.arange(len(needs)),
            "district": [sorted(need.districts) for need in needs],
            "group": [need.group for need in needs],
            "floor": [need.floor for need in needs],
            "asked": [values.adaptation_needed(need) or 0 for need in needs],
            "staff": [values.staffing_needed(need) for need in needs],
            "sleep": [need.to_sleep_in for need in needs],
            "apart": [need.sheltered for need in needs],
        }
    ).explode("district")
    there = pandas.DataFrame(
        {
            "home": np.arange(len(homes)),
            "district": [home.district for home in homes],
            "groups": [" ".join(sorted(home.groups)) for home in homes],
            "storey": [home.floor for home in homes],
            "lift": [home.lift for home in homes],
            "had": [values.adaptation_had(home) for home in homes],
            "staffed": [values.staffing_had(home) for home in homes],
            "rooms": [home.to_sleep_in for home in homes],
            "alone": [values.sheltered_had(home) for home in homes],
        }
    )
    return _sieved(wanted.merge(there, on="district"))


def _sieved(both: Any) -> Found:
    both = both[both["had"] >= both["asked"]]
    both = both[both["staffed"] == both["staff"]]
    both = both[(both["rooms"] >= both["sleep"]) & (both["rooms"] <= both["sleep"] + 1)]
    both = both[(both["floor"] == "") | (both["storey"] <= 1) | ((both["floor"] == "lift") & both["lift"])]
    both = both[~both["apart"] | both["alone"]]
    for groups in both["groups"].unique():
        both = both[(both["groups"] != groups) | both["group"].isin(groups.split()) | (groups == "")]
    found: Found = both.sort_values(["need", "home"])[["need", "home"]].to_numpy()
    return found


NAMES: dict[Callable[..., Found], str] = {looped: "python-loop", joined: "pandas-join"}


def _timed(what: Callable[[], Any], runs: int) -> tuple[float, float, Any]:
    """The median of seconds, the median of seconds of processor, and what came of it."""
    seconds, processor, found = [], [], None
    for _run in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        found = what()
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return statistics.median(seconds), round(statistics.median(processor), 4), found
