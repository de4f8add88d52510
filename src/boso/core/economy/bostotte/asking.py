"""What follows from the calculation: the most one can earn, and what another 1 000 kr changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from boso.core.economy.bostotte.terms import AREA, Case, Terms
from boso.core.economy.bostotte.working import work
from boso.core.economy.exact import MONTHS
from boso.core.economy.lawful import Lacking, Missing

#: Kroner more a month, in income or in rent, when it is asked what they change.
MORE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Change:
    """What 1 000 kr more a month does to a month's bostøtte: kroner more (less when below zero)."""

    of_income: Decimal
    of_rent: Decimal


def another_thousand(case: Case, terms: Terms) -> Change:
    """What 1 000 kr more a month of income changes, and of rent.

    Raises Lacking when it hangs on a minimum that is not known.
    """
    now, year = work(case, terms).month, MORE * MONTHS
    richer = replace(case, income_year=case.income_year + year)
    dearer = replace(case, costs_year=case.costs_year + year)
    return Change(work(richer, terms).month - now, work(dearer, terms).month - now)


def most_income(case: Case, terms: Terms) -> int | None:
    """The highest income of a year, in whole kroner, with which anything is paid; None when nothing ever is.

    Everything else stays as it is. Raises Lacking when the minimum is not known.
    """
    if terms.minimum is None:
        raise Lacking(
            [Missing(AREA, "payout.minimum", f"on {terms.on}: not known, so neither is the income that ends it")]
        )
    if not _pays(case, terms, 0):
        return None
    low, high = 0, 1
    while _pays(case, terms, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _pays(case, terms, middle) else (low, middle)
    return low


def _pays(case: Case, terms: Terms, income: int) -> bool:
    return work(replace(case, income_year=Decimal(income)), terms).month > 0
