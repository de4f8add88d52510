"""Bostøtte: what always holds, and what follows from the calculation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.bostotte.asking import another_thousand, most_income
from boso.core.economy.bostotte.terms import Case, Regime, case_of, place_of, terms_for
from boso.core.economy.bostotte.working import What, steps_begun, work, worked
from boso.core.economy.exact import exact
from boso.core.economy.lawful import Lacking
from boso.core.economy.people import BadHousehold, Group, Household, Person, Role, Tenure
from boso.core.law import parameters

STEPWISE, ADDITIVE = dt.date(2023, 9, 1), dt.date(2026, 9, 1)
SINGLE = Case(adults=1, children=0, income_year=Decimal(237_240), costs_year=Decimal(96_000), place=4)

cases = st.builds(
    Case,
    adults=st.integers(1, 4),
    children=st.integers(0, 4),
    income_year=st.decimals(0, 900_000, places=2),
    costs_year=st.decimals(0, 250_000, places=2),
    place=st.integers(1, 4),
    group=st.sampled_from([Group.ORDINARY, Group.YOUNG_DISABLED]),
)
months = st.sampled_from([STEPWISE, ADDITIVE])
amounts = st.decimals(0, 50_000, places=2)


def month_of(case: Case, on: dt.date) -> Decimal:
    return worked(case, on).month


@given(cases, months, amounts)
def test_more_income_never_raises_it(case, on, more):
    assert month_of(replace(case, income_year=case.income_year + more), on) <= month_of(case, on)


@given(cases, months, amounts)
def test_more_rent_never_lowers_it(case, on, more):
    assert month_of(replace(case, costs_year=case.costs_year + more), on) >= month_of(case, on)


@given(cases, months, amounts)
def test_it_never_jumps_but_where_the_law_has_a_step(case, on, more):
    """Of the exact amount; what is paid also jumps at the minimum, which is law too."""
    poorer, richer = worked(case, on), worked(replace(case, income_year=case.income_year + more), on)
    terms = poorer.terms
    incomes = [{step.what: step.amount for step in one.steps}[What.INCOME] for one in (poorer, richer)]
    if terms.regime is Regime.ADDITIVE:
        steepest = terms.first_share + terms.second_share
    else:
        begun = {steps_begun(income, terms) for income in incomes}
        if len(begun) > 1:
            return
        steepest = terms.first_share + terms.step_share * max(begun)
    assert poorer.exact - richer.exact <= terms.coverage * steepest * (incomes[1] - incomes[0]) / 12


@given(cases, months)
def test_it_is_never_more_than_what_the_state_covers_of_the_ceiling(case, on):
    answer = worked(case, on)
    ceiling = answer.steps[0].amount
    assert 0 <= answer.exact <= answer.terms.coverage * min(exact(case.costs_year), ceiling) / 12
    assert answer.month == 0 or answer.month >= answer.terms.minimum - Fraction(1, 2)


@given(cases, months)
def test_the_most_one_can_earn_is_the_border(case, on):
    terms = terms_for(case, on)
    most = most_income(case, terms)
    if most is None:
        assert work(replace(case, income_year=Decimal(0)), terms).month == 0
    else:
        assert work(replace(case, income_year=Decimal(most)), terms).month > 0
        assert work(replace(case, income_year=Decimal(most + 1)), terms).month == 0


def test_another_thousand_a_month():
    change = another_thousand(replace(SINGLE, costs_year=Decimal(60_000)), terms_for(SINGLE, STEPWISE))
    assert (change.of_income, change.of_rent) == (Decimal(-325), Decimal(737))
    over_the_ceiling = another_thousand(SINGLE, terms_for(SINGLE, ADDITIVE))
    assert over_the_ceiling.of_rent == 0


def test_the_additive_reading_says_that_it_is_ours():
    assert worked(SINGLE, STEPWISE).marks == ["derived", "read"]
    answer = worked(SINGLE, ADDITIVE)
    assert answer.marks == ["assumed", "read"]
    assert {row.key for row in answer.used if row.mark == "assumed"} == {"own_share.regime"}


def test_an_answer_says_where_it_rests_on_a_reading_of_ours():
    owner = worked(replace(SINGLE, owns=True, wealth=Decimal(1)), ADDITIVE)
    assert "wealth.owner_counts" in {row.key for row in owner.used if row.mark == "assumed"}
    retired = worked(replace(SINGLE, group=Group.SINGLE_OLD_AGE_PENSION), STEPWISE)
    assert "assumed" in retired.marks


def adjusted(key: str, years: range, by: str) -> None:
    """Each amount of June follows from the one before, within a krone."""
    for year in years:
        before, after = (parameters.value("bostotte", key, dt.date(year, month, 1)) for month in (5, 6))
        percent = parameters.value("bostotte", f"adjustment.{by}", dt.date(year, 6, 1))
        assert abs(before * (1 + percent / 100) - after) <= 1, (key, year)


def test_derived_amounts_follow_from_the_yearly_adjustments():
    adjusted("own_share.least", range(2022, 2026), "income")
    for key in ("own_share.step", "own_share.first_limit.ordinary", "own_share.second_limit.ordinary"):
        adjusted(key, range(2022, 2025), "income")
    adjusted("own_share.second_limit.young_disabled", range(2023, 2024), "income")
    for size, last in ((1, 2026), (2, 2026), (3, 2024), (4, 2024), (5, 2024)):
        adjusted(f"ceiling.{size}", range(2022, last), "costs")
    for place in (1, 2, 3):
        adjusted(f"supplement.{place}", range(2023, 2024), "costs")


def test_the_old_weights_give_the_other_published_amount():
    case = Case(adults=2, children=3, income_year=Decimal(500_000), costs_year=Decimal(180_000), place=4)
    terms = terms_for(case, dt.date(2023, 6, 1))
    assert float(work(case, replace(terms, weight_child=Fraction(13, 100))).exact) == pytest.approx(2079.94, abs=0.005)


def test_wealth_by_the_earlier_free_amount():
    case = replace(SINGLE, owns=True, wealth=Decimal(800_000))
    terms = replace(terms_for(case, ADDITIVE), wealth_free=Fraction(611_677))
    income = work(case, terms).steps[3]
    assert income.what is What.WEALTH_INCOME
    assert int(income.amount) == 122_409
    assert round(income.amount / 12) == 10_201
    assert round(work(replace(case, wealth=Decimal(700_000)), terms).steps[3].amount / 12) == 4_784


def test_what_hangs_on_an_unknown_minimum_is_not_known():
    spring = dt.date(2022, 3, 1)
    with pytest.raises(Lacking, match=r"payout\.minimum"):
        most_income(SINGLE, terms_for(SINGLE, spring))
    assert month_of(replace(SINGLE, costs_year=Decimal(0)), spring) == 0


def test_a_household_becomes_a_case():
    persons = (
        Person(age=Decimal(45), role=Role.APPLICANT, income_year=Decimal(150_000)),
        Person(age=Decimal(20), role=Role.CHILD, income_year=Decimal(100_000)),
        Person(age=Decimal(17), role=Role.CHILD, income_year=Decimal(90_000)),
    )
    case = case_of(
        Household(persons, wealth=Decimal(5)),
        ADDITIVE,
        municipality="",
        costs_year=Decimal(96_000),
        place=2,
        tenure=Tenure.OWN,
    )
    assert case == Case(2, 1, Decimal(250_000), Decimal(96_000), 2, wealth=Decimal(5), owns=True)
    untold = Household((persons[0], replace(persons[1], income_year=None)))
    with pytest.raises(Lacking, match=r"persons\[2\]\.income_year"):
        case_of(untold, ADDITIVE, municipality="3403", costs_year=Decimal(96_000))


def test_a_municipality_has_its_group_by_the_code_of_the_day():
    assert [place_of(code, ADDITIVE) for code in ("0301", "030109", "4601", "3222", "3403", "9901")] == [
        1,
        1,
        2,
        3,
        4,
        4,
    ]
    assert place_of("3029", STEPWISE) == 3
    with pytest.raises(Lacking, match="Skedsmo"):
        place_of("3205", ADDITIVE)


@pytest.mark.parametrize(
    ("persons", "told"),
    [
        ((), "one applicant"),
        ((Person(Decimal(40), Role.APPLICANT), *[Person(Decimal(40), Role.PARTNER)] * 2), "more than one partner"),
        (
            (
                Person(Decimal(80), Role.APPLICANT, group=Group.SINGLE_OLD_AGE_PENSION),
                Person(Decimal(80), Role.PARTNER),
            ),
            "not single",
        ),
        (
            (Person(Decimal(40), Role.APPLICANT), Person(Decimal(20), Role.CHILD, group=Group.YOUNG_DISABLED)),
            "the others are ordinary",
        ),
    ],
)
def test_persons_who_contradict_each_other_are_refused(persons, told):
    with pytest.raises(BadHousehold, match=told):
        Household(persons)


def test_a_case_has_an_adult_and_no_negative_amounts():
    with pytest.raises(ValueError, match="has an adult"):
        replace(SINGLE, adults=0)
    with pytest.raises(ValueError, match="no group 5"):
        replace(SINGLE, place=5)
