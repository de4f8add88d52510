"""What a startlån can cost the municipality and the state: at the worst, and what is to be expected.

    worst     everything that is left of the loan is lost, in the year it is largest
    expected  each year the same share of loans ends in a loss, and the home then sells for so much less than its value

The share and the fall are the municipality's own settings: without them nothing is expected, and the answer says so.
Interest and costs due before the sale are left out. Nothing is taken off for loans that have ended in a loss in an
earlier year, so that what is expected is never too little."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.core.economy.exact import ORE, exact, percent, to_ore
from boso.core.economy.lawful import Missing
from boso.core.economy.loans.plan import Loan, plan
from boso.core.economy.losses import Shared, share

NOTHING = Shared(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Risk:
    """The municipality's settings, in percent: of its loans that end in a loss each year, and of a home's value lost
    then.

    Raises ValueError outside 0 to 100, and for a share of loans with more decimals than three.
    """

    loss_percent_year: Decimal
    price_fall_percent: Decimal

    def __post_init__(self) -> None:
        if not all(0 <= percent(one) <= 1 for one in (self.loss_percent_year, self.price_fall_percent)):
            raise ValueError("A percent is from 0 to 100")
        if self.loss_percent_year * 1000 % 1:
            raise ValueError("A percent has three decimals at the most")


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the loan. rest: what is left when it begins; if_lost: who bears it when all is lost; at_fall: when
    the home sells for less by the fall, None where none is set. Kroner."""

    number: int
    rest: Decimal
    if_lost: Shared
    at_fall: Shared | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """worst: of all years; expected: over all the years that were asked for. missing: why nothing is expected."""

    years: tuple[Year, ...]
    worst: Shared
    expected: Shared | None
    missing: tuple[Missing, ...]


def exposure(
    loan: Loan,
    on: dt.date,
    *,
    value: Decimal,
    years: int,
    before: Sequence[Decimal] = (),
    risk: Risk | None = None,
) -> Exposure:
    """What the loan exposes to in its first `years` years, by the law of that day.

    value: of the home, kroner, taken as unchanged. before: year by year, what is left of loans that are paid first.
    Raises NotKnown for a day before the regulation.
    """
    rests = rest_by_year(loan, years)
    found = []
    for number, rest in enumerate(rests, start=1):
        first = before[number - 1] if number <= len(before) else Decimal(0)
        at_fall = None if risk is None else _shared(rest, lost(rest, first, value, risk), on)
        found.append(Year(number, rest, _shared(rest, rest, on), at_fall))
    worst = max((year.if_lost for year in found), key=lambda one: one.municipality, default=NOTHING)
    if risk is None:
        return Exposure(tuple(found), worst, None, unset())
    chance = percent(risk.loss_percent_year)
    falls = [year.at_fall for year in found if year.at_fall is not None]
    expected = Shared(
        to_ore(chance * sum((exact(one.municipality) for one in falls), Fraction(0))),
        to_ore(chance * sum((exact(one.state) for one in falls), Fraction(0))),
    )
    return Exposure(tuple(found), worst, expected, ())


def rest_by_year(loan: Loan, years: int) -> list[Decimal]:
    """What is left of the loan when each of its first years begins, kroner; years in which it is paid are left out."""
    terms = plan(loan)
    starts = [loan.principal, *(Decimal(term.rest) / ORE for term in terms)]
    rests = [starts[year * loan.terms_a_year] for year in range(years) if year * loan.terms_a_year < len(terms)]
    return [rest for rest in rests if rest]


def lost(rest: Decimal, first: Decimal, value: Decimal, risk: Risk) -> Decimal:
    """What is lost of a loan when the home sells after the fall and `first` is paid before it; kroner to the øre."""
    sold = to_ore(exact(value) * (1 - percent(risk.price_fall_percent)))
    return max(Decimal(0), rest - max(Decimal(0), sold - first))


def unset() -> tuple[Missing, ...]:
    """What must be set before anything can be expected."""
    return (Missing("", "risk", "the municipality has not set how many loans end in a loss, and how far prices fall"),)


def _shared(rest: Decimal, loss: Decimal, on: dt.date) -> Shared:
    return share(rest, loss, on)
