"""What a household can pay for a home, and the loan that this bears.

    left      = net income − living − obligations − maintenance − buffer
    for loans = left − what the home costs besides the loan
    most loan = the annuity loan that `for loans` pays down, to the øre

Living costs are the reference budget, or what the household has been seen to use; never less than the floor. An amount
below the floor is lifted to it, and the answer says so. All amounts are kroner a month unless said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.core.economy.ability.living import Living, floor, reference
from boso.core.economy.exact import MONTHS, exact, to_ore
from boso.core.economy.lawful import Lacking, Missing
from boso.core.economy.loans.annuity import per_term, principal_for
from boso.core.economy.people import Household, Role


@dataclass(frozen=True, slots=True)
class Means:
    """What is known of the household's money beside income.

    living: what it has been seen to use; None for the reference budget. obligations: other debts, maintenance paid,
    and the like, each with its name. running: shared costs, municipal fees, insurance, electricity of the home.
    budget_on, floor_on: by which day's budget and rates; the day asked about where not said.
    """

    living: Decimal | None = None
    obligations: tuple[tuple[str, Decimal], ...] = ()
    maintenance: Decimal = Decimal(0)
    buffer: Decimal = Decimal(0)
    running: Decimal = Decimal(0)
    budget_on: dt.date | None = None
    floor_on: dt.date | None = None

    def __post_init__(self) -> None:
        amounts = [amount for _, amount in self.obligations]
        if min([self.living or 0, self.maintenance, self.buffer, self.running, *amounts]) < 0:
            raise ValueError("An amount is never below zero")


@dataclass(frozen=True, slots=True)
class Ability:
    """What is left for a home.

    living: what was reckoned with. budget: the reference budget it came from; None for what was seen. floor: None where
    its rates are not known here; then `unchecked` says why, and nothing was held against it. lifted: living stood below
    the floor and was raised to it. left, for_loans: below zero when money is short.
    """

    net: Fraction
    living: Fraction
    budget: Living | None
    floor: Fraction | None
    unchecked: tuple[Missing, ...]
    lifted: bool
    obligations: Fraction
    maintenance: Fraction
    buffer: Fraction
    running: Fraction

    @property
    def left(self) -> Fraction:
        """For the home in all, rent or loan with what it costs besides."""
        return self.net - self.living - self.obligations - self.maintenance - self.buffer

    @property
    def for_loans(self) -> Fraction:
        """For interest and instalments."""
        return self.left - self.running


@dataclass(frozen=True, slots=True)
class Most:
    """The largest loan by one rate and term. rate: percent a year; loan: kroner; month: what it costs a month."""

    rate: Decimal
    years: int
    loan: Decimal
    month: Decimal


def ability(household: Household, means: Means, on: dt.date) -> Ability:
    """The household's ability to pay on that day.

    Raises Lacking where an income, or the budget that is to be used, is not known.
    """
    missing: list[Missing] = []
    net = _net(household, missing)
    budget = None
    if means.living is None:
        budget = _budget(household, means.budget_on or on, missing)
    if missing:
        raise Lacking(missing)
    living = exact(means.living or 0) if budget is None else budget.month
    least, unchecked = _floor(household, means.floor_on or on)
    lifted = least is not None and living < least
    return Ability(
        net=net,
        living=max(living, least or living),
        budget=budget,
        floor=least,
        unchecked=unchecked,
        lifted=lifted,
        obligations=sum((exact(amount) for _, amount in means.obligations), Fraction(0)),
        maintenance=exact(means.maintenance),
        buffer=exact(means.buffer),
        running=exact(means.running),
    )


def most_loan(
    able: Ability, rate: Decimal, years: int, *, terms_a_year: int = MONTHS, interest_only_years: int = 0
) -> Most:
    """The largest annuity loan the household bears; with an interest-only start, that which it bears afterwards too.

    Raises ValueError for a loan without a term to pay down in, or interest below nought.
    """
    terms = (years - interest_only_years) * terms_a_year
    a_term = max(Fraction(0), able.for_loans) * MONTHS / terms_a_year
    loan = to_ore(principal_for(a_term, per_term(rate, terms_a_year), terms))
    return Most(rate, years, loan, to_ore(a_term * terms_a_year / MONTHS))


def table(able: Ability, rates: Sequence[Decimal], years: Sequence[int]) -> list[Most]:
    """The largest loan by each rate and term, term by term."""
    return [most_loan(able, rate, term) for term in years for rate in rates]


def _net(household: Household, missing: list[Missing]) -> Fraction:
    """Net income of all together; the applicant's and the partner's must be said."""
    total = Fraction(0)
    for number, person in enumerate(household.persons, start=1):
        if person.net_month is not None:
            total += exact(person.net_month)
        elif person.role in {Role.APPLICANT, Role.PARTNER}:
            missing.append(Missing("", f"persons[{number}].net_month", "nobody has said it"))
    return total


def _budget(household: Household, on: dt.date, missing: list[Missing]) -> Living | None:
    try:
        return reference(household, on)
    except Lacking as error:
        missing += error.missing
        return None


def _floor(household: Household, on: dt.date) -> tuple[Fraction | None, tuple[Missing, ...]]:
    try:
        return floor(household, on).month, ()
    except Lacking as error:
        return None, error.missing
