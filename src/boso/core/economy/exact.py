"""Exact numbers, and the one place where they are rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = Fraction | Decimal | int | float
PER_CENT = 100
MONTHS = 12
ORE = 100


def exact(number: Number) -> Fraction:
    """A number as it is written: 16.44 is 1644/100, though no computer holds 16.44 as such."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def percent(number: Number) -> Fraction:
    """So many percent, as a share of one."""
    return exact(number) / PER_CENT


def to_ore(amount: Fraction) -> Decimal:
    """An exact amount of kroner to whole øre, halves away from zero."""
    return Decimal(_whole(amount * ORE)).scaleb(-2)


def to_kroner(amount: Fraction) -> Decimal:
    """An exact amount of kroner to whole kroner, halves away from zero."""
    return Decimal(_whole(amount))


def in_ore(amount: Number) -> int:
    """An amount of kroner in whole øre, halves away from zero."""
    return _whole(exact(amount) * ORE)


def _whole(number: Fraction) -> int:
    """To the nearest whole number, halves away from zero."""
    away = (2 * abs(number) + 1) // 2
    return away if number >= 0 else -away
