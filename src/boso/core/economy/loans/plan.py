"""The plan of a loan, term by term, to the øre.

Interest of a term is the rate of the term times what was left, rounded to whole øre, halves up. An annuity's payment is
rounded likewise and stands until the rate changes; a serial loan's instalment is the principal divided by the terms it
is paid down in. The last term takes what is left, so that the instalments are the principal to the øre.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from boso.core.economy.exact import ORE, PER_CENT, in_ore
from boso.core.economy.loans.annuity import payment, per_term
from boso.core.economy.loans.rates import of_payments


class Kind(StrEnum):
    """How a loan is paid down: the same payment, or the same instalment, each term."""

    ANNUITY = "annuity"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class RateFrom:
    """A nominal rate in percent a year, from a term on (the first is 1). A fixed rate is followed by a floating one."""

    term: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Loan:
    """What a plan is made of; amounts in kroner.

    interest_only: terms at the start without instalments (avdragsfrihet), within `terms`. rates: from term 1, in order.
    fee: paid once, when the loan is paid out; term_fee: with each payment.

    Raises ValueError for what cannot be a loan.
    """

    principal: Decimal
    terms: int
    rates: tuple[RateFrom, ...]
    terms_a_year: int = 12
    kind: Kind = Kind.ANNUITY
    interest_only: int = 0
    fee: Decimal = Decimal(0)
    term_fee: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        starts = [rate.term for rate in self.rates]
        if not starts or starts[0] != 1 or sorted(set(starts)) != starts:
            raise ValueError("Rates stand in order, the first from term 1")
        if any(rate.percent < 0 for rate in self.rates):
            raise ValueError("Interest is never below nought")
        if min(self.principal, self.fee, self.term_fee) < 0 or self.terms_a_year < 1:
            raise ValueError("An amount is never below zero, and a year has at least one term")
        if not 0 <= self.interest_only < self.terms:
            raise ValueError("A loan is paid down in at least one term")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the plan, in øre. fee: what is paid besides interest and instalment."""

    number: int
    interest: int
    instalment: int
    rest: int
    fee: int = 0

    @property
    def paid(self) -> int:
        """Everything that is paid that term, in øre."""
        return self.interest + self.instalment + self.fee


def plan(loan: Loan) -> list[Term]:
    """Every term of the loan, the first first."""
    whole = rest = in_ore(loan.principal)
    fee, rates = in_ore(loan.term_fee), {rate.term: rate.percent for rate in loan.rates}
    serial = _whole_ore(Fraction(whole, loan.terms - loan.interest_only))
    interest, annuity, terms = Fraction(0), 0, []
    for number in range(1, loan.terms + 1):
        left = loan.terms - max(number - 1, loan.interest_only)
        if number in rates:
            interest = per_term(rates[number], loan.terms_a_year)
        if number in rates or number == loan.interest_only + 1:
            annuity = _whole_ore(payment(Fraction(rest), interest, left))
        of_term = _whole_ore(rest * interest)
        instalment = min(rest, serial if loan.kind is Kind.SERIAL else max(0, annuity - of_term))
        if number <= loan.interest_only:
            instalment = 0
        elif number == loan.terms:
            instalment = rest
        rest -= instalment
        terms.append(Term(number, of_term, instalment, rest, fee))
    return terms


def effective_rate(loan: Loan) -> float:
    """The effective rate in percent a year, fees counted.

    Raises ValueError when the fee is as large as the loan.
    """
    rate = of_payments(in_ore(loan.principal) - in_ore(loan.fee), [term.paid for term in plan(loan)])
    return ((1 + rate) ** loan.terms_a_year - 1) * PER_CENT


def _whole_ore(ore: Fraction) -> int:
    return in_ore(ore / ORE)
