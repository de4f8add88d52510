"""What the law says of bostøtte in one month, for one size of household, group of municipality and special group."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from boso.core.economy.exact import PER_CENT
from boso.core.economy.lawful import Gathered, Missing
from boso.core.economy.people import Group, Household, Role, Tenure
from boso.core.law.parameters import Parameter, everything

AREA = "bostotte"
#: Digits of a municipality's code; a district's begin with its municipality's.
CODE_DIGITS = 4


class Regime(StrEnum):
    """How the own share grows above the second limit."""

    STEPWISE = "stepwise"
    ADDITIVE = "additive"


@dataclass(frozen=True, slots=True)
class Case:
    """What a month's bostøtte depends on; amounts in kroner.

    adults: the applicant with all others from 18 years. income_year: before tax, of those whose income counts.
    costs_year: housing costs as the regulation counts them (§ 2). wealth: net. place: group of municipality, 1 to 4.
    adapted: the home is specially adapted.
    """

    adults: int
    children: int
    income_year: Decimal
    costs_year: Decimal
    place: int
    wealth: Decimal = Decimal(0)
    group: Group = Group.ORDINARY
    owns: bool = False
    adapted: bool = False

    def __post_init__(self) -> None:
        if self.adults < 1 or self.children < 0 or min(self.income_year, self.costs_year) < 0:
            raise ValueError("A household has an adult, and no amount but wealth is below zero")
        if f"supplement.{self.place}" not in everything(AREA):
            raise ValueError(f"There is no group {self.place} of municipalities")

    @property
    def persons(self) -> int:
        """Everybody."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True)
class Terms:
    """The law of one month for one kind of case; shares of one, kroner a year unless said.

    minimum: kroner a month, None where it is not known; from `minimum_at_most` on something is paid for certain (the
    minimum itself where it is known).
    wealth_free: 0 where the case has no wealth. used: every parameter the answer rests on.
    """

    on: dt.date
    regime: Regime
    coverage: Fraction
    ceiling: Fraction
    supplement: Fraction
    adapted: Fraction
    weight_adult: Fraction
    weight_child: Fraction
    wealth_share: Fraction
    wealth_free: Fraction
    least: Fraction
    first_share: Fraction
    first_limit: Fraction
    second_limit: Fraction
    second_share: Fraction
    step: Fraction
    step_share: Fraction
    minimum: Fraction | None
    minimum_at_most: Fraction
    used: tuple[Parameter, ...]


def terms_for(case: Case, on: dt.date) -> Terms:
    """What the law says of that month and kind of case.

    Raises Lacking, naming everything that is not known here.
    """
    law = Gathered(AREA, on)
    regime = law.maybe("own_share.regime")
    stepwise = regime == Regime.STEPWISE
    none, minimum = Fraction(0), law.aside("payout.minimum")
    if case.wealth > 0 and case.owns:
        law.maybe("wealth.owner_counts")
    found = {
        "coverage": law.number("coverage") / PER_CENT,
        "ceiling": law.number(f"ceiling.{min(case.persons, sizes())}"),
        "supplement": law.number(f"supplement.{case.place}"),
        "adapted": law.number("supplement.adapted") if case.adapted else none,
        "weight_adult": law.number("weight.adult"),
        "weight_child": law.number("weight.child"),
        "wealth_share": law.number("wealth.percent") / PER_CENT if case.wealth > 0 else none,
        "wealth_free": law.number(f"wealth.free.{'owner' if case.owns else 'tenant'}") if case.wealth > 0 else none,
        "least": law.number("own_share.least"),
        "first_share": law.number("own_share.first_percent") / PER_CENT,
        "first_limit": law.number(f"own_share.first_limit.{case.group}"),
        "second_limit": law.number(f"own_share.second_limit.{case.group}"),
        "second_share": none if stepwise else law.number("own_share.second_percent") / PER_CENT,
        "step": law.number("own_share.step") if stepwise else none,
        "step_share": law.number("own_share.step_percent") / PER_CENT if stepwise else none,
        "minimum_at_most": law.number("payout.minimum_at_most") if minimum is None else minimum,
    }
    return Terms(on=on, used=law.settle(), regime=Regime(regime), minimum=minimum, **found)


def case_of(
    household: Household,
    on: dt.date,
    *,
    municipality: str,
    costs_year: Decimal,
    tenure: Tenure = Tenure.RENT,
    adapted: bool = False,
    place: int | None = None,
) -> Case:
    """The household as a case of that month. place: the group of municipality, where the code does not say it.

    Raises Lacking for a date before the law here, a municipality of which only a part is in a group, and an income that
    counts and nobody has said.
    """
    law = Gathered(AREA, on)
    adult_from, counted_from = law.number("weight.adult_from"), law.number("income.counted_from")
    place = _place(law, municipality) if place is None else place
    adults = children = 0
    income = Decimal(0)
    for number, person in enumerate(household.persons, start=1):
        applies = person.role is Role.APPLICANT
        adults, children = (adults + 1, children) if applies or person.age >= adult_from else (adults, children + 1)
        if not (applies or person.age >= counted_from):
            continue
        if person.income_year is None:
            law.missing.append(Missing("", f"persons[{number}].income_year", "nobody has said it"))
        income += person.income_year or 0
    law.settle()
    return Case(
        adults=adults,
        children=children,
        income_year=income,
        costs_year=costs_year,
        place=place,
        wealth=household.wealth,
        group=household.applicant.group,
        owns=tenure is not Tenure.RENT,
        adapted=adapted,
    )


def sizes() -> int:
    """Up to how many persons the ceiling has a number of its own; it stands for all larger households too."""
    return sum(key.startswith("ceiling.") for key in everything(AREA))


def place_of(municipality: str, on: dt.date) -> int:
    """The group, 1 to 4, of the municipality (or district of one) with that code.

    Raises Lacking where only a part of it is in a group, or nothing is written for that day.
    """
    law = Gathered(AREA, on)
    found = _place(law, municipality)
    law.settle()
    return found


def _place(law: Gathered, municipality: str) -> int:
    groups, divided = law.maybe("municipality.groups") or {}, law.maybe("municipality.divided") or {}
    code = municipality[:CODE_DIGITS]
    if code in divided:
        law.missing.append(Missing("", "municipality_group", divided[code]))
    return next((int(group) for group, codes in groups.items() if code in codes), len(groups) + 1)
