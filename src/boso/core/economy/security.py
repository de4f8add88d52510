"""What may be lent on a dwelling: its value, the costs of buying it, and works that add to its value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from boso.core.economy.exact import exact, percent, to_ore
from boso.core.law import parameters
from boso.core.law.parameters import Parameter

AREA = "loans"


@dataclass(frozen=True, slots=True)
class Security:
    """How loans stand to the dwelling, in kroner. most: what may be lent on it; over: how much more is asked."""

    most: Decimal
    loans: Decimal
    over: Decimal
    parameter: Parameter

    @property
    def holds(self) -> bool:
        """Whether the dwelling is security enough."""
        return not self.over


def most_lent(value: Decimal, costs: Decimal, works: Decimal, on: dt.date) -> Decimal:
    """The most that may be lent on a dwelling of that value. works: what is spent on works that add value.

    Raises NotKnown for a day before the regulation, ValueError for an amount below zero.
    """
    if min(value, costs, works) < 0:
        raise ValueError("An amount is never below zero")
    rule = parameters.value(AREA, "security.most", on)
    return to_ore(exact(value) * percent(rule["percent"])) + costs + works


def security(
    value: Decimal, loans: Decimal, on: dt.date, *, costs: Decimal = Decimal(0), works: Decimal = Decimal(0)
) -> Security:
    """How the loans on a dwelling stand to what may be lent on it; all loans together, the bank's too.

    Raises as `most_lent`.
    """
    most = most_lent(value, costs, works, on)
    return Security(most, loans, max(Decimal(0), loans - most), parameters.parameter(AREA, "security.most", on))
