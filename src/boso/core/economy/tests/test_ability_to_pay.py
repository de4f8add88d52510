"""The loan that a household bears."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.ability.paying import Means, ability, most_loan, table
from boso.core.economy.exact import exact, to_ore
from boso.core.economy.loans.annuity import payment, per_term
from boso.core.economy.people import Household, Person, Role

DAY = dt.date(2024, 3, 1)


def able(net: int, **means):
    household = Household((Person(age=Decimal(40), role=Role.APPLICANT, net_month=Decimal(net)),))
    return ability(household, Means(living=Decimal(10_000), **means), DAY)


def test_the_largest_loan_by_rate_and_term_agrees_to_the_ore():
    rows = table(able(20_000), [Decimal("4.55"), Decimal("7.55")], [30, 50])
    assert [(row.years, row.rate, row.loan) for row in rows][:3] == [
        (30, Decimal("4.55"), Decimal("1962090.36")),
        (30, Decimal("7.55"), Decimal("1423200.97")),
        (50, Decimal("4.55"), Decimal("2365081.03")),
    ]
    assert {row.month for row in rows} == {Decimal(10_000)}
    assert most_loan(able(22_000), Decimal(5), 30).loan == Decimal("2235379.40")


def test_quarters_and_an_interest_only_start():
    by_quarter = most_loan(able(20_000), Decimal(4), 30, terms_a_year=4)
    assert by_quarter.month == 10_000
    assert by_quarter.loan < most_loan(able(20_000), Decimal(4), 30).loan
    assert most_loan(able(20_000), Decimal(4), 30, interest_only_years=8) == most_loan(
        able(20_000), Decimal(4), 22
    ).__class__(Decimal(4), 30, most_loan(able(20_000), Decimal(4), 22).loan, Decimal(10_000))
    with pytest.raises(ValueError, match="at least one term"):
        most_loan(able(20_000), Decimal(4), 8, interest_only_years=8)


def test_who_has_nothing_left_bears_no_loan():
    short = able(9_000, running=Decimal(500))
    assert (short.left, short.for_loans) == (-1_000, -1_500)
    assert most_loan(short, Decimal(4), 30).loan == 0


@given(st.integers(11_000, 90_000), st.decimals(0, 12, places=2), st.integers(1, 50))
def test_the_largest_loan_is_borne_and_nothing_more(net, rate, years):
    who = able(net)
    loan = exact(most_loan(who, rate, years).loan)
    costs = [payment(principal, per_term(rate, 12), years * 12) for principal in (loan, loan + 1_000)]
    assert abs(to_ore(who.for_loans - costs[0])) <= Decimal("0.01")
    assert who.for_loans < costs[1]


@given(st.integers(0, 90_000), st.integers(0, 20_000), st.decimals(0, 10, places=2), st.decimals(0, 5, places=2))
def test_more_means_bear_more_and_higher_rates_less(net, more, rate, higher):
    assert most_loan(able(net + more), rate, 30).loan >= most_loan(able(net), rate, 30).loan
    assert most_loan(able(net), rate + higher, 30).loan <= most_loan(able(net), rate, 30).loan


def test_amounts_below_zero_are_refused():
    with pytest.raises(ValueError, match="never below zero"):
        Means(obligations=(("maintenance paid", Decimal(-1)),))
