"""Nominal and effective rates, in percent a year.

    effective = (1 + nominal / n)^n − 1,  nominal = ((1 + effective)^(1/n) − 1) · n,  n terms a year

With fees the effective rate is the one by which all payments together are worth what was paid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from boso.core.economy.exact import PER_CENT

#: Digits carried; no rate needs more than a few.
DIGITS = 40
#: Halvings of the span in which a rate is looked for: far below what a float tells apart.
HALVINGS = 100


def effective(nominal: Decimal, terms_a_year: int) -> Decimal:
    """The effective rate of a nominal one."""
    with localcontext() as context:
        context.prec = DIGITS
        return ((1 + nominal / PER_CENT / terms_a_year) ** terms_a_year - 1) * PER_CENT


def nominal(effective: Decimal, terms_a_year: int) -> Decimal:
    """The nominal rate of an effective one."""
    with localcontext() as context:
        context.prec = DIGITS
        return ((1 + effective / PER_CENT) ** (Decimal(1) / terms_a_year) - 1) * terms_a_year * PER_CENT


def of_payments(paid_out: float, payments: Sequence[float]) -> float:
    """The rate of one term, as a share, by which the payments are worth what was paid out.

    Raises ValueError when less is paid back than was paid out, or nothing was.
    """
    if not 0 < paid_out <= sum(payments):
        raise ValueError("Something must be paid out, and no less paid back")
    low, high = 0.0, 1.0
    while _worth(payments, high) > paid_out:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _worth(payments, middle) > paid_out:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _worth(payments: Sequence[float], rate: float) -> float:
    """What the payments are worth before the first term."""
    worth = 0.0
    for paid in reversed(payments):
        worth = (worth + paid) / (1 + rate)
    return worth
