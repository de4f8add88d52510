"""Grants: how much for a dwelling to let, and what is left of a grant to write down, year by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.core.economy.exact import exact, to_ore
from boso.core.economy.lawful import Gathered, Lacking, Missing
from boso.core.economy.write_down import AREA, Rule, left_of
from boso.core.law import parameters
from boso.core.law.parameters import Parameter

OTHERS = " and others"
ELSEWHERE = "elsewhere"
SAID = "nobody has said it"


@dataclass(frozen=True, slots=True)
class RentalGrant:
    """What is granted for one dwelling to let. amount: kroner; rate: kr for each m2 of the `counted` m2."""

    amount: Decimal
    rate: Decimal
    counted: Decimal
    used: tuple[Parameter, ...]


def rental_grant(area: Decimal, place: str, on: dt.date) -> RentalGrant:
    """The grant for a dwelling of that area (m2 of primary rooms). place: the municipality's name.

    Raises Lacking for a place or a day whose rate is not known here, ValueError for an area not above zero.
    """
    if area <= 0:
        raise ValueError("A dwelling has an area")
    law = Gathered(AREA, on)
    most, rates = law.number("area.most_m2"), law.maybe("rate.by_place") or {}
    elsewhere = law.maybe("rate.elsewhere_places") or []
    law.settle()
    named = {
        name: rate
        for names, rate in rates.items()
        for name in names.removesuffix(OTHERS).split(", ")
        if name != ELSEWHERE
    }
    rate = rates[ELSEWHERE] if place in elsewhere else named.get(place)
    if rate is None:
        raise Lacking(
            [
                Missing(
                    AREA, "rate.by_place", f"on {on}: two lists name more places than were read; {place} may be on one"
                )
            ]
        )
    counted = min(exact(area), most)
    return RentalGrant(to_ore(counted * exact(rate)), Decimal(rate), to_ore(counted), law.settle())


def municipal_rule(years: int) -> Rule:
    """A grant to a person, written down by the same share for each full year: a setting of the municipality.

    Raises ValueError without a year.
    """
    if years < 1:
        raise ValueError("A grant is written down in at least one year")
    return Rule(years, Fraction(1, years))


def left_by_year(grant: Decimal, rule: Rule) -> list[Decimal]:
    """What must be paid back of the grant after nought, one, two ... full years, until nothing is left; kroner."""
    return [left_of(grant, year, rule) for year in range(rule.years + 1)]


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A grant to adapt a home. amount: kroner, None where it is not known, which `missing` names; left: of the costs,
    for the household. reasons: for whom it is, of those the law names."""

    amount: Decimal | None
    left: Decimal | None
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]


def adaptation_grant(
    costs: Decimal, most: Decimal | None, stated: Mapping[str, bool | None], on: dt.date
) -> Adaptation:
    """What is granted of the costs of adapting a home. most: of the municipality, None where nobody has said it.

    stated: reasons as core/law/grants.toml names them; one that holds is enough. Raises NotKnown for a day before the
    law here, ValueError for costs below zero or a reason that the law does not name.
    """
    named = parameters.value("grants", "adaptation.for", on)
    if strange := stated.keys() - set(named):
        raise ValueError(f"The law does not name {', '.join(sorted(strange))}")
    if costs < 0:
        raise ValueError("Costs are not below zero")
    reasons = tuple(name for name in named if stated.get(name))
    unsaid = tuple(Missing("", f"adaptation.{name}", SAID) for name in named if stated.get(name) is None)
    if not reasons and not unsaid:
        return Adaptation(Decimal(0), costs, (), ())
    missing = () if reasons else unsaid
    if most is None:
        missing = (*missing, Missing("", "adaptation.most", SAID))
    if most is None or missing:
        return Adaptation(None, None, reasons, missing)
    amount = min(costs, most)
    return Adaptation(amount, costs - amount, reasons, ())
