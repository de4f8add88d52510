"""Every mix tried one by one in plain Python, with the plan of each loan and bostøtte step by step.

`combine` must find the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from boso.core.economy.ability.paying import ability
from boso.core.economy.bostotte.terms import case_of
from boso.core.economy.bostotte.working import worked
from boso.core.economy.combination.answer import Aim
from boso.core.economy.combination.question import Question
from boso.core.economy.lawful import Lacking
from boso.core.economy.loans.lawful_terms import Wanted, breaches
from boso.core.economy.loans.plan import Loan, RateFrom, Term, plan
from boso.core.economy.losses import share

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Tried:
    """One mix with its figures; amounts in kroner."""

    own: Decimal
    bank: Decimal
    startlan: Decimal
    grant: Decimal
    years: int
    left: Fraction
    left_stressed: Fraction | None
    household: Fraction
    municipality: Fraction
    state: Fraction
    worst: tuple[Decimal, Decimal]

    @property
    def borne(self) -> bool:
        return self.left >= 0 and (self.left_stressed is None or self.left_stressed >= 0)

    def key(self, aim: Aim) -> tuple:
        base = (self.household, -self.left, self.startlan, self.grant, self.bank, self.own, self.years)
        first: dict[Aim, tuple] = {
            Aim.HOUSEHOLD: (),
            Aim.MUNICIPALITY: (self.municipality, self.worst[0]),
            Aim.STATE: (self.state, self.worst[1]),
            Aim.SAFEST: (-(self.left if self.left_stressed is None else self.left_stressed),),
        }
        return (*first[aim], *base)


def all_lawful(asked: Question) -> list[Tried]:
    """Every lawful mix for the home to buy, in no order."""
    mixes = [_figures(asked, *mix) for mix in sorted(set(_lawful(asked)))]
    grants = [mix.grant for mix in mixes if mix.borne]
    if grants and asked.local.grant_after_startlan in {None, True}:
        mixes = [mix for mix in mixes if mix.grant <= min(grants)]
    return mixes


def _steps(most: Decimal, step: Decimal) -> list[Decimal]:
    found, at = [], NOUGHT
    while at < most:
        found.append(at)
        at += step
    return [*found, most]


def _lawful(asked: Question) -> Iterator[tuple[Decimal, Decimal, Decimal, Decimal, int]]:
    home, local = asked.buying, asked.local
    need = home.price + home.costs + home.works - home.adaptation_grant
    own, bank, grant = asked.own or NOUGHT, asked.bank.most if asked.bank else NOUGHT, local.grant_most or NOUGHT
    for of_grant in _steps(min(grant, need), asked.step):
        if need - of_grant <= own:
            yield need - of_grant, NOUGHT, NOUGHT, of_grant, 0
        for of_own in _steps(min(own, need), asked.step):
            if 0 < need - of_own - of_grant <= bank:
                yield of_own, need - of_own - of_grant, NOUGHT, of_grant, 0
            for of_bank in _steps(min(bank, need), asked.step):
                rest = need - of_own - of_bank - of_grant
                if rest > 0:
                    yield from (
                        (of_own, of_bank, rest, of_grant, years) for years in _years(asked, of_own, of_bank, rest)
                    )


def _years(asked: Question, own: Decimal, bank: Decimal, startlan: Decimal) -> Iterator[int]:
    home, local, terms = asked.buying, asked.local, asked.terms
    stated = {**asked.facts.stated}
    if asked.bank is not None:
        enough = asked.bank.most + min(asked.own or NOUGHT, home.need) >= home.need
        if asked.own is not None or enough or not asked.bank.most:
            stated["bank_refused"] = not enough
    never = {"bank_refused", "dwelling_suitable_and_reasonable"}
    waivable = {"long_term_problem", "saving_used"}
    stopped = any(stated.get(name) is False for name in never) or (
        not asked.facts.grounds and any(stated.get(name) is False for name in waivable)
    )
    value = home.price if home.value is None else home.value
    if (
        stopped
        or terms is None
        or asked.household.applicant.age < 18
        or bank + startlan > value + home.costs + home.works_value
        or (local.most_startlan is not None and startlan > local.most_startlan)
        or (local.own_percent is not None and own < local.own_percent * home.price / 100)
    ):
        return
    for years in terms.years:
        wanted = Wanted(years, terms.interest_only_years, met=terms.met, grounds=terms.grounds)
        if years > terms.interest_only_years and years <= (local.most_years or 50) and not breaches(wanted, asked.on):
            yield years


@cache
def _plan(principal: Decimal, rate: Decimal, years: int, interest_only_years: int) -> list[Term]:
    return plan(Loan(principal, years * 12, (RateFrom(1, rate),), interest_only=interest_only_years * 12))


def _kroner(ore: int) -> Fraction:
    return Fraction(ore, 100)


def _figures(asked: Question, own: Decimal, bank: Decimal, startlan: Decimal, grant: Decimal, years: int) -> Tried:
    home, terms, months = asked.buying, asked.terms, asked.horizon * 12
    able = ability(asked.household, asked.means, asked.on)
    money = able.left - Fraction(home.running_month)
    free = terms.interest_only_years if terms else 0

    def month(of: list[Term], interest_only: int) -> Fraction:
        return _kroner(of[interest_only * 12].paid) if of else Fraction(0)

    def loans(stress: Decimal | None) -> tuple[list[Term], list[Term]]:
        by_bank = max(asked.bank.rate, stress or NOUGHT) if bank else NOUGHT
        by_us = max(terms.rate, stress or NOUGHT) if startlan else NOUGHT
        return (
            _plan(bank, by_bank, asked.bank.years, 0) if bank else [],
            _plan(startlan, by_us, years, free) if startlan else [],
        )

    def left(stress: Decimal | None) -> Fraction:
        of_bank, of_startlan = loans(stress)
        paid = month(of_bank, 0) + month(of_startlan, free) + (Fraction(terms.term_fee) if startlan else 0)
        return money - paid + Fraction(_bostotte(asked, paid * 12))

    now = left(None)
    of_bank, of_startlan = loans(None)
    given = sum(
        (12 * Fraction(_bostotte(asked, _year(asked, of_bank, of_startlan, year))) for year in range(asked.horizon)),
        Fraction(0),
    )
    interest = _kroner(sum(term.interest for term in [*of_bank[:months], *of_startlan[:months]]))
    fees = Fraction(terms.fee + terms.term_fee * min(months, years * 12)) if startlan else Fraction(0)
    running = Fraction(home.running_month) * months
    loss = _losses(asked, startlan, of_startlan, bank, of_bank)
    worst = share(startlan, startlan, asked.on) if startlan else None
    return Tried(
        own=own,
        bank=bank,
        startlan=startlan,
        grant=grant,
        years=years,
        left=now,
        left_stressed=left(terms.stress_rate) if terms and terms.stress_rate is not None else None,
        household=Fraction(home.costs) + interest + fees + running - given,
        municipality=Fraction(grant + home.adaptation_grant) + loss[0],
        state=given + loss[1],
        worst=(worst.municipality, worst.state) if worst else (NOUGHT, NOUGHT),
    )


def _year(asked: Question, of_bank: list[Term], of_startlan: list[Term], year: int) -> Fraction:
    """What the loans cost in a year, by its first month."""
    paid = sum(_kroner(loan[12 * year].paid) for loan in (of_bank, of_startlan) if 12 * year < len(loan))
    fee = Fraction(asked.terms.term_fee) if 12 * year < len(of_startlan) else Fraction(0)
    return 12 * (paid + fee)


def _bostotte(asked: Question, loans_year: Fraction) -> Decimal:
    home = asked.buying
    if home.counted_year is None:
        return NOUGHT
    costs = home.counted_year + Decimal(loans_year.numerator) / loans_year.denominator
    try:
        return worked(
            case_of(
                asked.household,
                asked.on,
                municipality=asked.municipality,
                place=asked.place,
                costs_year=costs,
                tenure=home.tenure,
                adapted=home.adapted,
            ),
            asked.on,
        ).month
    except Lacking:
        return NOUGHT


def _losses(
    asked: Question, startlan: Decimal, of_startlan: list[Term], bank: Decimal, of_bank: list[Term]
) -> tuple[Fraction, Fraction]:
    risk, home = asked.local.risk, asked.buying
    if risk is None or not startlan:
        return Fraction(0), Fraction(0)
    value = home.price if home.value is None else home.value
    sold = value * (100 - risk.price_fall_percent) / 100
    ours, theirs = NOUGHT, NOUGHT
    for year in range(asked.horizon):
        rest, first = _rest(startlan, of_startlan, year), _rest(bank, of_bank, year)
        loss = max(NOUGHT, rest - max(NOUGHT, sold - first))
        if rest:
            shared = share(rest, loss, asked.on)
            ours, theirs = ours + shared.municipality, theirs + shared.state
    chance = Fraction(risk.loss_percent_year) / 100
    return _rounded(chance * Fraction(ours)), _rounded(chance * Fraction(theirs))


def _rest(principal: Decimal, terms: list[Term], year: int) -> Decimal:
    if year == 0:
        return principal
    return Decimal(terms[year * 12 - 1].rest) / 100 if year * 12 <= len(terms) else NOUGHT


def _rounded(amount: Fraction) -> Fraction:
    return Fraction((2 * amount * 100 + 1) // 2, 100)


def day(text: str) -> dt.date:
    """A day as it is written."""
    return dt.date.fromisoformat(text)
