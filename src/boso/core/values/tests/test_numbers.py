"""Numbers and amounts as Norwegians write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.values.numbers import grouped, kroner, rounded

amounts = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1_500_000, "1 500 000 kr"),
        (Decimal("642857.14"), "642 857,14 kr"),
        (0, "0 kr"),
        (-800, "−800 kr"),
        (Decimal("10.00"), "10 kr"),
        (Decimal("10.5"), "10,50 kr"),
    ],
)
def test_an_amount_is_written_with_hard_spaces_and_ore_only_where_there_are_any(amount, words):
    assert kroner(amount) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(("value", "words"), [(674434, "674 434"), (Decimal("-1234.5"), "−1 234,5"), (7, "7")])
def test_a_number_is_grouped_by_thousands(value, words):
    assert grouped(value) == words.replace(" ", "\u00a0")


def test_half_an_ore_is_rounded_away_from_zero():
    assert rounded(Decimal("0.005")) == Decimal("0.01")
    assert rounded(Decimal("-0.005")) == Decimal("-0.01")


@given(amounts)
def test_an_amount_can_be_read_back(amount):
    text = kroner(amount).removesuffix("\u00a0kr").replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert Decimal(text) == amount
