"""What may be lent on a home, what a loan exposes to, what is granted, and from renting to owning."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.exposure import Risk, Year, exposure, rest_by_year
from boso.core.economy.grants import adaptation_grant, left_by_year, municipal_rule, rental_grant
from boso.core.economy.lawful import Lacking
from boso.core.economy.loans.plan import Loan, RateFrom, plan
from boso.core.economy.losses import Shared
from boso.core.economy.rent_to_own import Course, PriceRule, RentRule, highest_rate, phases, purchase, usual_years
from boso.core.economy.security import most_lent, security
from boso.core.law.parameters import NotKnown

DAY = dt.date(2026, 11, 23)


def kroner(amount) -> Decimal:
    return Decimal(str(amount))


def a_loan(principal=1_000_000, years=30, rate="4.5") -> Loan:
    return Loan(kroner(principal), years * 12, (RateFrom(1, kroner(rate)),))


def test_loans_are_secured_by_value_costs_and_works_that_add_to_it():
    found = security(kroner(2_000_000), kroner(2_090_000), DAY, costs=kroner(50_000), works=kroner(40_000))
    assert (found.most, found.over, found.holds) == (2_090_000, 0, True)
    assert found.parameter.key == "security.most"
    over = security(kroner(2_000_000), kroner(2_000_001), DAY)
    assert (over.over, over.holds) == (1, False)
    with pytest.raises(ValueError, match="below zero"):
        most_lent(kroner(-1), kroner(0), kroner(0), DAY)
    with pytest.raises(NotKnown):
        most_lent(kroner(1), kroner(0), kroner(0), dt.date(2019, 1, 1))


def test_exposure_at_the_worst_and_as_expected():
    found = exposure(a_loan(), DAY, value=kroner(1_000_000), years=2, risk=Risk(kroner("0.5"), kroner(20)))
    second = Decimal(plan(a_loan())[11].rest) / 100
    assert found.worst == Shared(kroner(250_000), kroner(750_000))
    assert found.years[0] == Year(1, kroner(1_000_000), found.worst, Shared(kroner(200_000), kroner(0)))
    assert found.years[1].rest == second
    assert found.years[1].at_fall == Shared(second - 800_000, kroner(0))
    half_percent = (200_000 + second - 800_000) * kroner("0.005")
    assert found.expected == Shared(half_percent.quantize(kroner("0.01")), kroner(0))
    assert found.missing == ()


def test_a_loan_with_better_priority_is_paid_first():
    risk = Risk(kroner(1), kroner(50))
    alone = exposure(a_loan(), DAY, value=kroner(2_000_000), years=1, risk=risk)
    behind = exposure(a_loan(), DAY, value=kroner(2_000_000), years=1, risk=risk, before=[kroner(800_000)])
    assert alone.expected == Shared(kroner(0), kroner(0))
    assert behind.years[0].at_fall == Shared(kroner(250_000), kroner(550_000))


def test_without_the_municipality_s_own_settings_nothing_is_expected():
    found = exposure(a_loan(years=3), DAY, value=kroner(1_000_000), years=10)
    assert found.expected is None
    assert [one.key for one in found.missing] == ["risk"]
    assert [year.number for year in found.years] == [1, 2, 3]
    assert rest_by_year(a_loan(0), 2) == []
    assert exposure(a_loan(0), DAY, value=kroner(1), years=2).worst == Shared(kroner(0), kroner(0))
    with pytest.raises(ValueError, match="0 to 100"):
        Risk(kroner(101), kroner(1))


@given(st.integers(1, 3_000_000), st.integers(0, 100), st.integers(0, 3_000_000))
def test_the_municipality_never_bears_more_than_its_worst(principal, fall, value):
    found = exposure(a_loan(principal, 3), DAY, value=kroner(value), years=3, risk=Risk(kroner(100), kroner(fall)))
    for year in found.years:
        assert year.at_fall.municipality <= year.if_lost.municipality <= found.worst.municipality
        assert year.at_fall.municipality + year.at_fall.state <= year.rest


def test_a_grant_for_a_dwelling_to_let():
    small, large = rental_grant(kroner(50), "Oslo", DAY), rental_grant(kroner(95), "Lørenskog", DAY)
    assert (small.amount, large.amount, large.counted) == (1_060_000, 1_016_000, 80)
    assert rental_grant(kroner(60), "Halden", DAY).rate == 8_500
    assert rental_grant(kroner(60), "Hamar", DAY).rate == 9_600
    assert {one.mark for one in rental_grant(kroner(60), "Halden", DAY).used} == {"read", "derived"}
    for place in ("Utsira", "Fredrikstad, Gjøvik, Hamar and others", "elsewhere"):
        with pytest.raises(Lacking, match="two lists name more places"):
            rental_grant(kroner(60), place, DAY)
    with pytest.raises(Lacking):
        rental_grant(kroner(60), "Oslo", dt.date(2020, 1, 1))
    with pytest.raises(ValueError, match="has an area"):
        rental_grant(kroner(0), "Oslo", DAY)


def test_a_grant_to_a_person_is_written_down_in_the_municipality_s_years():
    assert left_by_year(kroner(300_000), municipal_rule(4)) == [300_000, 225_000, 150_000, 75_000, 0]
    assert left_by_year(kroner(100), municipal_rule(3))[1] == kroner("66.67")
    with pytest.raises(ValueError, match="at least one year"):
        municipal_rule(0)


def test_a_grant_to_adapt_a_home():
    known = {"reduced_function": True, "preparing_for_old_age": None}
    found = adaptation_grant(kroner(120_000), kroner(100_000), known, DAY)
    assert (found.amount, found.left, found.reasons, found.missing) == (100_000, 20_000, ("reduced_function",), ())
    nobody = dict.fromkeys(known, False)
    assert adaptation_grant(kroner(120_000), None, nobody, DAY).amount == 0
    unsaid = adaptation_grant(kroner(120_000), None, {"reduced_function": False}, DAY)
    assert unsaid.amount is None
    assert [one.key for one in unsaid.missing] == ["adaptation.preparing_for_old_age", "adaptation.most"]
    assert adaptation_grant(kroner(1), kroner(5), {}, DAY).amount is None
    with pytest.raises(ValueError, match="does not name wishes"):
        adaptation_grant(kroner(1), None, {"wishes": True}, DAY)
    with pytest.raises(ValueError, match="not below zero"):
        adaptation_grant(kroner(-1), None, {}, DAY)


def test_a_tenant_buys_after_five_years_at_the_price_of_year_0():
    course = Course(
        price=kroner(2_000_000),
        years=usual_years(DAY)[0],
        rent_month=kroner(9_000),
        cost_month=kroner(9_000),
        saved_month=kroner(2_000),
        own=kroner(10_000),
        costs=kroner(52_000),
        growth_percent=kroner(2),
    )
    found = purchase(course, DAY)
    assert (found.price, found.own, found.deducted, found.loan) == (2_000_000, 130_000, 0, 1_922_000)
    assert found.market_value == kroner("2208161.61")
    assert found.gain == kroner("208161.61")
    assert [(one.name, one.starts, one.ends) for one in found.phases] == [
        ("choose", 0, 1),
        ("rent_and_save", 1, 5),
        ("buy", 5, 5),
        ("follow_up", 5, None),
    ]
    assert phases(3, DAY)[1].ends == 3


def test_a_going_rent_leaves_something_that_is_taken_off_the_market_price():
    course = Course(
        price=kroner(1_000_000),
        years=3,
        rent_month=kroner(10_000),
        cost_month=kroner(7_000),
        growth_percent=kroner(10),
        price_rule=PriceRule.MARKET,
        rent_rule=RentRule.GOING,
        grant=kroner(200_000),
    )
    found = purchase(course, DAY)
    assert (found.price, found.deducted, found.gain) == (1_331_000, 108_000, 0)
    assert found.loan == 1_331_000 - 108_000 - 200_000
    with pytest.raises(ValueError, match="below zero"):
        Course(kroner(1), 0, kroner(1), kroner(1))


@given(st.integers(0, 40_000), st.integers(0, 4_000_000), st.sampled_from([5, 30, 50]))
def test_the_highest_rate_is_borne_and_a_hundredth_more_is_not(for_loans, principal, years):
    rate = highest_rate(Fraction(for_loans), kroner(principal), years, 20)
    if rate is None:
        assert plan(a_loan(principal, years, "0"))[0].paid > for_loans * 100
        return
    assert plan(a_loan(principal, years, rate))[0].paid <= for_loans * 100
    if rate < 20:
        assert plan(a_loan(principal, years, rate + kroner("0.01")))[0].paid > for_loans * 100
