"""Numbers and amounts of money as Norwegians write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SPACE = "\u00a0"
MINUS = "\u2212"
ORE = Decimal("0.01")


def rounded(amount: Decimal) -> Decimal:
    """An amount in kroner to whole øre, halves away from zero."""
    return amount.quantize(ORE, rounding=ROUND_HALF_UP)


def grouped(value: Decimal | int) -> str:
    """Thousands apart by a hard space, comma for decimals, a true minus: −1 234,5."""
    sign = MINUS if value < 0 else ""
    whole, _, fraction = f"{abs(Decimal(value)):,f}".partition(".")
    return sign + whole.replace(",", SPACE) + (f",{fraction}" if fraction else "")


def kroner(amount: Decimal | int) -> str:
    """An amount of money: 1 500 000 kr, or 642 857,14 kr where it does not come out even."""
    exact = rounded(Decimal(amount))
    shown = exact if exact % 1 else exact.to_integral_value()
    return f"{grouped(shown)}{SPACE}kr"
