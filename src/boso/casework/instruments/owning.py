"""Which tenants could own a home on the market, by which interest; and what follows when their dwellings are vacant.

Only households the person sees, and whose economy somebody has assessed, are reckoned. What is freed is laid before the
engine of allocation as it would be the day they had left: who then gets a home that has none today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from boso.casework.allocation import declaring, gathering
from boso.casework.allocation import queries as declarations
from boso.casework.allocation.case import Case, chains, placed, served
from boso.casework.allocation.gathering import Wish
from boso.casework.instruments import asking, facts
from boso.casework.instruments.facts import Known, amount
from boso.core.economy.ability.paying import ability
from boso.core.economy.exact import MONTHS, exact
from boso.core.economy.lawful import Lacking
from boso.core.economy.loans.annuity import factor, per_term
from boso.core.economy.rent_to_own import highest_rate
from boso.core.law.parameters import value

#: Moves of sitting tenants in a chain, as the allocation group's proposals begin.
MOVES = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """By which prices and terms. least_m2: no home is smaller; rate: percent a year; fees_month: what the home costs
    besides the loan.
    """

    price_m2: Decimal
    least_m2: int
    rate: Decimal
    years: int
    fees_month: Decimal
    grant: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Could:
    """One tenant. area: of the home they need, m²; price: of such a home; means: own money and grant; most: the
    largest loan; rate: the highest interest they bear. can: whether the home can be paid.
    """

    known: Known
    area: Decimal
    price: Decimal
    means: Decimal
    most: Decimal
    rate: Decimal | None
    wants: str

    @property
    def loan(self) -> Decimal:
        """What must be borrowed."""
        return max(Decimal(0), self.price - self.means)

    @property
    def can(self) -> bool:
        """Whether the home can be paid by the interest that is asked about."""
        return self.most >= self.loan

    @property
    def short(self) -> Decimal:
        """How much is lacking of the price."""
        return max(Decimal(0), self.loan - self.most)


@dataclass(frozen=True, slots=True)
class Looked:
    """All tenants that were looked at. without: how many lack an assessment, the area of a home or part of a budget."""

    could: tuple[Could, ...]
    near: tuple[Could, ...]
    looked_at: int
    without: int


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows when those households have left. freed: their dwellings that are let by need; more: how many more
    get a home, gets: who, with the dwelling; moves: the longest chain.
    """

    freed: int
    before: int
    after: int
    gets: tuple[tuple[int, int], ...]
    longest: int

    @property
    def more(self) -> int:
        """How many more get a home."""
        return self.after - self.before


def look(everybody: Sequence[Known], terms: Terms, on: dt.date, *, wants_only: bool = False) -> Looked:
    """Who could own: the one who bears the highest interest first, then those to whom least is lacking."""
    worth = factor(per_term(terms.rate, MONTHS), terms.years * MONTHS)
    found, without = [], 0
    for one in everybody:
        if wants_only and one.entered.of_all.get("wishes_to_own") != asking.YES:
            continue
        could = _could(one, terms, worth, on)
        if could is None:
            without += 1
        else:
            found.append(could)
    able = sorted((one for one in found if one.can), key=lambda one: (-(one.rate or 0), one.known.household.reference))
    near = sorted((one for one in found if not one.can), key=lambda one: (one.short, one.known.household.reference))
    return Looked(tuple(able), tuple(near), len(found) + without, without)


def _could(known: Known, terms: Terms, worth: Fraction, on: dt.date) -> Could | None:
    household, area = facts.economy(known), _area(known)
    if known.assessment is None or household is None or area is None:
        return None
    said = known.entered.of_all
    budget, floor = (
        asking.last_known("living_costs", "person.food", on),
        asking.last_known("guidance_rates", "rate.single", on),
    )
    try:
        able = ability(household, asking.means(said, budget, floor), on)
    except Lacking:
        return None
    left = able.left - exact(terms.fees_month)
    area = max(area, Decimal(terms.least_m2))
    price = (terms.price_m2 * area).quantize(Decimal(1))
    means = min(price, (amount(said.get("own")) or Decimal(0)) + terms.grant)
    most = Decimal(int(max(Fraction(0), left) * worth))
    found = Could(known, area, price, means, most, None, str(said.get("wishes_to_own", asking.UNKNOWN)))
    if not found.can:
        return found
    top = value("combination", "rate.most", on)
    rate = highest_rate(left, found.loan, terms.years, top) if found.loan else Decimal(top)
    return Could(known, area, price, means, most, rate, found.wants)


def _area(known: Known) -> Decimal | None:
    """The area of the home they need, by the mapping; else that of the home they rent."""
    mapping = known.mapping
    if mapping is not None and (mapping.area_m2 or mapping.norm_area_m2):
        return Decimal(mapping.area_m2 or mapping.norm_area_m2 or 0)
    return known.lease.dwelling.area_m2 if known.lease is not None else None


def follows(organisation_id: int, leaving: Collection[int], on: dt.date) -> Follows:
    """What follows for others when those households have left, by the rules the municipality has declared."""
    declared = declarations.in_force(organisation_id, on)
    data = declared.data if declared is not None else declaring.standard(on)
    wish = Wish(on, MOVES, f"{on}")
    today = Case(gathering.gathered(organisation_id, data, wish))
    then = Case(gathering.gathered(organisation_id, data, wish, leaving=leaving))
    has, gets = _served(today), _served(then)
    place = placed(then, then.allocation)
    by_id = {int(then.households[one]["id"]): int(then.dwellings[there]["id"]) for one, there in place.items()}
    return Follows(
        freed=sum(one["vacant"] for one in then.dwellings) - sum(one["vacant"] for one in today.dwellings),
        before=len(has),
        after=len(gets),
        gets=tuple((who, by_id[who]) for who in sorted(gets - has) if who in by_id),
        longest=max((len(chain) for chain in chains(then, then.allocation)), default=0),
    )


def _served(case: Case) -> frozenset[int]:
    """The households that get a home, by id."""
    return frozenset(int(case.households[one]["id"]) for one in served(case, case.allocation))
