"""What living costs a month: SIFO's reference budget item by item, and the state's guidance rates as the floor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from boso.core.economy.exact import MONTHS, exact
from boso.core.economy.lawful import Gathered, Missing
from boso.core.economy.people import Household, Person, Role
from boso.core.law.parameters import Parameter

BUDGET = "living_costs"
RATES = "guidance_rates"


class Cost(StrEnum):
    """The items of the reference budget."""

    FOOD = "food"
    CLOTHES = "clothes"
    CARE = "care"
    PLAY_AND_MEDIA = "play_and_media"
    TRAVEL = "travel"
    BABY_EQUIPMENT = "baby_equipment"
    KINDERGARTEN = "kindergarten"
    OTHER_GOODS = "other_goods"
    ARTICLES = "articles"
    FURNITURE = "furniture"
    MEDIA = "media"
    CAR_PETROL = "car_petrol"
    CAR_ELECTRIC = "car_electric"


OF_PERSONS = (Cost.CLOTHES, Cost.CARE, Cost.PLAY_AND_MEDIA)
OF_HOUSEHOLDS = (Cost.OTHER_GOODS, Cost.ARTICLES, Cost.FURNITURE, Cost.MEDIA)


@dataclass(frozen=True, slots=True)
class Item:
    """One item. month: kroner; person: number in the household from 1, None for what the household shares."""

    cost: Cost
    month: Fraction
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Living:
    """A budget. used: the parameters it rests on."""

    items: tuple[Item, ...]
    used: tuple[Parameter, ...]

    @property
    def month(self) -> Fraction:
        """Everything together, kroner a month."""
        return sum((item.month for item in self.items), Fraction(0))


@dataclass(frozen=True, slots=True)
class Floor:
    """What a household must have left to live on at the least, kroner a month."""

    month: Fraction
    used: tuple[Parameter, ...]


def reference(household: Household, on: dt.date) -> Living:
    """The reference budget of that day's year.

    Raises Lacking, naming what the budget has no number for, or what must be said of a person.
    """
    law = Gathered(BUDGET, on)
    items: list[Item] = []
    for number, person in enumerate(household.persons, start=1):
        items += _of_person(law, number, person)
    size, cars = len(household.persons), (household.cars_petrol, household.cars_electric)
    items += [Item(cost, _by_size(law, cost, size)) for cost in OF_HOUSEHOLDS]
    for cost, count in zip((Cost.CAR_PETROL, Cost.CAR_ELECTRIC), cars, strict=True):
        if count:
            items.append(Item(cost, _by_size(law, cost, size) * count))
    return Living(tuple(items), law.settle())


def floor(household: Household, on: dt.date) -> Floor:
    """The guidance rates for the household: single or couple, further adults as sharing a home, children by age.

    Raises Lacking for a day whose rates were not found.
    """
    law = Gathered(RATES, on)
    groups = law.maybe("child.groups") or {}
    total = law.number("rate.couple" if household.couple else "rate.single")
    for person in household.persons:
        if person.role in {Role.APPLICANT, Role.PARTNER}:
            continue
        group = next((name for name, (start, below) in groups.items() if start <= person.age < below), "shared")
        total += law.number(f"rate.{group}")
    return Floor(total, law.settle())


def _of_person(law: Gathered, number: int, person: Person) -> list[Item]:
    def bracket(cost: Cost) -> Item:
        return Item(cost, _by_age(law, cost, person, number), number)

    pregnant = person.pregnant
    items = [Item(Cost.FOOD, law.number("person.food_pregnant"), number) if pregnant else bracket(Cost.FOOD)]
    items += [bracket(cost) for cost in OF_PERSONS]
    if person.travel_pass:
        student = person.student and _between(law.maybe("person.travel_student_ages"), person.age)
        items.append(
            Item(Cost.TRAVEL, law.number("person.travel_student"), number) if student else bracket(Cost.TRAVEL)
        )
    if person.age < law.number("person.baby_below"):
        items.append(Item(Cost.BABY_EQUIPMENT, law.number("person.baby_equipment"), number))
    if person.kindergarten:
        items.append(Item(Cost.KINDERGARTEN, law.number("kindergarten") / MONTHS, number))
    return items


def _by_age(law: Gathered, cost: Cost, person: Person, number: int) -> Fraction:
    """The amount for the person's age, and sex where the budget divides them."""
    whole = law.maybe(f"person.{cost}")
    if whole is None:
        return Fraction(0)
    rows = [row for row in whole if row["from"] <= person.age < row["below"]]
    of_sex = [row for row in rows if row.get("sex") in {None, person.sex}]
    if of_sex:
        return exact(of_sex[0]["kr"])
    if rows:
        law.missing.append(Missing("", f"persons[{number}].sex", "the reference budget divides by it at that age"))
    else:
        law.missing.append(
            Missing(BUDGET, f"person.{cost}", f"on {law.on}: no amount for the age of {person.age} years")
        )
    return Fraction(0)


def _by_size(law: Gathered, cost: Cost, size: int) -> Fraction:
    amounts: list[int] | None = law.maybe(f"household.{cost}")
    if amounts is None:
        return Fraction(0)
    if size <= len(amounts):
        return exact(amounts[size - 1])
    law.missing.append(Missing(BUDGET, f"household.{cost}", f"on {law.on}: no amount for {size} persons"))
    return Fraction(0)


def _between(ages: Any, age: Decimal) -> bool:
    return ages is not None and ages[0] <= age < ages[1]
