"""Who gets which dwelling: the engine against waiting lists and general solvers, on the same invented markets.

`result` has what makes them comparable: households housed by class, fit, moves, and whether the engine's answer equals
the oracle's. `processor` is seconds of processor, which other work on the machine stretches less than the clock.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import numpy as np

from boso.config.benchmarks import Row, allocation_pairs
from boso.config.benchmarks import allocation_baselines as baselines
from boso.config.benchmarks.allocation_flow import solved
from boso.config.benchmarks.allocation_markets import DAYS, FIRST_DAY, Size, made
from boso.core.matching.answering import run
from boso.core.matching.chains import chains
from boso.core.matching.changes import declined
from boso.core.matching.instance import Instance
from boso.core.matching.market import Flags, Ints, Market
from boso.core.matching.order import market
from boso.core.matching.proposing import fit_of
from boso.core.matching.where import placed
from boso.core.matching.who import served

T = TypeVar("T")
#: Markets with more households and tenants are left out.
MOST = int(os.environ.get("BOSO_BENCH_HOUSEHOLDS", "120000"))
RUNS = int(os.environ.get("BOSO_BENCH_RUNS", "3"))
SIZES = (Size(2_000, 500, 50), Size(20_000, 5_000, 50), Size(100_000, 20_000, 50))
THIN = (Size(60, 40, 4), Size(200, 150, 4), Size(2_000, 1_500, 5), Size(20_000, 15_000, 5))
WITH_TENANTS = (Size(3_000, 600, 14, 10_000), Size(20_000, 5_000, 14, 100_000))


def rows() -> Iterator[Row]:
    """Making the pairs, compilation, then each market with every engine."""
    yield from allocation_pairs.rows()
    yield compilation()
    for size in (*THIN, *SIZES):
        if size.households <= MOST:
            yield from without_tenants(size)
    for size in WITH_TENANTS:
        if size.households + size.tenants <= MOST:
            yield from with_tenants(size)


def compilation() -> Row:
    """The first run of a process against the second: compiling, or reading what was compiled before."""
    asked = made(Size(1_000, 400, 14, 2_000))
    first, _answer, _processor = _timed(lambda: run(asked), runs=1)
    second, _answer, _processor = _timed(lambda: run(asked), runs=1)
    return Row("compile, or read compiled code", "set-up", first - second)


def without_tenants(size: Size) -> Iterator[Row]:
    """Households without a home and vacant dwellings."""
    asked = made(size)
    yield _made_ready(size, asked)
    there = market(asked)
    classes = _classes(asked, there)
    alone, (done, _start), processor = _timed(lambda: served(there))
    most = baselines.scipy_most(there)
    found = {"by_class": _by_class(classes, done), "equal_most": int(done.sum()) == most}
    yield Row(f"{size.name} who", "boso", alone, result={**found, "processor": processor})
    both, place, processor = _timed(lambda: _whole(there))
    fit = fit_of(there, place)
    seconds, best, scipy_processor = _timed(lambda: baselines.scipy_where(there, done), runs=1)
    found |= {"fit": fit, "equal_fit": fit == best, "processor": processor}
    yield Row(f"{size.name} who and where", "boso", both, result=found)
    yield Row(f"{size.name} where", "scipy-sparse", seconds, result={"fit": best, "processor": scipy_processor})
    for name, way in (("one-by-one", baselines.one_by_one), ("scarcest-first", baselines.scarcest_first)):
        way(there)
        seconds, got, processor = _timed(partial(way, there))
        result = {"by_class": _by_class(classes, got >= 0), "fit": baselines.fit_of(there, got)}
        yield Row(f"{size.name} who and where", name, seconds, result={**result, "processor": processor})
    waited = _waited(asked, there)
    yield _flow(size, there, classes, baselines.flow_arcs(there, classes, waited), done)
    if size == SIZES[0]:
        yield from _one_declines(size, asked)


def with_tenants(size: Size) -> Iterator[Row]:
    """The same with tenants who may move: no bound on the moves, one, and none."""
    asked = made(size)
    yield _made_ready(size, asked)
    there = market(asked)
    classes = _classes(asked, there)
    both, place, processor = _timed(lambda: _whole(there))
    done = place[: there.queue] >= 0
    moved = place[there.queue :] != there.home[there.queue :]
    fit = fit_of(there, place)
    answer = solved(baselines.settled_arcs(there, done))
    agents = int(done.sum()) + size.tenants
    oracle = baselines.BEST * (agents + 1) * int(moved.sum()) - fit
    yield Row(
        f"{size.name}, any moves",
        "boso",
        both,
        result={
            "by_class": _by_class(classes, done),
            "moves": int(moved.sum()),
            "longest": max(chain.moves for chain in chains(there, place)),
            "fit": fit,
            "equal_to_oracle": answer["cost"] == oracle,
            "processor": processor,
        },
    )
    yield Row(
        f"{size.name}, any moves, where",
        "ortools-mcf",
        answer["seconds"],
        answer["memory_mb"],
        {"processor": round(answer["processor"], 3)},
    )
    for moves in (1, 0):
        fewer = made(Size(size.households, size.vacant, size.pairs, size.tenants, moves))
        narrow = market(fewer)
        seconds, place, processor = _timed(partial(_whole, narrow))
        got = place[: narrow.queue] >= 0
        result = {
            "by_class": _by_class(_classes(fewer, narrow), got),
            "moves": int((place[narrow.queue :] != narrow.home[narrow.queue :]).sum()),
            "processor": processor,
        }
        yield Row(f"{size.name}, {moves} moves", "boso", seconds, result=result)


def _made_ready(size: Size, asked: Instance) -> Row:
    seconds, _market, processor = _timed(lambda: market(asked), runs=1)
    pairs = len(asked.columns.fit)
    return Row(f"{size.name} in order", "set-up", seconds, result={"pairs": pairs, "processor": processor})


def _one_declines(size: Size, asked: Instance) -> Iterator[Row]:
    before = run(asked)
    agent = int(before.moved[0])
    names = before.market.agents[agent], before.market.dwellings[before.place[agent]]
    seconds, change, processor = _timed(lambda: declined(before, *names))
    result = {"served": change.after.served, "elsewhere": len(change.elsewhere), "processor": processor}
    yield Row(f"{size.name} one declines", "boso", seconds, result=result)


def _flow(size: Size, there: Market, classes: Ints, arcs: dict[str, Any], done: Flags) -> Row:
    answer = solved(arcs)
    got = answer["place"] >= 0
    result = {
        "by_class": _by_class(classes, got),
        "fit": baselines.fit_of(there, answer["place"]),
        "left_out_for_points": int((done & ~got).sum()),
        "processor": round(answer["processor"], 3),
    }
    return Row(f"{size.name} who and where", "ortools-mcf", answer["seconds"], answer["memory_mb"], result)


def _whole(there: Market) -> Ints:
    done, start = served(there)
    return placed(there, done, start)


def _classes(asked: Instance, there: Market) -> Ints:
    number = {name: index for index, name in enumerate(asked.columns.households)}
    return asked.columns.standing[[number[name] for name in there.agents[: there.queue]]]


def _waited(asked: Instance, there: Market) -> Ints:
    number = {name: index for index, name in enumerate(asked.columns.households)}
    since = asked.columns.since[[number[name] for name in there.agents[: there.queue]]]
    return FIRST_DAY + DAYS - since


def _by_class(classes: Ints, housed: Flags) -> list[int]:
    counts: list[int] = np.bincount(classes[housed], minlength=5)[1:].tolist()
    return counts


def _timed(what: Callable[[], T], runs: int = RUNS) -> tuple[float, T, float]:
    """The median of seconds, the answer, and the median of seconds of processor."""
    seconds, processor = [], []
    for _run in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        answer = what()
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return statistics.median(seconds), answer, round(statistics.median(processor), 4)
