"""The municipality's own share of the programme's costs.

With grant G, own share s (0 to 1) and accepted programme costs C:

    required own share = s · C
    grant payable      = min(G, (1 − s) · C)

Before the accounts are in nobody knows C. It is then taken as the costs that the whole grant answers to,
C = G / (1 − s), so that the required own share is G · s / (1 − s); the result says so (`derived`).
1 500 000 kr with 30 % asks for 642 857,14 kr.

What s is in which year of the programme is data with a source, handed in by the caller. A year whose s nobody has
stated gives no requirement. Amounts are in kroner; everything is exact until it is rounded once, to øre, halves up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Rate:
    """The own share in one year of the programme, and who says so.

    per_cent: 0 to below 100; None where the source does not state it. source: an id the reader can follow.
    known_on: the day the source is from, where it has one.
    """

    year_in_programme: int
    per_cent: Decimal | None
    source: str
    known_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.per_cent is not None and not 0 <= self.per_cent < PER_CENT:
            raise ValueError("An own share lies from 0 to below 100 per cent")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is asked of the municipality for one grant, each amount in kroner to the øre.

    rate: the rate used; None when there is none for the year. costs, required, payable: None when not known.
    derived: the costs were taken from the grant, as the accounts are not in.
    """

    grant: Decimal
    rate: Rate | None
    costs: Decimal | None
    required: Decimal | None
    payable: Decimal | None
    derived: bool

    @property
    def is_known(self) -> bool:
        """Whether the source states an own share for the year."""
        return self.required is not None


@dataclass(frozen=True, slots=True)
class OwnMeans:
    """What the municipality has put in, own effort and cash kept apart (kroner)."""

    cash: Decimal = Decimal(0)
    effort: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Cash and own effort together."""
        return self.cash + self.effort


@dataclass(frozen=True, slots=True)
class Standing:
    """The requirement against what is put in.

    short: kroner that are lacking, never below zero; None when no requirement is known.
    """

    required: Decimal | None
    means: OwnMeans
    short: Decimal | None

    @property
    def is_short(self) -> bool:
        """Whether something is lacking: then the page says so in plain words."""
        return bool(self.short)


def rate_for(rates: Iterable[Rate], year_in_programme: int, on: dt.date | None = None) -> Rate | None:
    """The rate of that year: the newest known on the day, or the newest of all when no day is given.

    A rate without a day is older than any with one. None when there is no rate for the year.
    """
    found = [
        rate
        for rate in rates
        if rate.year_in_programme == year_in_programme and (on is None or rate.known_on is None or rate.known_on <= on)
    ]
    return max(found, key=lambda rate: rate.known_on or dt.date.min, default=None)


def requirement(grant: Decimal, rate: Rate | None, accepted_costs: Decimal | None = None) -> Requirement:
    """What a grant of G kroner asks for under the rate, by the formulas above.

    Raises ValueError for an amount below zero.
    """
    _not_negative(grant, accepted_costs)
    derived = accepted_costs is None
    if rate is None or rate.per_cent is None:
        return Requirement(grant, rate, accepted_costs, None, None, derived)
    share = Fraction(rate.per_cent) / PER_CENT
    costs = Fraction(grant) / (1 - share) if accepted_costs is None else Fraction(accepted_costs)
    payable = min(Fraction(grant), (1 - share) * costs)
    return Requirement(grant, rate, to_ore(costs), to_ore(share * costs), to_ore(payable), derived)


def effort(hours: Decimal, hourly_rate: Decimal) -> Decimal:
    """Own effort in kroner: hours times the rate of an hour, to the øre.

    Raises ValueError for a number below zero.
    """
    _not_negative(hours, hourly_rate)
    return to_ore(Fraction(hours) * Fraction(hourly_rate))


def standing(required: Decimal | None, means: OwnMeans) -> Standing:
    """How what is put in stands against the requirement."""
    short = None if required is None else max(Decimal(0), required - means.total)
    return Standing(required, means, short)


def to_ore(amount: Fraction) -> Decimal:
    """An exact amount of kroner, not below zero, to whole øre, halves up."""
    return Decimal((2 * amount * 100 + 1) // 2).scaleb(-2)


def _not_negative(*amounts: Decimal | None) -> None:
    if any(amount is not None and amount < 0 for amount in amounts):
        raise ValueError("An amount is never below zero")
