"""What is left to write down of a grant for dwellings to let.

    rest = grant · max(0, 1 − percent · full years), and nothing when the years of the rule are over

30 years with 3.3 percent leave one percent, which goes with the last year: that is BoSo's own reading.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.core.economy.exact import exact, percent, to_ore
from boso.core.law import parameters

AREA = "rental_grants"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a grant is written down: by so large a share for each full year, in so many years.

    at_once_below: kroner; a smaller grant is written down at once.
    """

    years: int
    share: Fraction
    at_once_below: Decimal = Decimal(0)


def rule_of(on: dt.date) -> Rule:
    """The rule of grants awarded that day.

    Raises NotKnown where it is not known which of the two rules held; then the letter of award says it.
    """
    found = parameters.value(AREA, "write_down", on)
    return Rule(found["years"], percent(found["percent"]))


def earlier_rule(on: dt.date) -> Rule:
    """The rule of older grants, for who has read in the letter of award that it holds."""
    found = parameters.value(AREA, "write_down.before", on)
    at_once = Decimal(parameters.value(AREA, "write_down.before_at_once_below", on))
    return Rule(found["years"], percent(found["percent"]), at_once)


def left_of(grant: Decimal, full_years: int, rule: Rule) -> Decimal:
    """What must be paid back of the grant after so many full years, kroner to the øre.

    Raises ValueError for a number below zero.
    """
    if grant < 0 or full_years < 0:
        raise ValueError("Neither a grant nor years are below zero")
    if grant < rule.at_once_below or full_years >= rule.years:
        return Decimal(0)
    return to_ore(exact(grant) * max(Fraction(0), 1 - rule.share * full_years))
