"""What is asked: a household, the home it looks at, and what bank and municipality can give. Amounts are kroner.

What nobody has said is None, and is named in the answer where it matters. Nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from boso.core.economy.ability.paying import Means
from boso.core.economy.exposure import Risk
from boso.core.economy.people import Household, Tenure
from boso.core.economy.startlan import Facts

NOUGHT = Decimal(0)
#: As many decimals as a rate has in Husbanken's tables.
THOUSANDTH = Decimal(1) / 1000


def in_thousandths(rate: Decimal) -> int:
    """A rate in thousandths of a percent.

    Raises ValueError for a rate with more decimals than three.
    """
    if rate % THOUSANDTH:
        raise ValueError("A rate has three decimals at the most")
    return int(rate / THOUSANDTH)


@dataclass(frozen=True, slots=True)
class Bank:
    """What an ordinary bank offers: the most it lends (nought when it refuses), percent a year, and years."""

    most: Decimal
    rate: Decimal = NOUGHT
    years: int = 1

    def __post_init__(self) -> None:
        if min(self.most, self.rate) < 0 or self.years < 1:
            raise ValueError("A bank lends no less than nothing, in at least one year")
        in_thousandths(self.rate)


@dataclass(frozen=True, slots=True)
class Buying:
    """A home to buy. value: what it would sell for; the price where None. costs: of the purchase (fees and duties).

    works: spent on making it suit; works_value: of that, what adds to the value. running_month: shared costs, municipal
    fees, insurance, electricity. counted_year: housing costs besides loans as bostøtte counts them; None: nobody has
    said."""

    price: Decimal
    value: Decimal | None = None
    costs: Decimal = NOUGHT
    works: Decimal = NOUGHT
    works_value: Decimal = NOUGHT
    adaptation_grant: Decimal = NOUGHT
    tenure: Tenure = Tenure.OWN
    running_month: Decimal = NOUGHT
    counted_year: Decimal | None = None
    adapted: bool = False

    def __post_init__(self) -> None:
        amounts = (self.costs, self.works, self.works_value, self.adaptation_grant, self.running_month)
        if self.price <= 0 or min(*amounts, self.value or 0, self.counted_year or 0) < 0:
            raise ValueError("A home has a price, and no amount is below zero")
        if self.works_value > self.works or self.adaptation_grant > self.works:
            raise ValueError("Works add no more to the value than they cost, and no more is granted for them")
        if self.tenure is Tenure.RENT:
            raise ValueError("What is bought is not rented")

    @property
    def need(self) -> Decimal:
        """What must be paid with own means, loans and an establishment grant."""
        return self.price + self.costs + self.works - self.adaptation_grant


@dataclass(frozen=True, slots=True)
class Renting:
    """A home to rent. deposit: that is asked. counted_year: as bostøtte counts it; the rent of a year where None."""

    month: Decimal
    running_month: Decimal = NOUGHT
    deposit: Decimal = NOUGHT
    counted_year: Decimal | None = None
    adapted: bool = False

    def __post_init__(self) -> None:
        if min(self.month, self.running_month, self.deposit, self.counted_year or 0) < 0:
            raise ValueError("No amount is below zero")


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """The startlån that can be had: a monthly annuity. rate: nominal, percent a year, the municipality's margin with
    it.

    stress_rate: the municipality's own, which both loans must be borne by as well; None: no such rate is set. years:
    terms that are tried; those of core/law/combination.toml where None. met, grounds: for a term above 30 years, as in
    `loans.lawful_terms.Wanted`. fee: paid once; term_fee: each month.
    """

    rate: Decimal
    stress_rate: Decimal | None = None
    years: tuple[int, ...] | None = None
    interest_only_years: int = 0
    met: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    fee: Decimal = NOUGHT
    term_fee: Decimal = NOUGHT

    def __post_init__(self) -> None:
        amounts = (self.rate, self.stress_rate or 0, self.fee, self.term_fee, self.interest_only_years)
        if min(amounts) < 0 or any(years < 1 for years in self.years or ()):
            raise ValueError("No rate, fee or term is below zero")
        in_thousandths(self.rate)
        in_thousandths(self.stress_rate or NOUGHT)


@dataclass(frozen=True, slots=True)
class Local:
    """What the municipality gives and sets; None: nobody has said.

    grant_most: the largest establishment grant for this household (nought when none is given). grant_after_startlan:
    whether a grant is only for what startlån cannot carry; the law's word where None. guarantee: whether it guarantees
    for a deposit. most_startlan, most_years, own_percent: bounds of its own guideline, where the second layer is to
    count.
    """

    grant_most: Decimal | None = None
    grant_after_startlan: bool | None = None
    guarantee: bool | None = None
    risk: Risk | None = None
    most_startlan: Decimal | None = None
    most_years: int | None = None
    own_percent: Decimal | None = None

    def __post_init__(self) -> None:
        if min(self.grant_most or 0, self.most_startlan or 0, self.own_percent or 0) < 0:
            raise ValueError("No amount is below zero")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked. own: the household's own means. bank: None: nobody has asked one.

    means.running is not used: the home says what it costs. horizon: years over which costs are compared, and step:
    kroner between amounts that are tried; both as in core/law/combination.toml where None.
    """

    on: dt.date
    household: Household
    means: Means
    municipality: str
    place: int | None = None
    own: Decimal | None = None
    bank: Bank | None = None
    buying: Buying | None = None
    renting: Renting | None = None
    facts: Facts = field(default_factory=Facts)
    terms: LoanTerms | None = None
    local: Local = field(default_factory=Local)
    horizon: int | None = None
    step: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.own or 0) < 0 or (self.step is not None and self.step <= 0) or (self.horizon or 1) < 1:
            raise ValueError("Own means are not below zero; a step and a horizon are above")
