"""All mixes of a grid at once, in columns: which there are, what each costs whom, and what is left.

Amounts are øre in 64-bit whole numbers, so that every comparison is exact.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import numpy.typing as npt

from boso.core.economy.bostotte import many
from boso.core.economy.bostotte.terms import Case
from boso.core.economy.combination.courses import Course, Ints, course, of_share
from boso.core.economy.combination.question import Bank, Buying, LoanTerms
from boso.core.economy.exact import MONTHS, ORE, exact, in_ore, percent
from boso.core.economy.exposure import Risk
from boso.core.economy.losses import AREA as LOSSES
from boso.core.law import parameters

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sources:
    """Who pays how much, and in how many years the startlån is paid back (0 without one)."""

    own: Ints
    bank: Ints
    startlan: Ints
    grant: Ints
    years: Ints

    def where(self, which: Flags | Ints) -> Sources:
        """Some of them."""
        return Sources(*(getattr(self, field.name)[which] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Figures:
    """What comes of it, row by row. bostotte: kroner a month; known: whether it is. left_stressed: as left without
    such a rate."""

    bank_month: Ints
    startlan_month: Ints
    month: Ints
    bostotte: Ints
    known: Flags
    left: Ints
    left_stressed: Ints
    household: Ints
    municipality: Ints
    state: Ints
    municipality_worst: Ints
    state_worst: Ints

    @property
    def borne(self) -> Flags:
        """Whether it can be paid, now and by the stress rate."""
        found: Flags = (self.left >= 0) & (self.left_stressed >= 0)
        return found

    def where(self, which: Flags | Ints) -> Figures:
        """Some of them."""
        return Figures(*(getattr(self, field.name)[which] for field in fields(self)))


def axis(most: int, step: int) -> list[int]:
    """The amounts that are tried: every step from nought, and the most."""
    return sorted({*range(0, most + 1, step), most})


def points(most: int, step: int) -> int:
    """How many amounts that is."""
    return len(range(0, most, step)) + 1


def sources(need: int, own: int, bank: int, grant: int, step: int, years: list[int]) -> Sources:
    """Every mix of the grid, in øre; own, bank and grant are the most of each.

    Own means, bank loan and grant are on the axes and startlån is the rest, by each term; without startlån the rest
    is the bank's, and without either own means."""
    owns, banks, grants = axis(min(own, need), step), axis(min(bank, need), step), axis(min(grant, need), step)
    rows = {
        (of_own, of_bank, need - of_own - of_bank - of_grant, of_grant, term)
        for of_own, of_bank, of_grant in product(owns, banks, grants)
        if of_own + of_bank + of_grant < need
        for term in years
    }
    rows |= {
        (of_own, need - of_own - of_grant, 0, of_grant, 0)
        for of_own, of_grant in product(owns, grants)
        if 0 < need - of_own - of_grant <= bank
    }
    rows |= {(need - of_grant, 0, 0, of_grant, 0) for of_grant in grants if need - of_grant <= own}
    columns = np.array(sorted(rows), np.int64).reshape(-1, len(fields(Sources)))
    return Sources(*columns.T)


@dataclass(frozen=True, slots=True)
class Facing:
    """What all rows have in common. left: of the household's money for a home, in øre a month; case: as bostøtte sees
    it, its costs those besides loans, None where bostøtte is not known; bank: None without one."""

    on: dt.date
    left: int
    case: Case | None
    buying: Buying
    bank: Bank | None
    terms: LoanTerms | None
    risk: Risk | None
    years: int


def figures(rows: Sources, facing: Facing) -> Figures:
    """What every mix costs and leaves."""
    months = facing.years * MONTHS
    bank, lent = _bank(rows, facing, months), _startlan(rows, facing, months)
    terms, running = facing.terms, in_ore(facing.buying.running_month)
    term_fee = 0 if terms is None else in_ore(terms.term_fee)
    fee = 0 if terms is None else in_ore(terms.fee)
    has = rows.startlan > 0
    lent_month = lent.month + has * term_fee
    month = running + bank.month + lent_month
    bostotte, known = paid(facing.case, bank.month + lent_month, facing.on)
    fees = has * (fee + term_fee * np.minimum(months, rows.years * MONTHS))
    expected_municipality, expected_state = _expected(rows, bank, lent, facing)
    first = of_share(rows.startlan, percent(parameters.value(LOSSES, "municipality.first_percent", facing.on)))
    given = (
        ORE
        * MONTHS
        * sum(
            (
                paid(facing.case, _in_year(rows, facing, bank, lent, term_fee, year), facing.on)[0]
                for year in range(facing.years)
            ),
            np.zeros_like(rows.own),
        )
    )
    costs = in_ore(facing.buying.costs)
    return Figures(
        bank_month=bank.month,
        startlan_month=lent_month,
        month=month,
        bostotte=bostotte,
        known=known,
        left=facing.left - month + ORE * bostotte,
        left_stressed=_stressed(rows, facing, running, term_fee),
        household=costs + bank.interest + lent.interest + fees + running * months - given,
        municipality=rows.grant + in_ore(facing.buying.adaptation_grant) + expected_municipality,
        state=given + expected_state,
        municipality_worst=first,
        state_worst=rows.startlan - first,
    )


def _in_year(rows: Sources, facing: Facing, bank: Course, lent: Course, term_fee: int, year: int) -> Ints:
    """What the loans cost a month when a year begins, from 0: a loan that is paid down costs nothing, and one at its
    start perhaps interest alone."""
    lasts = facing.bank is not None and year < facing.bank.years
    free = facing.terms is not None and year < facing.terms.interest_only_years
    of_startlan = (lent.first if free else lent.month) + term_fee
    found: Ints = bank.month * lasts + np.where(year < rows.years, of_startlan, 0)
    return found


def paid(case: Case | None, loans_month: Ints, on: dt.date) -> tuple[Ints, Flags]:
    """The bostøtte of a month, in kroner, by what loans cost a month; nought, and False, where it is not known."""
    if case is None:
        return np.zeros_like(loans_month), np.zeros(len(loans_month), np.bool_)
    different, which = np.unique(loans_month, return_inverse=True)
    costs = in_ore(case.costs_year) + different * MONTHS
    found = many.months(many.alike(case, income=np.full_like(costs, in_ore(case.income_year)), costs=costs), on)
    return found.month[which], found.known[which]


def _startlan(rows: Sources, facing: Facing, months: int, rate: Decimal | None = None) -> Course:
    """The startlån of each row, term by term of years."""
    month, first, interest = (np.zeros_like(rows.startlan) for _column in range(1 + 2))
    rests = [np.zeros_like(rows.startlan) for _year in range(-(-months // MONTHS))]
    if facing.terms is None:
        return Course(month, first, interest, tuple(rests))
    for years in np.unique(rows.years[rows.startlan > 0]):
        which = (rows.years == years) & (rows.startlan > 0)
        different, back = np.unique(rows.startlan[which], return_inverse=True)
        by = facing.terms.rate if rate is None else rate
        found = course(different, by, int(years), months, facing.terms.interest_only_years)
        month[which], first[which], interest[which] = found.month[back], found.first[back], found.interest[back]
        for year, rest in enumerate(found.rests):
            rests[year][which] = rest[back]
    return Course(month, first, interest, tuple(rests))


def _bank(rows: Sources, facing: Facing, months: int, rate: Decimal | None = None) -> Course:
    different, back = np.unique(rows.bank, return_inverse=True)
    bank = facing.bank or Bank(Decimal(0))
    found = course(different, bank.rate if rate is None else rate, bank.years, months)
    return Course(found.month[back], found.first[back], found.interest[back], tuple(rest[back] for rest in found.rests))


def _stressed(rows: Sources, facing: Facing, running: int, term_fee: int) -> Ints:
    """What is left by the stress rate, or by a loan's own rate where that is higher."""
    stress = None if facing.terms is None else facing.terms.stress_rate
    if facing.terms is None or stress is None:
        return np.zeros_like(rows.own)
    bank = _bank(rows, facing, 0, None if facing.bank is None else max(stress, facing.bank.rate))
    lent = _startlan(rows, facing, 0, max(stress, facing.terms.rate))
    loans = bank.month + lent.month + (rows.startlan > 0) * term_fee
    bostotte, _known = paid(facing.case, loans, facing.on)
    left: Ints = facing.left - running - loans + ORE * bostotte
    return left


def _expected(rows: Sources, bank: Course, lent: Course, facing: Facing) -> tuple[Ints, Ints]:
    """What municipality and state can expect to lose; nothing where no risk is set."""
    nothing = np.zeros_like(rows.startlan)
    if facing.risk is None:
        return nothing, nothing
    value = facing.buying.price if facing.buying.value is None else facing.buying.value
    sold = in_ore(exact(value) * (1 - percent(facing.risk.price_fall_percent)))
    first = percent(parameters.value(LOSSES, "municipality.first_percent", facing.on))
    whole, municipality = nothing.copy(), nothing.copy()
    for of_bank, rest in zip(bank.rests, lent.rests, strict=True):
        loss = np.maximum(0, rest - np.maximum(0, sold - of_bank))
        whole = whole + loss
        municipality = municipality + np.minimum(loss, of_share(rest, first))
    chance = percent(facing.risk.loss_percent_year)
    return of_share(municipality, chance), of_share(whole - municipality, chance)


def floor_ore(amount: Fraction) -> int:
    """Whole øre, downwards: what can be paid of an exact amount."""
    return (amount * ORE).__floor__()
