"""Many households at once have the same answers as one by one."""

from __future__ import annotations

import datetime as dt
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
