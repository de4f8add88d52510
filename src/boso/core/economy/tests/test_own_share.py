"""The own share: golden figures of the report's ladder, and what holds for any grant and any rate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.own_share import OwnMeans, Rate, effort, rate_for, requirement, standing, to_ore

LADDER = [
    Rate(1, Decimal(0), "year1"),
    Rate(2, Decimal(30), "year2"),
    Rate(3, Decimal(40), "year3"),
    Rate(4, Decimal(50), "year4"),
    Rate(5, None, "year5"),
]
kroner = st.decimals(0, 10**9, places=2)
rates = st.builds(Rate, st.integers(1, 5), st.decimals(0, Decimal("99.99"), places=2), st.just("a source"))


@pytest.mark.parametrize(
    ("grant", "year", "required"),
    [
        ("1000000", 1, "0"),
        ("1500000", 2, "642857.14"),
        ("2200000", 2, "942857.14"),
        ("1500000", 3, "1000000"),
        ("1500000", 4, "1500000"),
    ],
)
def test_the_ladder_before_the_accounts_are_in(grant, year, required):
    found = requirement(Decimal(grant), rate_for(LADDER, year))
    assert found.required == Decimal(required)
    assert found.payable == Decimal(grant)
    assert found.derived


def test_a_year_the_source_does_not_state_gives_no_requirement():
    found = requirement(Decimal(1_500_000), rate_for(LADDER, 5))
    assert (found.required, found.costs, found.payable) == (None, None, None)
    assert not found.is_known
    assert found.rate is not None
    assert not requirement(Decimal(1), rate_for(LADDER, 6)).is_known


def test_accepted_costs_bound_the_grant_and_set_the_requirement():
    found = requirement(Decimal(1_500_000), rate_for(LADDER, 2), Decimal(1_000_000))
    assert (found.required, found.payable, found.derived) == (Decimal(300_000), Decimal(700_000), False)
    rich = requirement(Decimal(1_500_000), rate_for(LADDER, 2), Decimal(3_000_000))
    assert (rich.required, rich.payable) == (Decimal(900_000), Decimal(1_500_000))


def test_the_newest_rate_known_on_the_day_is_taken():
    old, new = Rate(2, Decimal(30), "old", dt.date(2012, 1, 10)), Rate(2, Decimal(25), "new", dt.date(2013, 1, 1))
    undated = Rate(2, Decimal(10), "undated")
    assert rate_for([new, old, undated], 2) == new
    assert rate_for([new, old, undated], 2, dt.date(2012, 6, 1)) == old
    assert rate_for([new, old, undated], 2, dt.date(2011, 6, 1)) == undated
    assert rate_for([new, old], 2, dt.date(2011, 6, 1)) is None


def test_own_effort_and_cash_are_kept_apart_and_added():
    means = OwnMeans(cash=Decimal(200_000), effort=effort(Decimal("412.5"), Decimal("455.55")))
    assert means.effort == Decimal("187914.38")
    assert means.total == Decimal("387914.38")
    found = standing(Decimal("642857.14"), means)
    assert found.short == Decimal("254942.76")
    assert found.is_short


def test_nothing_is_short_where_enough_is_put_in_or_nothing_is_known():
    assert standing(Decimal(100), OwnMeans(cash=Decimal(101))).short == 0
    assert not standing(Decimal(100), OwnMeans(cash=Decimal(100))).is_short
    unknown = standing(None, OwnMeans())
    assert unknown.short is None
    assert not unknown.is_short


@pytest.mark.parametrize("per_cent", [Decimal(-1), Decimal(100)])
def test_a_rate_outside_the_scale_is_refused(per_cent):
    with pytest.raises(ValueError, match="from 0"):
        Rate(1, per_cent, "a source")


def test_amounts_below_zero_are_refused():
    with pytest.raises(ValueError, match="never below"):
        requirement(Decimal(-1), LADDER[0])
    with pytest.raises(ValueError, match="never below"):
        requirement(Decimal(1), LADDER[0], Decimal(-1))
    with pytest.raises(ValueError, match="never below"):
        effort(Decimal(1), Decimal(-1))


@given(kroner, rates)
def test_before_the_accounts_grant_and_own_share_together_are_the_costs(grant, rate):
    found = requirement(grant, rate)
    assert found.payable == grant
    assert abs(found.required + grant - found.costs) <= Decimal("0.01")


@given(kroner, rates, kroner)
def test_with_accounts_the_own_share_never_falls_below_its_rate(grant, rate, costs):
    found = requirement(grant, rate, costs)
    assert found.payable <= grant
    assert found.payable + found.required <= costs + Decimal("0.01")
    assert abs(found.required * 100 - costs * rate.per_cent) <= Decimal("0.5")


@given(kroner, rates)
def test_the_costs_taken_from_the_grant_give_the_whole_grant_back(grant, rate):
    found = requirement(grant, rate)
    again = requirement(grant, rate, found.costs)
    assert abs(again.payable - grant) <= Decimal("0.01")
    assert abs(again.required - found.required) <= Decimal("0.01")


@given(kroner, kroner, rates)
def test_a_larger_grant_asks_for_no_less(one, other, rate):
    small, large = sorted((one, other))
    assert requirement(small, rate).required <= requirement(large, rate).required


@given(st.fractions(0, 10**9))
def test_rounding_is_to_the_nearest_ore_halves_up(amount):
    found = Fraction(to_ore(amount))
    assert -Fraction(1, 200) < found - amount <= Fraction(1, 200)


@given(kroner, kroner, st.none() | kroner)
def test_what_is_short_is_exactly_what_is_lacking(cash, hours_worth, required):
    means = OwnMeans(cash, hours_worth)
    found = standing(required, means)
    if required is None:
        assert found.short is None
    else:
        assert max(required, means.total) == means.total + found.short
