"""The bostøtte of many cases in one month at once: the same answers as step by step, in whole-number arithmetic.

Amounts are øre in 64-bit whole numbers. All shares of the law are brought on common denominators, so nothing is rounded
before the end. Incomes and wealth above `NOBODY_ABOVE` are taken as that: bostøtte has ended far below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from boso.core.economy.bostotte.terms import AREA, Case, Regime, sizes
from boso.core.economy.exact import MONTHS, ORE, in_ore, percent
from boso.core.economy.lawful import Gathered
from boso.core.economy.people import Group

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

GROUPS = tuple(Group)
#: Øre a year: ten million kroner.
NOBODY_ABOVE = 1000 * 1000 * 1000


@dataclass(frozen=True, slots=True)
class Columns:
    """Cases in columns. income, costs: øre a year; wealth: øre; place: 1 to 4; group: number in GROUPS."""

    adults: Ints
    children: Ints
    income: Ints
    costs: Ints
    wealth: Ints
    place: Ints
    group: Ints
    owns: Flags
    adapted: Flags


@dataclass(frozen=True, slots=True)
class Months:
    """What is paid, in kroner, and where that is known; 0 where it is not."""

    month: Ints
    known: Flags


def columns(cases: Sequence[Case]) -> Columns:
    """Cases one by one as columns."""

    def ints(numbers: list[int]) -> Ints:
        return np.array(numbers, np.int64)

    return Columns(
        adults=ints([case.adults for case in cases]),
        children=ints([case.children for case in cases]),
        income=ints([in_ore(case.income_year) for case in cases]),
        costs=ints([in_ore(case.costs_year) for case in cases]),
        wealth=ints([in_ore(case.wealth) for case in cases]),
        place=ints([case.place for case in cases]),
        group=ints([GROUPS.index(case.group) for case in cases]),
        owns=np.array([case.owns for case in cases], np.bool_),
        adapted=np.array([case.adapted for case in cases], np.bool_),
    )


def alike(case: Case, *, income: Ints, costs: Ints) -> Columns:
    """One case with many incomes and costs, both in øre a year."""
    one = columns([case])
    rest = {
        field.name: np.broadcast_to(getattr(one, field.name), income.shape)
        for field in fields(Columns)
        if field.name not in {"income", "costs"}
    }
    return Columns(income=income, costs=costs, **rest)


def months(cases: Columns, on: dt.date) -> Months:
    """Every case in the month the day lies in.

    Raises ValueError for a household without adults, a group of municipality below 1, or costs or incomes below zero.
    """
    if min(column.min(initial=1) for column in (cases.adults, cases.place)) < 1:
        raise ValueError("A household has an adult, and groups of municipality begin at 1")
    if min(column.min(initial=0) for column in (cases.children, cases.income, cases.costs)) < 0:
        raise ValueError("No amount but wealth is below zero")
    law = _Law(on)
    weight, weighted = law.weight(cases)
    income, divided_by = law.income(cases, weight, weighted)
    approved = np.minimum(cases.costs, law.ceiling(cases))
    own = law.own_share(cases, income, divided_by)
    gap = np.maximum(0, approved * divided_by * law.scale - own) * law.coverage.numerator
    kroner = law.coverage.denominator * MONTHS * law.scale * ORE * divided_by
    return law.paid(gap, kroner)


class _Law:
    """The law of one month as whole numbers. Every look-up notes in `known` which cases hang on what is not known."""

    def __init__(self, on: dt.date) -> None:
        self.law = Gathered(AREA, on)
        self.known: Any = np.True_
        self.coverage = self.share("coverage")
        self.stepwise = self.law.maybe("own_share.regime") == Regime.STEPWISE
        first = self.share("own_share.first_percent")
        second = self.share("own_share.step_percent" if self.stepwise else "own_share.second_percent")
        self.scale = lcm(first.denominator, second.denominator)
        self.first, self.second = int(first * self.scale), int(second * self.scale)
        self.least, self.step = self.alone("own_share.least"), self.alone("own_share.step") if self.stepwise else 1

    def number(self, key: str) -> Fraction | None:
        return self.law.aside(key)

    def share(self, key: str) -> Fraction:
        return percent(self._always(key))

    def alone(self, key: str) -> int:
        """An amount that every case hangs on, in øre."""
        return in_ore(self._always(key))

    def amounts(self, keys: Sequence[str], chosen: Ints, where: Flags | None = None) -> Ints:
        """Amounts in øre, one of the keys for each case; only the cases in `where` hang on it."""
        found = [self.number(key) for key in keys]
        lacks = np.array([number is None for number in found], np.bool_)[chosen]
        self.known = self.known & ~(lacks if where is None else lacks & where)
        return np.array([0 if number is None else in_ore(number) for number in found], np.int64)[chosen]

    def ceiling(self, cases: Columns) -> Ints:
        count = sizes()
        size = np.minimum(cases.adults + cases.children, count) - 1
        whole = self.amounts([f"ceiling.{persons + 1}" for persons in range(count)], size)
        places = [f"supplement.{place}" for place in range(1, 1 + int(cases.place.max(initial=1)))]
        whole = whole + self.amounts(places, cases.place - 1)
        return whole + cases.adapted * self.amounts(["supplement.adapted"], np.zeros_like(size), cases.adapted)

    def weight(self, cases: Columns) -> tuple[Ints, int]:
        """The weights, and what they must be divided by."""
        adult, child = self._always("weight.adult"), self._always("weight.child")
        scale = lcm(adult.denominator, child.denominator)
        return scale + int(adult * scale) * (cases.adults - 1) + int(child * scale) * cases.children, scale

    def income(self, cases: Columns, weight: Ints, weighted: int) -> tuple[Ints, Ints]:
        """Weighted incomes in øre as a numerator and a denominator."""
        wealthy = cases.wealth > 0
        free = self.amounts(["wealth.free.tenant", "wealth.free.owner"], cases.owns.astype(np.int64), wealthy)
        share = percent(self.number("wealth.percent") or 0)
        above = np.maximum(0, np.minimum(cases.wealth, NOBODY_ABOVE) - free) * wealthy
        whole = np.minimum(cases.income, NOBODY_ABOVE) * share.denominator + above * share.numerator
        return whole * weighted, weight * share.denominator

    def own_share(self, cases: Columns, income: Ints, divided_by: Ints) -> Ints:
        """Own shares in øre, times `divided_by` and `scale`."""
        first = self.amounts([f"own_share.first_limit.{group}" for group in GROUPS], cases.group)
        second = self.amounts([f"own_share.second_limit.{group}" for group in GROUPS], cases.group)
        own: Ints = self.least * self.scale * divided_by + self.first * np.maximum(0, income - first * divided_by)
        if self.stepwise:
            begun = np.maximum(0, 1 + (income - (second + ORE) * divided_by) // (self.step * divided_by))
            own += self.second * begun * income
        else:
            own += self.second * np.maximum(0, income - second * divided_by)
        return own

    def paid(self, gap: Ints, kroner: Ints) -> Months:
        """A month: `gap` divided by `kroner`, in whole kroner, halves up; nothing below the minimum."""
        rounded = (2 * gap + kroner) // (2 * kroner)
        minimum = self.number("payout.minimum")
        least = Fraction(self._always("payout.minimum_at_most")) if minimum is None else minimum
        pays = gap * least.denominator >= least.numerator * kroner
        if minimum is None:
            self.known = self.known & (pays | (gap == 0))
        known = np.broadcast_to(self.known, gap.shape)
        return Months(np.where(pays & known, rounded, 0), known.copy())

    def _always(self, key: str) -> Fraction:
        found = self.number(key)
        if found is None:
            self.known = np.False_
        return found or Fraction(1)
