"""Losses shared between municipality and state, and grants written down."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.losses import Shared, most_for_the_municipality, share
from boso.core.economy.write_down import earlier_rule, left_of, rule_of
from boso.core.law.parameters import NotKnown

DAY = dt.date(2026, 11, 23)
amounts = st.decimals("0.01", 10_000_000, places=2)


def test_the_municipality_bears_the_first_quarter_of_what_was_left():
    assert share(Decimal(1_000_000), Decimal(400_000), DAY) == Shared(Decimal(250_000), Decimal(150_000))
    assert share(Decimal(1_000_000), Decimal(200_000), DAY) == Shared(Decimal(200_000), Decimal(0))
    assert most_for_the_municipality(Decimal(1_000_000), DAY) == 250_000


@given(amounts, amounts)
def test_the_parts_are_the_loss(left, loss):
    shared = share(left, loss, DAY)
    assert shared.municipality + shared.state == loss
    assert min(shared.municipality, shared.state) >= 0
    assert shared.municipality <= most_for_the_municipality(left, DAY)


def test_a_loss_below_zero_and_one_before_the_regulation_are_refused():
    with pytest.raises(ValueError, match="never below zero"):
        share(Decimal(0), Decimal(1), DAY)
    with pytest.raises(NotKnown):
        share(Decimal(1), Decimal(1), dt.date(2019, 12, 31))


@pytest.mark.parametrize(
    ("years", "left"), [(0, "768000.00"), (1, "742656.00"), (10, "514560.00"), (29, "33024.00"), (30, "0"), (40, "0")]
)
def test_a_grant_for_dwellings_to_let_is_written_down_in_thirty_years(years, left):
    assert left_of(Decimal(768_000), years, rule_of(DAY)) == Decimal(left)


def test_the_earlier_rule_takes_twenty_years_and_small_grants_at_once():
    rule = earlier_rule(DAY)
    assert [left_of(Decimal(100_000), years, rule) for years in (1, 19, 20)] == [95_000, 5_000, 0]
    assert left_of(Decimal(39_999), 0, rule) == 0
    assert left_of(Decimal(40_000), 0, rule) == 40_000


def test_which_rule_held_before_the_summer_of_2023_is_not_known():
    with pytest.raises(NotKnown, match="the letter of award says which"):
        rule_of(dt.date(2020, 1, 1))
    with pytest.raises(ValueError, match="below zero"):
        left_of(Decimal(-1), 0, rule_of(DAY))
