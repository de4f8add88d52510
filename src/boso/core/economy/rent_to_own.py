"""From renting to owning: what a tenant must borrow when the years are over, and by which rate that is borne.

    price      that of year 0, or the market value by then, as agreed
    deducted   what a going rent leaves over what the home costs the municipality, taken off the price
    own means  what there is now, and what is saved each month
    loan       price + costs − deducted − own means − grant

An option is no duty. All amounts are kroner.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from boso.core.economy.exact import MONTHS, ORE, PER_CENT, Number, exact, in_ore, percent, to_ore
from boso.core.economy.loans.annuity import payment, per_term
from boso.core.law import parameters

AREA = "rent_to_own"


class PriceRule(StrEnum):
    """Which price is paid."""

    YEAR_0 = "price_of_year_0"
    MARKET = "market_value"


class RentRule(StrEnum):
    """What rent is paid until then."""

    COST = "actual_cost"
    GOING = "going_rent"


@dataclass(frozen=True, slots=True)
class Course:
    """How one household would go from renting to owning.

    price: of the home in year 0; growth_percent: of its market value a year. rent_month: paid; cost_month: what the
    home costs the municipality. saved_month: what the household sets aside. own: means it has now. costs: of the
    purchase.

    Raises ValueError for an amount below zero.
    """

    price: Decimal
    years: int
    rent_month: Decimal
    cost_month: Decimal
    saved_month: Decimal = Decimal(0)
    own: Decimal = Decimal(0)
    costs: Decimal = Decimal(0)
    grant: Decimal = Decimal(0)
    growth_percent: Decimal = Decimal(0)
    price_rule: PriceRule = PriceRule.YEAR_0
    rent_rule: RentRule = RentRule.COST

    def __post_init__(self) -> None:
        amounts = (self.price, self.rent_month, self.cost_month, self.saved_month, self.own, self.costs, self.grant)
        if min(amounts) < 0 or self.years < 1 or self.growth_percent <= -PER_CENT:
            raise ValueError("No amount is below zero, and the course has at least one year")


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. starts, ends: years from the choice of home; ends is None where it goes on."""

    name: str
    starts: int
    ends: int | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """The day of the purchase, in kroner. gain: market value less the price, which is the household's."""

    price: Decimal
    market_value: Decimal
    deducted: Decimal
    own: Decimal
    loan: Decimal
    phases: tuple[Phase, ...]

    @property
    def gain(self) -> Decimal:
        """What the home is worth above what is paid for it."""
        return self.market_value - self.price


def usual_years(on: dt.date) -> tuple[int, ...]:
    """After how many years tenants buy, the usual first."""
    return tuple(parameters.value(AREA, "buy.years", on))


def purchase(course: Course, on: dt.date) -> Purchase:
    """What is bought and borrowed when the course is over.

    Raises NotKnown for a day before the law here.
    """
    market = to_ore(exact(course.price) * (1 + percent(course.growth_percent)) ** course.years)
    price = course.price if course.price_rule is PriceRule.YEAR_0 else market
    months = course.years * MONTHS
    over = max(Decimal(0), course.rent_month - course.cost_month) * months
    deducted = min(price, over) if course.rent_rule is RentRule.GOING else Decimal(0)
    own = course.own + course.saved_month * months
    loan = max(Decimal(0), price + course.costs - deducted - own - course.grant)
    return Purchase(price, market, deducted, own, loan, phases(course.years, on))


def phases(years: int, on: dt.date) -> tuple[Phase, ...]:
    """The phases of a course in which the tenant buys after so many years."""

    def year(said: int | str | None) -> int | None:
        return years if isinstance(said, str) else said

    rows = parameters.value(AREA, "phases", on)
    return tuple(Phase(row["phase"], year(row["from"]) or 0, year(row.get("until"))) for row in rows)


def highest_rate(for_loans: Fraction, principal: Decimal, years: int, most: Number) -> Decimal | None:
    """The highest rate, in hundredths of a percent, at which a monthly annuity takes no more than `for_loans` a month.

    most: where the search ends; that is the answer when it is borne. None where not even a loan without interest is.
    The payment is in whole øre, as in the plan of a loan.
    """
    able, whole, top = for_loans * ORE, Fraction(in_ore(principal)), int(exact(most) * ORE)
    if not _borne(whole, 0, years, able):
        return None
    low, high = 0, top + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _borne(whole, middle, years, able) else (low, middle)
    return Decimal(low) / ORE


def _borne(principal: Fraction, hundredths: int, years: int, able: Fraction) -> bool:
    """Whether the loan is borne by that rate; amounts in øre."""
    interest = per_term(Fraction(hundredths, ORE), MONTHS)
    return in_ore(payment(principal, interest, years * MONTHS) / ORE) <= able
