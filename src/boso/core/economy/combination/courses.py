"""What loans of many sizes cost and leave, by one rate and term: the same øre as the plan of each, in whole numbers.

Amounts are øre in 64-bit whole numbers; loans are monthly annuities, perhaps with an interest-only start.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from boso.core.economy.exact import MONTHS, ORE, PER_CENT, in_ore
from boso.core.economy.loans.annuity import factor, payment, per_term

Ints: TypeAlias = npt.NDArray[np.int64]
#: A payment so near half an øre, by ordinary arithmetic, is worked out exactly.
NEAR_HALF = 1 / 1000


@dataclass(frozen=True, slots=True)
class Course:
    """month: paid each month once instalments begin (the dearest); first: interest of the first month; interest: of
    the months asked for; rests: what is left when each year begins, year by year."""

    month: Ints
    first: Ints
    interest: Ints
    rests: tuple[Ints, ...]


def course(principals: Ints, rate: Decimal, years: int, months: int, interest_only_years: int = 0) -> Course:
    """How loans of these sizes go in their first so many months. rate: percent a year."""
    share = per_term(rate, MONTHS)
    terms, interest_only = years * MONTHS, interest_only_years * MONTHS
    month = annuities(principals, share, terms - interest_only)
    rest, paid, rests = principals.copy(), np.zeros_like(principals), []
    for number in range(months):
        if number % MONTHS == 0:
            rests.append(rest.copy())
        interest = of_share(rest, share)
        paid += interest
        if number >= terms - 1:
            rest = np.zeros_like(rest)
        elif number >= interest_only:
            rest = rest - np.minimum(rest, np.maximum(0, month - interest))
    return Course(month, of_share(principals, share), paid, tuple(rests))


def annuities(principals: Ints, share: Fraction, terms: int) -> Ints:
    """What is paid each term, to whole øre, halves up. share: the interest of a term."""
    worth = factor(share, terms)
    about = principals / float(worth)
    rounded: Ints = np.floor(about + 1 / 2).astype(np.int64)
    for place in np.flatnonzero(np.abs(about - np.floor(about) - 1 / 2) < NEAR_HALF):
        rounded[place] = in_ore(Fraction(int(principals[place])) / worth / ORE)
    return rounded


def of_share(amounts: Ints, share: Fraction) -> Ints:
    """A share of each amount, to whole øre, halves up."""
    found: Ints = (2 * amounts * share.numerator + share.denominator) // (2 * share.denominator)
    return found


def annuities_by_rate(principal: int, rates: Ints, a_percent: int, terms: int) -> Ints:
    """What one loan costs a month by many rates, each so many parts of a percent; to whole øre, halves up."""
    paid = np.zeros(len(rates), np.int64)
    share = rates / (a_percent * PER_CENT * MONTHS)
    with np.errstate(divide="ignore", invalid="ignore"):
        about = np.where(rates == 0, principal / terms, principal * share / -np.expm1(-terms * np.log1p(share)))
    paid[:] = np.floor(about + 1 / 2)
    for place in np.flatnonzero(np.abs(about - np.floor(about) - 1 / 2) < NEAR_HALF):
        interest = per_term(Fraction(int(rates[place]), a_percent), MONTHS)
        paid[place] = in_ore(payment(Fraction(principal), interest, terms) / ORE)
    return paid
