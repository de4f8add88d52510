"""Bostøtte and ability to pay of 115 000 drawn households: all at once, one by one, and as others do.

`boso` is the whole-number arithmetic on columns; `stepwise` BoSo's own explained calculation, one household at a time,
on some of them, which must be equal to the øre; `python-loop` the bare formula in a loop of ordinary Python numbers;
`openfisca` the same rule in OpenFisca-Core, in a process of its own. `processor` is seconds of processor, `equal` how
many are as `boso` has them, of how many: bostøtte to the krone, what is left for loans to the øre; OpenFisca keeps
single precision: to half a krone."""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from boso.config.benchmarks import Row
from boso.core.economy.ability import many as ability_many
from boso.core.economy.ability.paying import Means, ability
from boso.core.economy.bostotte import many as bostotte_many
from boso.core.economy.bostotte.terms import Case, sizes
from boso.core.economy.bostotte.working import worked
from boso.core.economy.people import Household, Person
from boso.core.law import parameters

HOUSEHOLDS = int(os.environ.get("BOSO_BENCH_HOUSEHOLDS", "115000"))
#: How many of them are worked out step by step.
STEPWISE = 10_000
RUNS = 5
ON = dt.date(2026, 11, 1)
#: The newest reference budget and guidance rates that are known.
BUDGET_ON = dt.date(2025, 6, 1)
FLOOR_ON = dt.date(2024, 12, 31)

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Households in columns, as bostøtte and ability to pay want them; amounts in øre."""

    cases: bostotte_many.Columns
    persons: ability_many.Persons
    homes: ability_many.Homes


def rows() -> Iterator[Row]:
    """Draw, then all at once, step by step, in a bare loop, and in OpenFisca."""
    began = time.perf_counter()
    drawn = draw(HOUSEHOLDS)
    case = f"{HOUSEHOLDS} households"
    yield Row(f"draw {case}", "set-up", time.perf_counter() - began)
    ours, seconds, processor = _timed(lambda: _ours(drawn), RUNS)
    bostotte, for_loans = ours
    paid = int((bostotte > 0).sum())
    people = len(drawn.persons.age)
    yield Row(case, "boso", seconds, None, {"processor": processor, "paid": paid, "persons": people})
    _able, seconds, processor = _timed(lambda: _by_budget(drawn), RUNS)
    yield Row(case, "boso", seconds, None, {"processor": processor, "living": "the reference budget"})
    some = min(STEPWISE, HOUSEHOLDS)
    homes = [_one(drawn, at) for at in range(some)]
    stepwise, seconds, processor = _timed(lambda: [_stepwise(*home) for home in homes], 1)
    equal = sum(one == (bostotte[at], for_loans[at]) for at, one in enumerate(stepwise))
    yield Row(f"{some} of them", "stepwise", seconds, None, {"processor": processor, "equal": equal, "of": some})
    law, columns = numbers_of_law(), plain(drawn)
    looped, seconds, processor = _timed(lambda: _loop(law, columns), 1)
    likeness = _likeness(looped, bostotte, for_loans, 0.01)
    yield Row(case, "python-loop", seconds, None, {"processor": processor, **likeness})
    yield from _openfisca(case, law, columns, bostotte, for_loans)


def draw(count: int) -> Drawn:
    """Households by chance: one adult or a couple, up to five children, incomes from little to ordinary."""
    chance = np.random.default_rng(1)
    couple = chance.random(count) < 0.4
    children = np.minimum(chance.poisson(0.9, count), 5)
    size = 1 + couple + children
    household = np.repeat(np.arange(count), size)
    place = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    partner, applicant = (place == 1) & couple[household], place == 0
    role = np.where(applicant, 0, np.where(partner, 1, 2))
    adult = role < 2
    age = np.where(adult, chance.integers(20 * 12, 85 * 12, len(role)), chance.integers(6, 18 * 12, len(role)))
    net = np.where(adult, chance.integers(500_000, 3_500_000, len(role)), ability_many.UNSAID)
    gross = np.bincount(household, np.where(adult, net, 0) * 15.5, count).astype(np.int64)
    no, none = np.zeros(len(role), np.bool_), np.zeros(count, np.int64)
    cases = bostotte_many.Columns(
        adults=1 + couple.astype(np.int64),
        children=children.astype(np.int64),
        income=gross,
        costs=chance.integers(4_000_000, 20_000_000, count),
        wealth=np.where(chance.random(count) < 0.1, chance.integers(0, 100_000_000, count), 0),
        place=chance.choice([1, 2, 3, 4], count, p=[0.2, 0.15, 0.1, 0.55]),
        group=np.where(couple, 0, chance.choice([0, 1, 2], count, p=[0.6, 0.2, 0.2])),
        owns=np.zeros(count, np.bool_),
        adapted=np.zeros(count, np.bool_),
    )
    persons = ability_many.Persons(
        household=household,
        age=age,
        sex=chance.integers(0, 2, len(role)),
        role=role.astype(np.int64),
        net=net,
        travel_pass=no,
        student=no,
        pregnant=no,
        kindergarten=no,
    )
    homes = ability_many.Homes(
        living=chance.integers(600_000, 2_500_000, count),
        others=chance.integers(0, 500_000, count),
        running=none,
        cars_petrol=none,
        cars_electric=none,
    )
    return Drawn(cases, persons, homes)


def _ours(drawn: Drawn) -> tuple[Ints, Ints]:
    """Kroner of bostøtte, and twelfths of an øre for loans, a month."""
    able = ability_many.abilities(drawn.persons, drawn.homes, ON, floor_on=FLOOR_ON)
    return bostotte_many.months(drawn.cases, ON).month, able.for_loans


def _by_budget(drawn: Drawn) -> tuple[Ints, Ints]:
    """The same with living costs by the reference budget, item by item, in place of what was seen."""
    homes = replace(drawn.homes, living=np.full_like(drawn.homes.living, ability_many.UNSAID))
    able = ability_many.abilities(drawn.persons, homes, ON, budget_on=BUDGET_ON, floor_on=FLOOR_ON)
    return bostotte_many.months(drawn.cases, ON).month, able.for_loans


def _one(drawn: Drawn, at: int) -> tuple[Case, Household, Means]:
    """One household as it is worked out step by step."""
    cases, persons, homes = drawn.cases, drawn.persons, drawn.homes
    first, last = np.searchsorted(persons.household, [at, at + 1])
    everybody = tuple(
        Person(
            age=Decimal(int(persons.age[who])) / 12,
            role=ability_many.ROLES[persons.role[who]],
            net_month=None if persons.net[who] == ability_many.UNSAID else _kroner(persons.net[who]),
        )
        for who in range(first, last)
    )
    case = Case(
        adults=int(cases.adults[at]),
        children=int(cases.children[at]),
        income_year=_kroner(cases.income[at]),
        costs_year=_kroner(cases.costs[at]),
        place=int(cases.place[at]),
        wealth=_kroner(cases.wealth[at]),
        group=bostotte_many.GROUPS[cases.group[at]],
    )
    owed = (("all", _kroner(homes.others[at])),)
    return case, Household(everybody), Means(living=_kroner(homes.living[at]), obligations=owed, floor_on=FLOOR_ON)


def _kroner(ore: Any) -> Decimal:
    return Decimal(int(ore)) / 100


def _stepwise(case: Case, household: Household, means: Means) -> tuple[int, int]:
    month = worked(case, ON).month
    return int(month), int(ability(household, means, ON).for_loans * ability_many.PARTS)


def numbers_of_law() -> dict[str, Any]:
    """The law of the month as bare numbers, shares of one and kroner, for those who keep no dates nor marks."""

    def value(key: str) -> Any:
        return parameters.value("bostotte", key, ON)

    def rate(key: str) -> Any:
        return parameters.value("guidance_rates", key, FLOOR_ON)

    return {
        "coverage": value("coverage") / 100,
        "ceiling": [value(f"ceiling.{size + 1}") for size in range(sizes())],
        "supplement": [value(f"supplement.{place}") for place in (1, 2, 3, 4)],
        "weight_adult": value("weight.adult"),
        "weight_child": value("weight.child"),
        "wealth_share": value("wealth.percent") / 100,
        "wealth_free": value("wealth.free.tenant"),
        "least": value("own_share.least"),
        "first_share": value("own_share.first_percent") / 100,
        "second_share": value("own_share.second_percent") / 100,
        "first_limit": [value(f"own_share.first_limit.{group}") for group in bostotte_many.GROUPS],
        "second_limit": [value(f"own_share.second_limit.{group}") for group in bostotte_many.GROUPS],
        "minimum": value("payout.minimum"),
        "single": rate("rate.single"),
        "couple": rate("rate.couple"),
        "children": [[*ages, rate(f"rate.{name}")] for name, ages in rate("child.groups").items()],
    }


def plain(drawn: Drawn) -> dict[str, Any]:
    """The same households as others take them: kroner as ordinary numbers."""
    cases, persons, homes = drawn.cases, drawn.persons, drawn.homes
    return {
        "household": persons.household,
        "role": persons.role,
        "age": persons.age.astype(np.float64),
        "net": np.maximum(0, persons.net) / 100,
        "income": cases.income / 100,
        "costs": cases.costs / 100,
        "wealth": cases.wealth / 100,
        "place": cases.place.astype(np.float64),
        "group": cases.group.astype(np.float64),
        "adults": cases.adults.astype(np.float64),
        "children": cases.children.astype(np.float64),
        "living": homes.living / 100,
        "others": homes.others / 100,
    }


def _loop(law: dict[str, Any], columns: dict[str, Any]) -> tuple[Any, Any]:
    """The bare formula, household by household."""
    lists = {name: column.tolist() for name, column in columns.items()}
    money = [0.0] * len(lists["income"])
    floor = [law["single"]] * len(money)
    for who, role, age, net in zip(lists["household"], lists["role"], lists["age"], lists["net"], strict=True):
        money[who] += net
        if role == 1:
            floor[who] += law["couple"] - law["single"]
        elif role == 2:
            floor[who] += next((rate for low, below, rate in law["children"] if low * 12 <= age < below * 12), 0)
    for_loans = [
        net - max(living, least) - others
        for net, living, least, others in zip(money, lists["living"], floor, lists["others"], strict=True)
    ]
    names = ("adults", "children", "income", "costs", "wealth", "place", "group")
    return [_bare(law, *one) for one in zip(*(lists[name] for name in names), strict=True)], for_loans


def _bare(
    law: dict[str, Any],
    adults: float,
    children: float,
    income: float,
    costs: float,
    wealth: float,
    place: float,
    group: float,
) -> int:
    size = int(min(adults + children, len(law["ceiling"]))) - 1
    approved = min(costs, law["ceiling"][size] + law["supplement"][int(place) - 1])
    weight = 1 + law["weight_adult"] * (adults - 1) + law["weight_child"] * children
    weighted = (income + law["wealth_share"] * max(0, wealth - law["wealth_free"])) / weight
    first = law["first_share"] * max(0, weighted - law["first_limit"][int(group)])
    second = law["second_share"] * max(0, weighted - law["second_limit"][int(group)])
    month = law["coverage"] * (approved - law["least"] - first - second) / 12
    return int(month + 0.5) if month >= law["minimum"] else 0


def _openfisca(
    case: str, law: dict[str, Any], columns: dict[str, Any], bostotte: Ints, for_loans: Ints
) -> Iterator[Row]:
    """The same in OpenFisca, whose own clock is read: its start and its imports are not counted."""
    script = Path(__file__).with_name("economy_openfisca.py")
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder, "given.npz"), Path(folder, "found.npz")
        np.savez(given, law=np.array(json.dumps(law)), **columns)
        seconds = []
        for _run in range(RUNS):
            subprocess.run([sys.executable, str(script), str(given), str(found)], check=True)
            with np.load(found) as answer:
                seconds.append([float(answer[name]) for name in ("calculate", "build", "processor")])
                got = answer["bostotte"], answer["for_loans"]
    calculate, build, processor = (statistics.median(column) for column in zip(*seconds, strict=True))
    likeness = _likeness(got, bostotte, for_loans, 0.5)
    yield Row(f"build {case}", "openfisca", build)
    yield Row(case, "openfisca", calculate, None, {"processor": round(processor, 3), **likeness})


def _likeness(got: tuple[Any, Any], bostotte: Ints, for_loans: Ints, near: float) -> dict[str, int]:
    """How many are as ours: bostøtte to the krone, what is left for loans within so many kroner."""
    same = np.asarray(got[0]) == bostotte
    left = np.abs(np.asarray(got[1]) - for_loans / ability_many.PARTS) < near
    return {"equal": int((same & left).sum()), "of": len(bostotte)}


def _timed(what: Callable[[], Any], runs: int) -> tuple[Any, float, float]:
    """What came of it, the median, and seconds of processor each time."""
    seconds, found = [], None
    before = time.process_time()
    for _run in range(runs):
        began = time.perf_counter()
        found = what()
        seconds.append(time.perf_counter() - began)
    return found, statistics.median(seconds), round((time.process_time() - before) / runs, 3)
