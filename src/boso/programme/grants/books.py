"""Puts rows together with the arithmetic of `core.economy`: ledgers of awards, requirements, who is short.

Takes rows that queries have fetched, with what hangs on them; asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boso.core.economy.ledger import Balance, Ledger, Move, Movement
from boso.core.economy.own_share import OwnMeans, Rate, Requirement, Standing, rate_for, requirement, standing
from boso.programme.grants.models import (
    Award,
    AwardState,
    CarryOver,
    ContributionKind,
    ContributionState,
    OwnContribution,
    OwnShareRate,
    PaymentRequest,
    PaymentState,
    Repayment,
    TableCell,
)
from boso.programme.partnership.models import Participation

STANDING_STATES = (AwardState.DECIDED, AwardState.ACCEPTED, AwardState.CLOSED)


@dataclass(frozen=True, slots=True)
class Accounts:
    """What has happened to one award, apart from the award itself."""

    payments: Sequence[PaymentRequest] = ()
    carry_overs: Sequence[CarryOver] = ()
    repayments: Sequence[Repayment] = ()

    def paid(self) -> list[PaymentRequest]:
        """The requests that are paid."""
        return [payment for payment in self.payments if payment.state == PaymentState.PAID]

    def reserved(self) -> list[PaymentRequest]:
        """The requests that are approved or paid: their money is spoken for."""
        return [p for p in self.payments if p.state in (PaymentState.APPROVED, PaymentState.PAID)]


@dataclass(frozen=True, slots=True)
class Sums:
    """What has happened to one award, summed up (kroner)."""

    paid: Decimal = Decimal(0)
    given_back: Decimal = Decimal(0)
    carried: Decimal = Decimal(0)
    costs: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One grant of a participant: an award, or an amount the report only expects (then `cell` alone).

    programme_year: the year in the programme; `year_is_derived` where it is counted from the intake and the column
    of the table. balance: None where the accounts are not known here.
    """

    participation: Participation
    award: Award | None
    cell: TableCell | None
    programme_year: int | None
    year_is_derived: bool
    requirement: Requirement
    balance: Balance | None

    @property
    def amount(self) -> Decimal:
        """Kroner."""
        return self.requirement.grant

    @property
    def is_expected(self) -> bool:
        """Whether it is only expected."""
        return self.award is None

    @property
    def year(self) -> int | None:
        """The year it goes by."""
        if self.award is not None:
            return self.award.year
        return self.cell.column.year if self.cell is not None else None

    @property
    def decision_year(self) -> int | None:
        """When it was granted; None: not stated."""
        return self.award.decision_year if self.award is not None else None

    @property
    def work_year(self) -> int | None:
        """Which year's work it is for; None: not stated."""
        return self.award.work_year if self.award is not None else None

    @property
    def owed(self) -> Decimal:
        """Kroner drawn beyond what the accepted costs of a closed award pay for."""
        payable = self.requirement.payable
        if self.balance is None or payable is None or self.requirement.derived:
            return Decimal(0)
        return max(Decimal(0), self.balance.drawn - payable)


@dataclass(frozen=True, slots=True)
class WorkYear:
    """One year of work: what the grants for it ask the municipality to put in, and what it has.

    required is None where no grant is known to be for that year, or the own share of it is not stated.
    waiting: kroner of `standing.means` that the bank has not accepted yet.
    """

    year: int
    required: Decimal | None
    derived: bool
    standing: Standing
    contributions: tuple[OwnContribution, ...]
    waiting: Decimal


def ledger_of(award: Award, accounts: Accounts, *, reserve: bool = False) -> Ledger:
    """The ledger of one award, a pot for each year. reserve: what is approved counts as paid.

    Raises ledger.Overdrawn should the rows ask for more than there is; the actions see to it that they do not.
    """
    payments = accounts.reserved() if reserve else accounts.paid()
    moves = [Movement(Move.AWARD, award.work_year, award.amount)]
    for carry in sorted(accounts.carry_overs, key=lambda one: one.from_year):
        moves.append(Movement(Move.CARRY, carry.from_year, carry.amount, carry.to_year))
    moves += [Movement(Move.PAY, payment.work_year, payment.amount) for payment in payments]
    moves += [Movement(Move.GIVE_BACK, back.work_year, back.amount) for back in accounts.repayments]
    ledger = Ledger(moves)
    if award.state == AwardState.CLOSED:
        for pot in ledger.pots():
            if rest := ledger.balance(pot).available:
                ledger.post(Movement(Move.LAPSE, pot, rest))
    return ledger


def left_in_pots(award: Award, accounts: Accounts) -> dict[int, Decimal]:
    """What can still be asked for of an award, by year of work; years with nothing left are absent."""
    ledger = ledger_of(award, accounts, reserve=True)
    found = {pot: ledger.balance(pot).available for pot in ledger.pots() if isinstance(pot, int)}
    return {pot: left for pot, left in sorted(found.items()) if left}


def rates_of(rows: Iterable[OwnShareRate]) -> list[Rate]:
    """The own share by year in the programme, with the fact that says so."""
    return [Rate(row.year_in_programme, row.rate, row.fact_id) for row in rows]


def programme_year(
    participation: Participation, award: Award | None, cell: TableCell | None
) -> tuple[int | None, bool]:
    """The year in the programme a grant is for, and whether it is derived.

    The report does not say which year its amounts are for: then the column's year is counted from the intake's.
    """
    if award is not None and award.programme_year is not None:
        return award.programme_year, False
    if cell is None or participation.intake is None:
        return None, False
    return max(1, cell.column.year - participation.intake.year + 1), True


def sums_of(accounts: Accounts) -> Sums:
    """The sums of accounts that were fetched row by row."""
    paid = accounts.paid()
    return Sums(
        paid=sum((one.amount for one in paid), Decimal(0)),
        given_back=sum((one.amount for one in accounts.repayments), Decimal(0)),
        carried=sum((one.amount for one in accounts.carry_overs), Decimal(0)),
        costs=sum((one.accepted_costs or Decimal(0) for one in paid), Decimal(0)),
    )


def balance_of(award: Award, sums: Sums) -> Balance:
    """The award as a whole: what is carried leaves one pot and comes into another of its own."""
    lapsed = award.amount - sums.paid if award.state == AwardState.CLOSED else Decimal(0)
    return Balance(award.amount, sums.carried, sums.carried, sums.paid, sums.given_back, lapsed)


def award_line(rates: Sequence[Rate], participation: Participation, award: Award, sums: Sums) -> Line:
    """An award with its requirement and, where it was made here, its accounts. Costs count once it is closed."""
    year, derived = programme_year(participation, award, award.cell)
    rate = rate_for(rates, year) if year is not None else None
    costs = sums.costs if award.state == AwardState.CLOSED else None
    balance = None if award.is_from_report else balance_of(award, sums)
    return Line(participation, award, award.cell, year, derived, requirement(award.amount, rate, costs), balance)


def expected_line(rates: Sequence[Rate], participation: Participation, cell: TableCell) -> Line:
    """An amount that the report only expects."""
    year, derived = programme_year(participation, None, cell)
    rate = rate_for(rates, year) if year is not None else None
    return Line(participation, None, cell, year, derived, requirement(cell.amount or Decimal(0), rate), None)


def means_of(contributions: Iterable[OwnContribution]) -> OwnMeans:
    """Cash and own effort, kept apart; drafts do not count."""
    counted = [one for one in contributions if one.state != ContributionState.DRAFT]
    cash = sum((one.amount for one in counted if one.kind == ContributionKind.CASH), Decimal(0))
    effort = sum((one.amount for one in counted if one.kind == ContributionKind.HOURS), Decimal(0))
    return OwnMeans(cash, effort)


def work_years(lines: Iterable[Line], contributions: Iterable[OwnContribution]) -> list[WorkYear]:
    """The years of work with a grant or a contribution, the first first."""
    grants: dict[int, list[Line]] = {}
    given: dict[int, list[OwnContribution]] = {}
    for one in lines:
        if one.award is not None and one.award.state in STANDING_STATES and one.work_year is not None:
            grants.setdefault(one.work_year, []).append(one)
    for contribution in contributions:
        given.setdefault(contribution.work_year, []).append(contribution)
    return [_work_year(year, grants.get(year, []), given.get(year, [])) for year in sorted({*grants, *given})]


def _work_year(year: int, lines: list[Line], given: list[OwnContribution]) -> WorkYear:
    required: Decimal | None = None
    if lines and all(one.requirement.is_known for one in lines):
        required = sum((one.requirement.required or Decimal(0) for one in lines), Decimal(0))
    waiting = sum((one.amount for one in given if one.state == ContributionState.REPORTED), Decimal(0))
    derived = any(one.requirement.derived for one in lines)
    return WorkYear(year, required, derived, standing(required, means_of(given)), tuple(given), waiting)


def ahead_of_costs(
    rates: Sequence[Rate], payment: PaymentRequest, accounts: Accounts, accepted_costs: Decimal
) -> Decimal:
    """Kroner by which the award's payments, this one among them, would exceed what the accepted costs pay for.

    Zero where they do not, or where no own share is known for the year.
    """
    award = payment.award
    others = [one for one in accounts.reserved() if one.pk != payment.pk]
    costs = sum((one.accepted_costs or Decimal(0) for one in others), accepted_costs)
    asked = sum((one.amount for one in others), payment.amount)
    year, _derived = programme_year(award.participation, award, award.cell)
    payable = requirement(award.amount, rate_for(rates, year or 0), costs).payable
    return Decimal(0) if payable is None else max(Decimal(0), asked - payable)
