"""What is answered: mixes of instruments, what each costs whom, the best of them, and why each instrument is in or not.

Amounts are kroner to the øre; costs are those of the whole horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from boso.core.economy.ability.paying import Ability
from boso.core.economy.lawful import Missing
from boso.core.economy.startlan import Found


class Way(StrEnum):
    """How the household gets a home."""

    BUYING = "buying"
    RENTING = "renting"


class Instrument(StrEnum):
    """What can be in a mix."""

    OWN = "own"
    BANK = "bank"
    STARTLAN = "startlan"
    LONG_TERM = "long_term"
    GRANT = "grant"
    BOSTOTTE = "bostotte"
    GUARANTEE = "guarantee"


class Aim(StrEnum):
    """What a mix can be best for: least cost for one of three, or most left to the household when interest rises."""

    HOUSEHOLD = "household"
    MUNICIPALITY = "municipality"
    STATE = "state"
    SAFEST = "safest"


class Because(StrEnum):
    """Why an instrument is in the mix or not.

    too_little: the home cannot be paid, even with all there is of it.
    """

    USED = "used"
    NOT_KNOWN = "not_known"
    NOT_NEEDED = "not_needed"
    DEARER = "dearer"
    NONE_THERE = "none_there"
    REFUSED = "refused"
    CONDITION_NOT_MET = "condition_not_met"
    TOO_LITTLE = "too_little"
    NOT_ENTITLED = "not_entitled"
    ONLY_BUYING = "only_buying"
    ONLY_RENTING = "only_renting"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a mix costs over the horizon.

    household: interest, fees, costs of the purchase, rent and running costs, less bostøtte; instalments are saving
    and no cost. municipality: the grant, and what it can expect to lose; state: bostøtte, and what it can expect to
    lose. Where no risk is set, losses are left out and `Combination.missing` names it. municipality_worst,
    state_worst: grant or bostøtte aside, what each can lose at the most."""

    household: Decimal
    municipality: Decimal
    state: Decimal
    municipality_worst: Decimal
    state_worst: Decimal


@dataclass(frozen=True, slots=True)
class Mix:
    """One way of paying for the home. years: of the startlån, 0 without one. month: all the home costs in the dearest
    month, before bostøtte. bostotte: 0 where it is not known. left: in the dearest month, when everything is paid;
    left_stressed: the same by the municipality's stress rate, None without one. borne: neither is below zero.
    """

    way: Way
    own: Decimal
    bank: Decimal
    startlan: Decimal
    grant: Decimal
    guarantee: Decimal
    years: int
    long_term: bool
    bank_month: Decimal
    startlan_month: Decimal
    month: Decimal
    bostotte: Decimal
    left: Decimal
    left_stressed: Decimal | None
    cost: Cost
    borne: bool

    @property
    def instruments(self) -> frozenset[Instrument]:
        """What is in it."""
        amounts = {
            Instrument.OWN: self.own,
            Instrument.BANK: self.bank,
            Instrument.STARTLAN: self.startlan,
            Instrument.LONG_TERM: self.long_term,
            Instrument.GRANT: self.grant,
            Instrument.BOSTOTTE: self.bostotte,
            Instrument.GUARANTEE: self.guarantee,
        }
        return frozenset(instrument for instrument, amount in amounts.items() if amount)


@dataclass(frozen=True, slots=True)
class Why:
    """Why one instrument is in the chosen mix or not. conditions: those of startlån (or of the long term, by name) that
    decided it; amount: kroner, where one says it (the shortfall, the most income with bostøtte)."""

    instrument: Instrument
    included: bool
    because: Because
    conditions: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Combination:
    """The answer.

    chosen: the borne mix that costs the household least (buying where it can, else renting); None where nothing is
    borne. best: the best borne mix of each way by each aim. shown: for every set of instruments the mix that costs the
    household least, borne ones first; where none is borne, the one that leaves most. tried: how many lawful mixes were
    looked at; borne: how many of them can be paid. conditions: of startlån. depends: what the startlån in a mix still
    hangs on. missing: everything that is not known. readings: what BoSo assumed, by name. step: between amounts that
    were tried; None without a home to buy. in_the_way: what keeps every startlån out besides the conditions: what the
    law has against the terms, `security`, or a bound named as in `Local`."""

    ability: Ability | None
    chosen: Mix | None
    best: Mapping[tuple[Way, Aim], Mix]
    shown: tuple[Mix, ...]
    tried: int
    borne: int
    conditions: tuple[Found, ...]
    why: tuple[Why, ...]
    depends: tuple[Missing, ...]
    missing: tuple[Missing, ...]
    readings: tuple[str, ...]
    step: Decimal | None
    in_the_way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, both included, it works: at every value tried between them. step: between values tried.

    open_high, open_low: the end is only where the search ended. Percent a year, or kroner net a month.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a mix works, all else unchanged. spans: in order; around: the one that today's value lies in, None where
    it does not work today."""

    today: Decimal
    spans: tuple[Span, ...]

    @property
    def around(self) -> Span | None:
        """The span that today's value lies in."""
        return next((span for span in self.spans if span.low <= self.today <= span.high), None)

    @property
    def room(self) -> tuple[Fraction, Fraction] | None:
        """How far today's value can fall and rise, within what was tried; None where it does not work today."""
        if self.around is None:
            return None
        return Fraction(self.today - self.around.low), Fraction(self.around.high - self.today)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the line in the picture: by that rate, the least income with which the mix works from there on up.

    Kroner net a month; None where no income that was tried is enough.
    """

    rate: Decimal
    least_income: Decimal | None
