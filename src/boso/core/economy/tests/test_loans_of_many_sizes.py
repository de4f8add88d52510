"""Loans of many sizes at once are the plan of each, to the øre."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.combination.courses import annuities, annuities_by_rate, course
from boso.core.economy.combination.rows import axis, points
from boso.core.economy.loans.annuity import per_term
from boso.core.economy.loans.plan import Loan, RateFrom, plan

RATES = st.integers(0, 12_000).map(lambda thousandths: Decimal(thousandths) / 1000)


@given(st.lists(st.integers(0, 4 * 10**8), min_size=1, max_size=3), RATES, st.integers(2, 6), st.integers(0, 1))
def test_they_cost_and_leave_what_their_plans_say(principals, rate, years, interest_only_years):
    months = 36
    together = course(np.array(principals, np.int64), rate, years, months, interest_only_years)
    for at, principal in enumerate(principals):
        loan = Loan(Decimal(principal) / 100, years * 12, (RateFrom(1, rate),), interest_only=12 * interest_only_years)
        terms = plan(loan)
        assert together.month[at] == terms[12 * interest_only_years].paid
        assert together.interest[at] == sum(term.interest for term in terms[:months])
        rests = [principal, *(terms[year * 12 - 1].rest if year * 12 <= len(terms) else 0 for year in (1, 2))]
        assert [int(rest[at]) for rest in together.rests] == rests
    by_rate = annuities_by_rate(principals[0], np.array([int(rate * 1000)]), 1000, years * 12)
    assert by_rate[0] == plan(Loan(Decimal(principals[0]) / 100, years * 12, (RateFrom(1, rate),)))[0].paid


def test_a_payment_on_half_an_ore_is_rounded_up():
    assert annuities(np.array([1, 2, 3], np.int64), per_term(Decimal(0), 12), 2).tolist() == [1, 1, 2]
    assert annuities_by_rate(3, np.array([0]), 1000, 2).tolist() == [2]


@pytest.mark.parametrize(("most", "step", "amounts"), [(0, 50, [0]), (100, 50, [0, 50, 100]), (70, 50, [0, 50, 70])])
def test_the_amounts_that_are_tried(most, step, amounts):
    assert axis(most, step) == amounts
    assert points(most, step) == len(amounts)
