"""Where a mix still works: at each boundary it works on one side and not on the other, worked out step by step."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.ability.paying import Means, ability
from boso.core.economy.bostotte.working import worked
from boso.core.economy.combination.answer import Boundary, Mix, Way
from boso.core.economy.combination.boundaries import of_income, of_rate, picture
from boso.core.economy.combination.combine import combine
from boso.core.economy.combination.home import seen
from boso.core.economy.combination.question import Bank, Buying, LoanTerms, Question, Renting
from boso.core.economy.lawful import Lacking
from boso.core.economy.loans.plan import Loan, RateFrom, plan
from boso.core.economy.people import Household, Person, Role
from boso.core.economy.tests.test_combination import a_family, asking

SMALL = asking(
    household=a_family(net=21_000, gross=270_000, children=1),
    means=Means(living=Decimal(12_000), floor_on=dt.date(2024, 12, 1)),
    own=Decimal(0),
    bank=Bank(Decimal(50_000), Decimal("5.2"), 5),
    buying=Buying(Decimal(250_000), running_month=Decimal(2_500), counted_year=Decimal(45_000)),
    terms=LoanTerms(Decimal("4.64"), years=(4, 6), interest_only_years=1, term_fee=Decimal(45)),
)


def works(asked: Question, mix: Mix, rate: Decimal, net: Decimal) -> bool:
    """The same by the plan of each loan and the steps of bostøtte; net: of all together, a month."""
    able = ability(asked.household, replace(asked.means, running=Decimal(0)), asked.on)
    paid, terms, bank = Fraction(0), asked.terms, asked.bank
    if mix.startlan:
        first = terms.interest_only_years * 12
        loan = Loan(mix.startlan, mix.years * 12, (RateFrom(1, rate),), interest_only=first, term_fee=terms.term_fee)
        paid += Fraction(plan(loan)[first].paid, 100)
    if mix.bank:
        shift = bank.rate - (terms.rate if mix.startlan else bank.rate)
        loan = Loan(mix.bank, bank.years * 12, (RateFrom(1, max(Decimal(0), rate + shift)),))
        paid += Fraction(plan(loan)[0].paid, 100)
    home = asked.buying if mix.way is Way.BUYING else asked.renting
    rent = Fraction(asked.renting.month) if mix.way is Way.RENTING else Fraction(0)
    case, left = (
        seen(asked, mix.way, []),
        able.left + Fraction(net) - able.net - rent - Fraction(home.running_month) - paid,
    )
    if case is None:
        return left >= 0
    costs = case.costs_year + Decimal(12 * paid.numerator) / paid.denominator
    gross = (Fraction(case.income_year) * Fraction(net) / able.net * 100 + Fraction(1, 2)).__floor__()
    case = replace(case, costs_year=costs, income_year=Decimal(gross) / 100)
    try:
        help_ = worked(case, asked.on).month
    except Lacking:
        help_ = Decimal(0)
    return left + Fraction(help_) >= 0


def edges(boundary: Boundary) -> list[tuple[Decimal, bool]]:
    """The values on both sides of every boundary, each with whether it works there."""
    found = []
    for span in boundary.spans:
        found += [(span.low, True), (span.high, True)]
        found += [] if span.open_low else [(span.low - span.step, False)]
        found += [] if span.open_high else [(span.high + span.step, False)]
    return found


SITUATIONS = st.builds(
    replace,
    st.just(SMALL),
    household=st.builds(
        a_family,
        net=st.integers(15_000, 30_000),
        gross=st.integers(100_000, 420_000),
        children=st.integers(0, 3),
    ),
    on=st.sampled_from([dt.date(2022, 9, 1), dt.date(2024, 6, 1), dt.date(2026, 11, 23)]),
)


@given(SITUATIONS)
def test_it_works_on_one_side_of_a_boundary_and_not_on_the_other(asked):
    for mix in combine(asked).shown[:1]:
        by_rate, by_income = of_rate(asked, mix), of_income(asked, mix)
        for rate, expected in edges(by_rate):
            assert works(asked, mix, rate, by_income.today) is expected
        for net, expected in edges(by_income):
            assert works(asked, mix, by_rate.today, net) is expected
        assert (by_rate.around is not None) is (by_income.around is not None) is (mix.left >= 0)


def test_every_rate_between_the_boundaries_works():
    mix = combine(SMALL).chosen
    span = of_rate(SMALL, mix).around
    assert span.open_low
    assert span.high > SMALL.terms.rate
    net = of_income(SMALL, mix).today
    tried = [span.high * part / 7 for part in range(1, 8)]
    assert all(works(SMALL, mix, rate.quantize(span.step), net) for rate in tried)


def test_the_room_there_is():
    mix = combine(SMALL).chosen
    boundary = of_rate(SMALL, mix)
    fall, rise = boundary.room
    assert fall == Fraction("4.64")
    assert rise == Fraction(boundary.around.high) - fall
    failing = combine(replace(SMALL, means=Means(living=Decimal(19_000)))).shown[0]
    assert of_rate(replace(SMALL, means=Means(living=Decimal(19_000))), failing).room is None


def test_the_picture_is_the_boundary_of_income_rate_by_rate():
    mix = combine(SMALL).chosen
    line = picture(SMALL, mix)
    assert [line[0].rate, line[-1].rate] == [0, 15]
    incomes = [point.least_income for point in line if point.least_income is not None]
    assert incomes == sorted(incomes)
    today = picture(SMALL, mix, [SMALL.terms.rate])[0]
    assert today.least_income == of_income(SMALL, mix).spans[-1].low
    assert picture(SMALL, mix, [Decimal(19)])[0].least_income is None or incomes


def test_without_bostotte_and_with_a_bank_alone():
    asked = replace(
        SMALL,
        buying=replace(SMALL.buying, price=Decimal(150_000), counted_year=None),
        bank=Bank(Decimal(150_000), Decimal("5.2"), 12),
    )
    mix = combine(asked).chosen
    assert (mix.startlan, mix.bostotte) == (0, 0)
    assert of_rate(asked, mix).today == Decimal("5.2")
    assert of_income(asked, mix).around is not None


def test_a_rent_has_a_boundary_of_income_and_interest_means_nothing():
    asked = replace(SMALL, buying=None, terms=None, renting=Renting(Decimal(3_000), running_month=Decimal(500)))
    mix = combine(asked).chosen
    assert of_rate(asked, mix).around.open_high
    assert of_rate(asked, mix).today == 0
    for net, expected in edges(of_income(asked, mix)):
        assert works(asked, mix, Decimal(0), net) is expected
    with pytest.raises(ValueError, match="not about such a home"):
        of_rate(SMALL, mix)


def test_the_very_rich_are_tried_in_longer_steps():
    rich = replace(SMALL, household=a_family(net=900_000_000, gross=999_000_000))
    found = of_income(rich, combine(rich).chosen)
    assert found.around.step == 102_400
    assert found.around.open_high


def test_nobody_with_income():
    nobody = Household((Person(Decimal(40), Role.APPLICANT, income_year=Decimal(0), net_month=Decimal(0)),))
    asked = replace(SMALL, household=nobody)
    assert of_income(asked, combine(asked).shown[0]).spans == ()
