"""The ability to pay of many households at once: the same answers as one by one, in whole-number arithmetic.

Amounts are twelfths of an øre in 64-bit whole numbers, so that a price a year divides into months exactly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from boso.core.economy.ability.living import BUDGET, OF_HOUSEHOLDS, OF_PERSONS, RATES, Cost
from boso.core.economy.ability.paying import Means
from boso.core.economy.exact import MONTHS, ORE, Number, exact, in_ore
from boso.core.economy.lawful import Gathered
from boso.core.economy.loans.annuity import factor, per_term
from boso.core.economy.people import Household, Role, Sex

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]

SEXES = tuple(Sex)
ROLES = tuple(Role)
#: Where nobody has said an amount, a sex, or which budget: use the reference budget.
UNSAID = -1
#: Parts of a krone reckoned with.
PARTS = ORE * MONTHS


@dataclass(frozen=True, slots=True)
class Persons:
    """Persons in columns. household: from 0; age: months; sex, role: numbers in SEXES and ROLES; net: øre a month."""

    household: Ints
    age: Ints
    sex: Ints
    role: Ints
    net: Ints
    travel_pass: Flags
    student: Flags
    pregnant: Flags
    kindergarten: Flags


@dataclass(frozen=True, slots=True)
class Homes:
    """Households in columns, øre a month.

    living: UNSAID for the reference budget. others: obligations, maintenance and buffer.
    """

    living: Ints
    others: Ints
    running: Ints
    cars_petrol: Ints
    cars_electric: Ints


@dataclass(frozen=True, slots=True)
class Abilities:
    """What is left for loans, in twelfths of an øre a month, and for whom that is known; 0 for whom it is not.

    checked: living was held against the floor. lifted: it stood below.
    """

    for_loans: Ints
    known: Flags
    checked: Flags
    lifted: Flags

    def most_loan(self, rate: Number, years: int) -> Floats:
        """The largest loan of each, in kroner, by monthly annuity; within an øre of the exact one."""
        worth = float(factor(per_term(rate, MONTHS), years * MONTHS))
        loans: Floats = np.round(np.maximum(0, self.for_loans) / PARTS * worth, 2)
        return loans


def columns(households: Sequence[tuple[Household, Means]]) -> tuple[Persons, Homes]:
    """Households one by one as columns; the days of budget and floor are not among them."""
    rows = [(at, person) for at, (household, _) in enumerate(households) for person in household.persons]

    def ints(numbers: list[int]) -> Ints:
        return np.array(numbers, np.int64)

    def flags(answers: list[bool]) -> Flags:
        return np.array(answers, np.bool_)

    def said(amount: Decimal | None) -> int:
        return UNSAID if amount is None else in_ore(amount)

    persons = Persons(
        household=ints([at for at, _ in rows]),
        age=ints([int(person.age * MONTHS) for _, person in rows]),
        sex=ints([UNSAID if person.sex is None else SEXES.index(person.sex) for _, person in rows]),
        role=ints([ROLES.index(person.role) for _, person in rows]),
        net=ints([said(person.net_month) for _, person in rows]),
        travel_pass=flags([person.travel_pass for _, person in rows]),
        student=flags([person.student for _, person in rows]),
        pregnant=flags([person.pregnant for _, person in rows]),
        kindergarten=flags([person.kindergarten for _, person in rows]),
    )
    others = [
        in_ore(sum((amount for _, amount in means.obligations), means.maintenance + means.buffer))
        for _, means in households
    ]
    homes = Homes(
        living=ints([said(means.living) for _, means in households]),
        others=ints(others),
        running=ints([in_ore(means.running) for _, means in households]),
        cars_petrol=ints([household.cars_petrol for household, _ in households]),
        cars_electric=ints([household.cars_electric for household, _ in households]),
    )
    return persons, homes


def abilities(
    persons: Persons, homes: Homes, on: dt.date, *, budget_on: dt.date | None = None, floor_on: dt.date | None = None
) -> Abilities:
    """The ability to pay of each household on that day. budget_on, floor_on: as in `Means`."""
    together = _Together(persons, len(homes.living))
    net = together.sum(np.maximum(0, persons.net)) * MONTHS
    must_say = (persons.role == ROLES.index(Role.APPLICANT)) | (persons.role == ROLES.index(Role.PARTNER))
    known = together.none(must_say & (persons.net == UNSAID))
    seen = homes.living != UNSAID
    living = homes.living * MONTHS
    if not seen.all():
        budget, budget_known = _Budget(together, homes, budget_on or on).months()
        living = np.where(seen, living, budget)
        known = known & (seen | budget_known)
    least, checked = _floor(together, must_say, floor_on or on)
    lifted = known & checked & (living < least)
    living = np.where(checked, np.maximum(living, least), living)
    left = net - living - (homes.others + homes.running) * MONTHS
    return Abilities(np.where(known, left, 0), known, known & checked, lifted)


class _Together:
    """Persons, summed up by household."""

    def __init__(self, persons: Persons, count: int) -> None:
        self.persons, self.count = persons, count
        self.size = self.sum(np.ones_like(persons.household))

    def sum(self, amounts: Ints) -> Ints:
        whole = np.zeros(self.count, np.int64)
        np.add.at(whole, self.persons.household, amounts)
        return whole

    def none(self, which: Flags) -> Flags:
        """The households without such a person."""
        found: Flags = self.sum(which.astype(np.int64)) == 0
        return found


class _Budget:
    """The reference budget of every household."""

    def __init__(self, together: _Together, homes: Homes, on: dt.date) -> None:
        self.law = Gathered(BUDGET, on)
        self.together, self.homes, self.persons = together, homes, together.persons
        self.lacks: Flags = np.zeros(len(together.persons.age), np.bool_)
        self.known: Flags = np.ones(together.count, np.bool_)

    def months(self) -> tuple[Ints, Flags]:
        """Twelfths of an øre a month, and where the budget is known."""
        persons, everybody = self.persons, np.ones(len(self.persons.age), np.bool_)
        ages = self.law.maybe("person.travel_student_ages") or [0, 0]
        student = persons.travel_pass & persons.student & self._aged(*ages)
        whole = self._flat("person.food_pregnant", persons.pregnant) + self._by_age(Cost.FOOD, ~persons.pregnant)
        whole += sum(self._by_age(cost, everybody) for cost in OF_PERSONS)
        whole += self._flat("person.travel_student", student)
        whole += self._by_age(Cost.TRAVEL, persons.travel_pass & ~student)
        whole += self._flat("person.baby_equipment", self._aged(0, self.law.aside("person.baby_below") or 0))
        whole *= MONTHS
        whole += self._flat("kindergarten", persons.kindergarten)
        month = self.together.sum(whole)
        for cost in OF_HOUSEHOLDS:
            month += self._by_size(cost, np.ones_like(self.homes.cars_petrol))
        month += self._by_size(Cost.CAR_PETROL, self.homes.cars_petrol)
        month += self._by_size(Cost.CAR_ELECTRIC, self.homes.cars_electric)
        return month, self.known & self.together.none(self.lacks)

    def _aged(self, start: Number, below: Number) -> Flags:
        age = self.persons.age
        return (age >= float(exact(start) * MONTHS)) & (age < float(exact(below) * MONTHS))

    def _flat(self, key: str, where: Flags) -> Ints:
        amount = self.law.aside(key)
        if amount is None:
            self.lacks |= where
        return where * np.int64(in_ore(amount or 0))

    def _by_age(self, cost: Cost, where: Flags) -> Ints:
        amounts = np.full(len(where), UNSAID, np.int64)
        rows: list[dict[str, Any]] = self.law.maybe(f"person.{cost}") or []
        for row in rows:
            fits = self._aged(row["from"], row["below"])
            if "sex" in row:
                fits = fits & (self.persons.sex == SEXES.index(Sex(row["sex"])))
            amounts[fits] = in_ore(row["kr"])
        self.lacks |= where & (amounts == UNSAID)
        return np.where(where, amounts, 0)

    def _by_size(self, cost: Cost, count: Ints) -> Ints:
        amounts = np.array([in_ore(amount) for amount in self.law.maybe(f"household.{cost}") or []], np.int64)
        self.known = self.known & ((count == 0) | (self.together.size <= len(amounts)))
        row: Ints = np.append(amounts, 0)[np.minimum(self.together.size, len(amounts) + 1) - 1]
        return row * count * MONTHS


def _floor(together: _Together, spouses: Flags, on: dt.date) -> tuple[Ints, Flags]:
    """The guidance rates of every household in twelfths of an øre, and where they are known."""
    law, persons = Gathered(RATES, on), together.persons
    partner = ~together.none(persons.role == ROLES.index(Role.PARTNER))
    groups: dict[str, list[int]] = law.maybe("child.groups") or {}
    checked = np.full(together.count, bool(groups))
    whole = np.zeros(together.count, np.int64)
    for key, where in (("rate.couple", partner), ("rate.single", ~partner)):
        rate = law.aside(key)
        checked &= ~where | (rate is not None)
        whole += where * np.int64(in_ore(rate or 0))
    left = ~spouses
    for name, ages in [*groups.items(), ("shared", None)]:
        those = left if ages is None else left & (persons.age >= ages[0] * MONTHS) & (persons.age < ages[1] * MONTHS)
        left = left & ~those
        rate = law.aside(f"rate.{name}")
        if rate is None:
            checked &= together.none(those)
        whole += together.sum(those.astype(np.int64)) * in_ore(rate or 0)
    return whole * MONTHS, checked
