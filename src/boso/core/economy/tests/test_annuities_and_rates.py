"""Formulas of loans against published numbers, plans to the øre, rates, and what the regulation allows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.exact import exact, in_ore, to_kroner, to_ore
from boso.core.economy.loans import rates
from boso.core.economy.loans.annuity import factor, payment, per_term, principal_for, rest_after
from boso.core.economy.loans.lawful_terms import Against, Wanted, breaches
from boso.core.economy.loans.plan import Kind, Loan, RateFrom, effective_rate, plan
from boso.core.law import parameters

DAY = dt.date(2026, 11, 23)


def test_amounts_are_rounded_halves_away_from_zero():
    assert [to_ore(Fraction(1, 200)), to_ore(Fraction(-1, 200)), to_ore(Fraction(1, 201))] == [
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal("0.00"),
    ]
    assert [to_kroner(Fraction(5, 2)), to_kroner(Fraction(-5, 2)), in_ore(0.125)] == [3, -3, 13]
    assert exact(16.44) == Fraction(1644, 100)


@pytest.mark.parametrize(
    ("principal", "percent", "terms", "paid"),
    [
        (200000, 7.5, 180, 1854.0247200054619),
        (15000, 8, 60, 304.145914),
        (15000, 0, 60, 250),
        (2000000, 4.5, 360, 10133.7062),
        (2000000, 4.5, 600, 8387.7953),
        (2430000, 4.3, 360, 12025.376),
        (2430000, 4.3, 600, 9860.5164),
    ],
)
def test_an_annuity_is_what_others_make_it(principal, percent, terms, paid):
    assert float(payment(Fraction(principal), per_term(percent, 12), terms)) == pytest.approx(paid, abs=0.0006)


def test_rest_and_interest_agree_to_the_ore():
    interest = per_term(4.5, 12)
    paid = payment(Fraction(2_000_000), interest, 360)
    assert to_ore(paid * 360 - 2_000_000) == Decimal("1648134.23")
    assert to_ore(rest_after(Fraction(2_000_000), interest, paid, 120)) == Decimal("1601788.70")
    assert to_ore(payment(Fraction(2_000_000), interest, 600) * 600 - 2_000_000) == Decimal("3032677.19")
    assert to_ore(rest_after(Fraction(100), per_term(5, 12), Fraction(-100), 120)) == Decimal("15692.93")


@pytest.mark.parametrize(
    ("paid", "percent", "years", "loan"),
    [
        (10000, 4.55, 30, "1962090.36"),
        (10000, 4.55, 50, "2365081.03"),
        (10000, 7.55, 30, "1423200.97"),
        (10000, 4, 30, "2094612.40"),
        (12000, 5, 30, "2235379.40"),
    ],
)
def test_the_largest_loan_agrees_to_the_ore(paid, percent, years, loan):
    assert to_ore(principal_for(Fraction(paid), per_term(percent, 12), years * 12)) == Decimal(loan)


def test_a_published_schedule_agrees_to_the_ore():
    interest = per_term(8.24, 12)
    paid = payment(Fraction(2500), interest, 12)
    rests = [rest_after(Fraction(2500), interest, paid, term) for term in range(13)]
    for term, instalment, of_interest, rest in [
        (1, "200.58", "17.17", "2299.42"),
        (2, "201.96", "15.79", "2097.46"),
        (3, "203.35", "14.40", "1894.11"),
        (6, "207.56", "10.18", "1275.66"),
        (11, "214.79", "2.96", "216.26"),
        (12, "216.26", "1.49", "0.00"),
    ]:
        assert to_ore(rests[term - 1] - rests[term]) == Decimal(instalment)
        assert to_ore(rests[term - 1] * interest) == Decimal(of_interest)
        assert to_ore(rests[term]) == Decimal(rest)
    assert to_ore(paid * 12 - 2500) == Decimal("112.98")


def test_a_loan_has_terms_and_no_interest_below_nought():
    with pytest.raises(ValueError, match="at least one term"):
        factor(Fraction(0), 0)
    with pytest.raises(ValueError, match="never below nought"):
        factor(Fraction(-1, 100), 12)
    assert rest_after(Fraction(1200), Fraction(0), Fraction(100), 5) == 700


def test_the_rates_of_july_2024_agree_among_themselves():
    day = dt.date(2024, 7, 1)
    rows = [*parameters.value("loans", "rate.fixed", day).values(), parameters.value("loans", "rate.floating", day)]
    rows.append(parameters.value("loans", "rate.floating", dt.date(2024, 5, 1)))
    assert len(rows) == 6
    for row in rows:
        effective = rates.effective(Decimal(str(row["12"])), 12)
        for terms in ("4", "2"):
            assert float(rates.nominal(effective, int(terms))) == pytest.approx(row[terms], abs=0.001)
    assert round(rates.effective(Decimal("4.208"), 12), 3) == Decimal("4.290")


@given(st.decimals(0, 25, places=3), st.integers(1, 12))
def test_nominal_and_effective_are_each_others_way_back(percent, terms):
    assert abs(rates.nominal(rates.effective(percent, terms), terms) - percent) < Decimal("1e-20")


def test_the_rate_of_payments_is_found():
    assert rates.of_payments(100, [39, 59, 55, 20]) == pytest.approx(0.28095, abs=0.00001)
    assert rates.of_payments(100, [700]) == pytest.approx(6)
    assert rates.of_payments(100, [50, 50]) == pytest.approx(0, abs=1e-12)
    with pytest.raises(ValueError, match="no less paid back"):
        rates.of_payments(100, [99])


loans = st.builds(
    lambda principal, terms, wait, kind, percents, per_year: Loan(
        principal=Decimal(principal) / 100,
        terms=terms,
        interest_only=min(wait, terms - 1),
        kind=kind,
        rates=tuple(RateFrom(1 + place * 5, percent) for place, percent in enumerate(percents)),
        terms_a_year=per_year,
    ),
    st.integers(0, 500_000_000),
    st.integers(1, 150),
    st.integers(0, 40),
    st.sampled_from(Kind),
    st.lists(st.decimals(0, 12, places=2), min_size=1, max_size=3),
    st.sampled_from([12, 4]),
)


@given(loans)
def test_a_plan_pays_the_loan_to_the_ore(loan):
    terms = plan(loan)
    rests = [in_ore(loan.principal), *[term.rest for term in terms]]
    assert len(terms) == loan.terms
    assert rests[-1] == 0
    assert sum(term.instalment for term in terms) == rests[0]
    assert all(later <= earlier for earlier, later in pairwise(rests))
    assert all(term.instalment == 0 for term in terms[: loan.interest_only])
    assert all(term.interest >= 0 for term in terms)


@given(loans)
def test_a_plan_with_one_rate_keeps_to_the_formula(loan):
    loan = Loan(loan.principal, loan.terms, loan.rates[:1], loan.terms_a_year, loan.kind, loan.interest_only)
    terms, interest = plan(loan), per_term(loan.rates[0].percent, loan.terms_a_year)
    down = loan.terms - loan.interest_only
    grown = (1 + interest) ** loan.terms
    for term in terms[loan.interest_only : -1]:
        paid_terms = term.number - loan.interest_only
        if loan.kind is Kind.SERIAL:
            exactly = exact(loan.principal) * (1 - Fraction(paid_terms, down))
        else:
            exactly = rest_after(
                exact(loan.principal), interest, payment(exact(loan.principal), interest, down), paid_terms
            )
        assert abs(Fraction(term.rest, 100) - exactly) <= Fraction(paid_terms, 100) * grown


def test_a_fixed_rate_is_followed_by_the_floating_one():
    fixed = (RateFrom(1, Decimal("4.054")), RateFrom(61, Decimal("4.640")))
    terms = plan(Loan(Decimal(2_000_000), 360, fixed))
    before, after = terms[59], terms[60]
    assert before.paid == terms[0].paid
    assert after.interest == in_ore(exact(before.rest) * per_term(Decimal("4.64"), 12) / 100)
    assert after.paid > before.paid
    assert after.paid == in_ore(payment(Fraction(before.rest, 100), per_term(Decimal("4.64"), 12), 300))


def test_a_fee_makes_the_effective_rate_higher():
    plain = Loan(Decimal(1_000_000), 240, (RateFrom(1, Decimal("4.5")),))
    dear = Loan(Decimal(1_000_000), 240, (RateFrom(1, Decimal("4.5")),), fee=Decimal(5000), term_fee=Decimal(50))
    assert effective_rate(plain) == pytest.approx(float(rates.effective(Decimal("4.5"), 12)), abs=1e-4)
    assert effective_rate(dear) > effective_rate(plain) + 0.1
    assert plan(dear)[0].paid == plan(plain)[0].paid + 5000


@pytest.mark.parametrize(
    "wrong",
    [
        {"rates": ()},
        {"rates": (RateFrom(2, Decimal(4)),)},
        {"rates": (RateFrom(1, Decimal(4)), RateFrom(1, Decimal(5)))},
        {"rates": (RateFrom(1, Decimal(-1)),)},
        {"principal": Decimal(-1)},
        {"terms_a_year": 0},
        {"interest_only": 12},
        {"terms": 0},
    ],
)
def test_what_cannot_be_a_loan_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Rates|Interest|amount|paid down"):
        Loan(**{"principal": Decimal(100), "terms": 12, "rates": (RateFrom(1, Decimal(4)),), **wrong})


CONDITIONS = ["lasting_low_income", "fits_for_long", "renting_is_no_way", "shorter_is_unsound"]


@pytest.mark.parametrize(
    ("wanted", "against"),
    [
        (Wanted(30, fixed_years=20, interest_only_years=8, terms_a_year=4), []),
        (Wanted(51), [(Against.TOO_LONG, "")]),
        (Wanted(50, met=frozenset(CONDITIONS)), []),
        (Wanted(31), [(Against.CONDITION_NOT_MET, name) for name in CONDITIONS]),
        (
            Wanted(40, met=frozenset(CONDITIONS[3:]), grounds=frozenset(["may_lose_home"])),
            [(Against.CONDITION_NOT_MET, "lasting_low_income")],
        ),
        (Wanted(40, met=frozenset(CONDITIONS[1:]), grounds=frozenset(["children_low_unpredictable_income"])), []),
        (Wanted(20, interest_only_years=9), [(Against.INTEREST_ONLY_TOO_LONG, "")]),
        (Wanted(20, terms_a_year=6), [(Against.TERMS_A_YEAR, "")]),
        (Wanted(20, fixed_years=7), [(Against.NO_SUCH_FIXED_RATE, "")]),
        (Wanted(9, fixed_years=10), [(Against.FIXED_LONGER_THAN_LOAN, "")]),
    ],
)
def test_the_regulation_says_what_it_has_against_the_terms(wanted, against):
    assert [(breach.against, breach.what) for breach in breaches(wanted, DAY)] == against


def test_a_condition_the_law_does_not_name_is_refused():
    with pytest.raises(ValueError, match="does not name lovely_view"):
        breaches(Wanted(40, met=frozenset(["lovely_view"])), DAY)
