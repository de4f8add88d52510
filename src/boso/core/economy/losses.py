"""Who bears a loss on a startlån: the municipality the first part of what was left of the loan, the state the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from boso.core.economy.exact import exact, percent, to_ore
from boso.core.law import parameters

AREA = "loss_sharing"


@dataclass(frozen=True, slots=True)
class Shared:
    """A loss in two parts, kroner to the øre; together they are the loss."""

    municipality: Decimal
    state: Decimal


def share(left: Decimal, loss: Decimal, on: dt.date) -> Shared:
    """How a loss is shared by the law of that day. left: principal that was left when the home was sold; kroner.

    Raises NotKnown for a day before the regulation, ValueError for a loss below zero or a loan with nothing left.
    """
    if left <= 0 or loss < 0:
        raise ValueError("A loss is never below zero, and is of a loan with something left")
    municipality = min(loss, to_ore(exact(left) * percent(parameters.value(AREA, "municipality.first_percent", on))))
    return Shared(municipality, loss - municipality)


def most_for_the_municipality(left: Decimal, on: dt.date) -> Decimal:
    """The worst that a loan with so much left can cost the municipality, interest and costs aside.

    Raises as `share`.
    """
    return share(left, left, on).municipality
