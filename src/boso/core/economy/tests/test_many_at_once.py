"""Many households at once have the same answers as one by one."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.ability import many as ability_many
from boso.core.economy.ability.paying import Means, ability, most_loan
from boso.core.economy.bostotte import many as bostotte_many
from boso.core.economy.bostotte.terms import Case
from boso.core.economy.bostotte.working import worked
from boso.core.economy.lawful import Lacking
from boso.core.economy.people import Group, Household, Person, Role, Sex

kroner = st.decimals(0, 900_000, places=2)
cases = st.builds(
    Case,
    adults=st.integers(1, 4),
    children=st.integers(0, 5),
    income_year=st.one_of(kroner, st.just(Decimal(80_000_000))),
    costs_year=st.one_of(kroner, st.decimals(20_000, 30_000, places=2)),
    place=st.integers(1, 4),
    wealth=st.one_of(st.just(Decimal(0)), st.decimals(-1000, 3_000_000, places=2), st.just(Decimal(90_000_000))),
    group=st.sampled_from(Group),
    owns=st.booleans(),
    adapted=st.booleans(),
)
MONTHS = [
    dt.date(2019, 1, 1),
    dt.date(2021, 8, 1),
    dt.date(2022, 3, 1),
    dt.date(2022, 9, 1),
    dt.date(2023, 4, 1),
    dt.date(2023, 9, 1),
    dt.date(2024, 6, 1),
    dt.date(2025, 3, 1),
    dt.date(2026, 9, 1),
    dt.date(2027, 6, 1),
]


def one_by_one(case: Case, on: dt.date) -> tuple[bool, int]:
    try:
        return True, int(worked(case, on).month)
    except Lacking:
        return False, 0


@given(st.lists(cases, min_size=1, max_size=12), st.sampled_from(MONTHS))
def test_bostotte_of_many_is_that_of_each(some, on):
    together = bostotte_many.months(bostotte_many.columns(some), on)
    assert list(zip(together.known.tolist(), together.month.tolist(), strict=True)) == [
        one_by_one(case, on) for case in some
    ]


@pytest.mark.parametrize(("column", "number"), [("place", 0), ("adults", 0), ("income", -1)])
def test_columns_that_cannot_be_are_refused(column, number):
    one = bostotte_many.columns([Case(1, 0, Decimal(0), Decimal(0), 4)])
    with pytest.raises(ValueError, match=r"has an adult|below zero"):
        bostotte_many.months(replace(one, **{column: np.array([number])}), MONTHS[-2])


def test_bostotte_of_nobody():
    assert bostotte_many.months(bostotte_many.columns([]), MONTHS[-2]).month.tolist() == []


amounts = st.decimals(0, 60_000, places=2)
persons = st.builds(
    Person,
    age=st.integers(0, 180).map(lambda halves: Decimal(halves) / 2),
    role=st.sampled_from([Role.CHILD, Role.OTHER]),
    sex=st.one_of(st.just(Sex.FEMALE), st.just(Sex.MALE), st.none()),
    net_month=st.none() | amounts,
    travel_pass=st.booleans(),
    student=st.booleans(),
    pregnant=st.booleans(),
    kindergarten=st.booleans(),
)
spouses = st.builds(
    Person,
    age=st.integers(36, 180).map(lambda halves: Decimal(halves) / 2),
    role=st.just(Role.PARTNER),
    sex=st.sampled_from(Sex),
    net_month=amounts,
    student=st.booleans(),
)


@st.composite
def households(draw):
    applicant = Person(
        age=Decimal(draw(st.integers(18, 90))),
        role=Role.APPLICANT,
        sex=draw(st.sampled_from(Sex)),
        net_month=draw(st.one_of(amounts, amounts, st.none())),
    )
    others = draw(st.lists(spouses, max_size=1)) + draw(st.lists(persons, max_size=7))
    household = Household(
        (applicant, *others), cars_petrol=draw(st.integers(0, 2)), cars_electric=draw(st.integers(0, 1))
    )
    means = Means(
        living=draw(st.none() | amounts),
        obligations=tuple((str(place), owed) for place, owed in enumerate(draw(st.lists(amounts, max_size=2)))),
        maintenance=draw(amounts),
        buffer=draw(amounts),
        running=draw(amounts),
    )
    return household, means


def alone(household: Household, means: Means, on: dt.date):
    try:
        able = ability(household, means, on)
    except Lacking:
        return False, 0, False, False
    return True, able.for_loans, able.floor is not None, able.lifted


DAYS = [dt.date(2003, 1, 1), dt.date(2024, 3, 1), dt.date(2025, 6, 1), dt.date(2026, 6, 1)]


@given(st.lists(households(), min_size=1, max_size=6), st.sampled_from(DAYS), st.sampled_from([None, *DAYS[1:3]]))
def test_ability_to_pay_of_many_is_that_of_each(some, on, by):
    together = ability_many.abilities(*ability_many.columns(some), on, budget_on=by, floor_on=by)
    got = zip(
        together.known.tolist(),
        [Fraction(parts, ability_many.PARTS) for parts in together.for_loans.tolist()],
        together.checked.tolist(),
        together.lifted.tolist(),
        strict=True,
    )
    dated = [
        Means(means.living, means.obligations, means.maintenance, means.buffer, means.running, by, by)
        for _, means in some
    ]
    assert list(got) == [alone(household, means, on) for (household, _), means in zip(some, dated, strict=True)]


def test_the_largest_loans_of_many():
    means = Means(living=Decimal(10_000))
    some = [
        (Household((Person(age=Decimal(40), role=Role.APPLICANT, net_month=Decimal(net)),)), means)
        for net in (5_000, 20_000, 31_234)
    ]
    together = ability_many.abilities(*ability_many.columns(some), DAYS[1])
    exactly = [float(most_loan(ability(*one, DAYS[1]), Decimal("4.55"), 30).loan) for one in some]
    assert together.most_loan(4.55, 30) == pytest.approx(np.array(exactly), abs=0.011)


def a_case(chance: random.Random) -> Case:
    adults = chance.choice([1, 1, 1, 2, 2, 3])
    return Case(
        adults=adults,
        children=chance.choice([0, 0, 1, 2, 3, 5]),
        income_year=Decimal(chance.randrange(60_000_000)) / 100,
        costs_year=Decimal(chance.randrange(25_000_000)) / 100,
        place=chance.randrange(1, 5),
        wealth=Decimal(chance.choice([0, 0, 0, chance.randrange(1_500_000)])),
        group=chance.choice(list(Group)) if adults == 1 else Group.ORDINARY,
        owns=chance.random() < 0.3,
        adapted=chance.random() < 0.1,
    )


def a_household(chance: random.Random) -> tuple[Household, Means]:
    def person(role: Role, low: int, high: int) -> Person:
        earns = role in {Role.APPLICANT, Role.PARTNER} or chance.random() < 0.1
        return Person(
            age=Decimal(chance.randrange(2 * low, 2 * high)) / 2,
            role=role,
            sex=chance.choice(list(Sex)),
            net_month=Decimal(chance.randrange(4_500_000)) / 100 if earns else None,
            travel_pass=chance.random() < 0.7,
            student=chance.random() < 0.1,
            pregnant=chance.random() < 0.03,
            kindergarten=chance.random() < 0.1,
        )

    others = [person(Role.PARTNER, 18, 80)] if chance.random() < 0.4 else []
    others += [person(Role.CHILD, 0, 20) for _child in range(chance.choice([0, 0, 1, 2, 3]))]
    household = Household((person(Role.APPLICANT, 18, 90), *others), cars_petrol=chance.choice([0, 0, 1]))
    living = chance.choice([None, Decimal(chance.randrange(3_000_000)) / 100])
    return household, Means(living=living, buffer=Decimal(chance.randrange(300_000)) / 100, budget_on=DAYS[2])


@pytest.mark.parametrize("many", [300, pytest.param(10_000, marks=pytest.mark.long)])
def test_households_by_chance_have_the_same_answers_at_once_as_step_by_step(many):
    chance = random.Random(many)
    for on in (dt.date(2023, 9, 1), dt.date(2026, 9, 1)):
        drawn = [a_case(chance) for _case in range(many)]
        together = bostotte_many.months(bostotte_many.columns(drawn), on)
        got = list(zip(together.known.tolist(), together.month.tolist(), strict=True))
        assert got == [one_by_one(case, on) for case in drawn]
        assert sum(month > 0 for _known, month in got) > many / 10
    homes = [a_household(chance) for _home in range(many)]
    able = ability_many.abilities(*ability_many.columns(homes), DAYS[1], budget_on=DAYS[2])
    for at, (household, means) in enumerate(homes):
        parts = Fraction(int(able.for_loans[at]), ability_many.PARTS)
        told = bool(able.known[at]), parts, bool(able.checked[at]), bool(able.lifted[at])
        assert told == alone(household, means, DAYS[1])
    assert able.known.sum() > many / 2
