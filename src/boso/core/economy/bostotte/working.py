"""A month's bostøtte, step by step. Everything is exact until the end; what is paid is in whole kroner, halves up.

Whoever would be paid less than the minimum is paid nothing: the exact amount is held against it. Rounding and this are
BoSo's own reading; the published amounts agree with them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from boso.core.economy.bostotte.terms import AREA, Case, Regime, Terms, terms_for
from boso.core.economy.exact import MONTHS, exact, to_kroner, to_ore
from boso.core.economy.lawful import Lacking, Missing
from boso.core.law.parameters import Parameter


class What(StrEnum):
    """The steps, in the order they are taken."""

    CEILING = "ceiling"
    APPROVED = "approved"
    WEIGHT = "weight"
    WEALTH_INCOME = "wealth_income"
    INCOME = "income"
    FIRST_PART = "first_part"
    SECOND_PART = "second_part"
    OWN_SHARE = "own_share"
    MONTH = "month"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what came out, and the numbers it was made from, by name. Kroner a year, but for the last two."""

    what: What
    amount: Fraction
    made_from: tuple[tuple[str, Fraction], ...]

    @property
    def shown(self) -> Decimal:
        """The amount to two decimals."""
        return to_ore(self.amount)


@dataclass(frozen=True, slots=True)
class Worked:
    """A month worked out. month: kroner paid; exact: before rounding and minimum, never below zero."""

    month: Decimal
    exact: Fraction
    case: Case
    terms: Terms
    steps: tuple[Step, ...]

    @property
    def used(self) -> tuple[Parameter, ...]:
        """Every value of law the answer rests on, each with source and mark."""
        return self.terms.used

    @property
    def marks(self) -> list[str]:
        """How surely the law behind the answer is known: every mark among what was used."""
        return sorted({parameter.mark for parameter in self.used})


def worked(case: Case, on: dt.date) -> Worked:
    """The bostøtte of the month the day lies in.

    Raises Lacking, naming what is not known.
    """
    return work(case, terms_for(case, on))


def work(case: Case, terms: Terms) -> Worked:
    """The bostøtte of the case under these terms.

    Raises Lacking when it hangs on a minimum that is not known.
    """
    ceiling = terms.ceiling + terms.supplement + terms.adapted
    approved = min(exact(case.costs_year), ceiling)
    weight = 1 + terms.weight_adult * (case.adults - 1) + terms.weight_child * case.children
    from_wealth = terms.wealth_share * max(Fraction(0), exact(case.wealth) - terms.wealth_free)
    income = (exact(case.income_year) + from_wealth) / weight
    first = terms.first_share * max(Fraction(0), income - terms.first_limit)
    second, made_from = _second_part(income, terms)
    own = terms.least + first + second
    month = max(Fraction(0), terms.coverage * (approved - own) / MONTHS)
    paid = _paid(month, terms)
    steps = (
        _step(What.CEILING, ceiling, size=terms.ceiling, municipality=terms.supplement, adapted=terms.adapted),
        _step(What.APPROVED, approved, costs=exact(case.costs_year), ceiling=ceiling),
        _step(
            What.WEIGHT,
            weight,
            adults=Fraction(case.adults),
            children=Fraction(case.children),
            adult=terms.weight_adult,
            child=terms.weight_child,
        ),
        _step(What.WEALTH_INCOME, from_wealth, wealth=exact(case.wealth), free=terms.wealth_free),
        _step(What.INCOME, income, income=exact(case.income_year), wealth_income=from_wealth, weight=weight),
        _step(What.FIRST_PART, first, income=income, limit=terms.first_limit, share=terms.first_share),
        Step(What.SECOND_PART, second, made_from),
        _step(What.OWN_SHARE, own, least=terms.least, first_part=first, second_part=second),
        _step(What.MONTH, month, approved=approved, own_share=own, coverage=terms.coverage),
        _step(
            What.PAID,
            exact(paid),
            month=month,
            minimum=terms.minimum_at_most,
        ),
    )
    return Worked(paid, month, case, terms, steps)


def steps_begun(income: Fraction, terms: Terms) -> int:
    """How many steps above the second limit a weighted income has begun: the first at limit + 1."""
    return max(0, 1 + (income - terms.second_limit - 1) // terms.step)


def _second_part(income: Fraction, terms: Terms) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
    limit = ("limit", terms.second_limit)
    if terms.regime is Regime.ADDITIVE:
        above = max(Fraction(0), income - terms.second_limit)
        return terms.second_share * above, (("income", income), limit, ("share", terms.second_share))
    begun = steps_begun(income, terms)
    made_from = ("income", income), limit, ("step", terms.step), ("steps", Fraction(begun)), ("share", terms.step_share)
    return terms.step_share * begun * income, made_from


def _paid(month: Fraction, terms: Terms) -> Decimal:
    """What is paid of an exact amount."""
    if terms.minimum is not None:
        return to_kroner(month) if month >= terms.minimum else Decimal(0)
    if 0 < month < terms.minimum_at_most:
        raise Lacking(
            [Missing(AREA, "payout.minimum", f"on {terms.on}: {to_ore(month)} kr may be too little to be paid")]
        )
    return to_kroner(month)


def _step(what: What, amount: Fraction, **made_from: Fraction) -> Step:
    return Step(what, amount, tuple(made_from.items()))
