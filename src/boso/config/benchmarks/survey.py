"""Ten million answers: cross-tables from an integer cube beside polars, DuckDB and pandas, on the same drawn answers.

Each engine has the answers in memory in its own form before the clock starts, a column a question, which is faster for
all of them than a row an answer; loading is a row of its own, the first with the engine's library. `one-by-one` counts
in Python. polars and DuckDB use every core, the others one. `processor` is seconds of processor, `equal` whether every
cell is that of `boso`.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boso.config.benchmarks import Row
from boso.core.surveys.answers import Answers, Column
from boso.core.surveys.cube import cube, cubes

RESPONDENTS = int(os.environ.get("BOSO_BENCH_RESPONDENTS", "200000"))
QUESTIONS = 50
RUNS = 5
#: Who is asked: groups, municipalities, waves.
ABOUT = {"respondent_group": 6, "municipality": 357, "wave": 3}
SCALE = ("1", "2", "3", "4", "5")

Columns: TypeAlias = Mapping[str, NDArray[Any]]
Ints: TypeAlias = NDArray[np.int64]
Names: TypeAlias = tuple[str, ...]


def rows() -> Iterator[Row]:
    """Draw, load, and count: one question, all questions, and two questions of as many respondents as answers."""
    began = time.perf_counter()
    answers = drawn(RESPONDENTS)
    questions = [name for name in answers.columns if name not in ABOUT]
    many = f"{RESPONDENTS * QUESTIONS / 1e6:g} M"
    yield Row(f"draw {many} answers", "set-up", time.perf_counter() - began)
    yield from _tables(f"{RESPONDENTS} x group", answers, questions[:1], ("respondent_group",))
    yield from _tables(f"{many} x group", answers, questions, ("respondent_group",))
    yield from _tables(f"{many} x town x wave", answers, questions, ("municipality", "wave"))
    large = _two_questions(RESPONDENTS * QUESTIONS)
    yield from _tables(f"{many} q x q", large, ("q1",), ("q0",))
    yield from _one_by_one(f"{many} q x q", large)


def drawn(respondents: int) -> Answers:
    """Answers from 1 to 5 to every question, seven in a hundred not given, by persons drawn alike."""
    chance = np.random.default_rng(1)
    columns = {name: _column(chance, respondents, size) for name, size in ABOUT.items()}
    for number in range(QUESTIONS):
        columns[f"q{number}"] = _question(chance, respondents)
    return Answers(columns)


def _two_questions(respondents: int) -> Answers:
    chance = np.random.default_rng(2)
    return Answers({name: _question(chance, respondents) for name in ("q0", "q1")})


def _column(chance: np.random.Generator, respondents: int, size: int) -> Column:
    data = chance.integers(0, size, respondents).astype(np.min_scalar_type(size + 3))
    return Column(tuple(map(str, range(size))), data)


def _question(chance: np.random.Generator, respondents: int) -> Column:
    data = chance.integers(0, len(SCALE), respondents).astype(np.uint8)
    data[chance.random(respondents) < 0.07] = len(SCALE) + 2
    return Column(SCALE, data)


def _tables(case: str, answers: Answers, questions: Sequence[str], by: tuple[str, ...]) -> Iterator[Row]:
    """A table of each question by these columns."""
    seconds, processor, found = _timed(lambda: cubes(answers, questions, by))
    cells = sum(each.counts.size for each in found.values())
    yield Row(case, "boso", seconds, None, {"processor": processor, "cells": cells})
    last = found[questions[-1]]
    seconds, _processor, _table = _timed(lambda: last.table(by[-1], questions[-1]))
    yield Row(case, "boso", seconds, None, {"from": "the cube, one table with its base"})
    columns = {name: answers.columns[name].data for name in (*by, *questions)}
    wanted = [(*by, name) for name in questions]
    for engine in (Polars(), DuckDB(), Pandas()):
        yield from _beside(case, engine, columns, wanted, [found[name].counts for name in questions])


def _beside(
    case: str, engine: Engine, columns: Columns, wanted: Sequence[Names], ours: Sequence[Ints]
) -> Iterator[Row]:
    began = time.perf_counter()
    loaded = engine.load(columns)
    yield Row(f"load {case}", engine.name, time.perf_counter() - began)
    seconds, processor, answers = _timed(partial(engine.count, loaded, wanted))
    equal = True
    for answer, names, counts in zip(answers, wanted, ours, strict=True):
        dense = np.zeros(counts.shape, dtype=np.int64)
        places, there = engine.cells(answer, names)
        dense[tuple(places)] = there
        equal &= bool((dense == counts).all())
    yield Row(case, engine.name, seconds, None, {"processor": processor, "equal": equal})


def _one_by_one(case: str, answers: Answers) -> Iterator[Row]:
    pairs = [answers.columns[name].data.tolist() for name in ("q0", "q1")]
    seconds, processor, counter = _timed(lambda: Counter(zip(*pairs, strict=True)), 1)
    counts = cube(answers, ["q0", "q1"]).counts
    equal = all(counter[place] == counts[place] for place in np.ndindex(*counts.shape))
    yield Row(case, "one-by-one", seconds, None, {"processor": processor, "equal": equal})


class Engine(Protocol):
    """A baseline: what it loads, how it counts every wanted table, and the columns and counts of one."""

    name: str

    def load(self, columns: Columns) -> Any: ...
    def count(self, loaded: Any, wanted: Sequence[Names]) -> Sequence[Any]: ...
    def cells(self, answer: Any, names: Names) -> tuple[list[NDArray[Any]], NDArray[Any]]: ...


class Polars:
    """polars, all tables in one go."""

    name = "polars"

    def load(self, columns: Columns) -> Any:
        import polars

        return polars.DataFrame(dict(columns))

    def count(self, loaded: Any, wanted: Sequence[Names]) -> Sequence[Any]:
        import polars

        found: Sequence[Any] = polars.collect_all([loaded.lazy().group_by(names).len("count") for names in wanted])
        return found

    def cells(self, answer: Any, names: Names) -> tuple[list[NDArray[Any]], NDArray[Any]]:
        return [answer[name].to_numpy() for name in names], answer["count"].to_numpy()


class DuckDB:
    """DuckDB, a table in memory."""

    name = "duckdb"

    def load(self, columns: Columns) -> Any:
        import duckdb

        connection = duckdb.connect()
        connection.register("given", dict(columns))
        connection.execute("create table answers as select * from given")
        return connection

    def count(self, loaded: Any, wanted: Sequence[Names]) -> Sequence[Any]:
        asked = (f"select {', '.join(names)}, count(*) as count from answers group by all" for names in wanted)  # noqa: S608
        return [loaded.execute(each).fetchnumpy() for each in asked]

    def cells(self, answer: Any, names: Names) -> tuple[list[NDArray[Any]], NDArray[Any]]:
        return [np.asarray(answer[name]) for name in names], np.asarray(answer["count"])


class Pandas:
    """pandas: the faster of its ways, a size by groups."""

    name = "pandas"

    def load(self, columns: Columns) -> Any:
        import pandas

        return pandas.DataFrame(dict(columns))

    def count(self, loaded: Any, wanted: Sequence[Names]) -> Sequence[Any]:
        return [loaded.groupby(list(names), sort=False).size() for names in wanted]

    def cells(self, answer: Any, names: Names) -> tuple[list[NDArray[Any]], NDArray[Any]]:
        return [answer.index.get_level_values(name).to_numpy() for name in names], answer.to_numpy()


def _timed(what: Callable[[], Any], runs: int = RUNS) -> tuple[float, float, Any]:
    """The median, seconds of processor each time, and what came of it."""
    seconds, found = [], None
    before = time.process_time()
    for _run in range(runs):
        began = time.perf_counter()
        found = what()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), round((time.process_time() - before) / runs, 3), found
