"""The formulas of an annuity, exact. P: principal, i: interest of a term as a share, n: terms, A: what is paid a term.

A      = P · i / (1 − (1 + i)^−n), or P / n without interest
rest_k = P · (1 + i)^k − A · ((1 + i)^k − 1) / i
P      = A · (1 − (1 + i)^−n) / i
"""

from __future__ import annotations

from fractions import Fraction

from boso.core.economy.exact import Number, percent


def per_term(percent_a_year: Number, terms_a_year: int) -> Fraction:
    """The interest of one term, as a share, of a nominal rate in percent a year."""
    return percent(percent_a_year) / terms_a_year


def payment(principal: Fraction, interest: Fraction, terms: int) -> Fraction:
    """What is paid each term, interest and instalment together."""
    return principal / factor(interest, terms)


def principal_for(paid: Fraction, interest: Fraction, terms: int) -> Fraction:
    """The largest loan that so much a term pays down."""
    return paid * factor(interest, terms)


def rest_after(principal: Fraction, interest: Fraction, paid: Fraction, terms: int) -> Fraction:
    """What is left of the loan after so many terms with the same payment."""
    if not interest:
        return principal - paid * terms
    grown = (1 + interest) ** terms
    return principal * grown - paid * (grown - 1) / interest


def factor(interest: Fraction, terms: int) -> Fraction:
    """What one krone a term is worth today.

    Raises ValueError without terms or for interest below nought.
    """
    if terms < 1 or interest < 0:
        raise ValueError("A loan has at least one term, and interest is never below nought")
    return (1 - (1 + interest) ** -terms) / interest if interest else Fraction(terms)
