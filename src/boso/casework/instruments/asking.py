"""From what people say of a household to the question the core answers. What nobody said stays unsaid.

The names of what is said are the same on the page for everybody, in an assessment and in the frozen question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boso.casework.instruments.facts import amount
from boso.core.economy.ability.paying import Means
from boso.core.economy.bostotte.terms import AREA as BOSTOTTE
from boso.core.economy.combination.question import Bank, Buying, LoanTerms, Local, Question, Renting
from boso.core.economy.exact import MONTHS
from boso.core.economy.people import Household, Tenure
from boso.core.economy.startlan import Facts
from boso.core.law.parameters import NotKnown, history, parameter, value

#: Fixed costs beside the home, by the name they are said under.
OBLIGATIONS = (
    "student_loan_month", "consumer_debt_month", "child_support_month", "after_school_month", "other_month",
)  # fmt: skip
#: Conditions that are stated with yes, no or not known.
STATED = ("long_term_problem", "saving_used", "dwelling_suitable_and_reasonable")
LONG_TERM = ("lasting_low_income", "fits_for_long", "renting_is_no_way", "shorter_is_unsound")
YES, NO, UNKNOWN = "yes", "no", "unknown"
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with the days of the budget and of the rates it is reckoned by where those of the day are not known.

    costs_year: of the home today, as bostøtte counts them; none where nobody said the rent.
    """

    question: Question
    costs_year: Decimal | None
    budget_on: dt.date | None
    floor_on: dt.date | None


def asked(
    household: Household,
    said: Mapping[str, Any],
    *,
    on: dt.date,
    municipality: str,
    place: int | None = None,
    local: Local | None = None,
    municipal_tenant: bool | None = None,
) -> Asked:
    """The question. municipal_tenant: whether the household rents from the municipality, none where nobody knows."""
    budget_on, floor_on = last_known("living_costs", "person.food", on), last_known("guidance_rates", "rate.single", on)
    rent = amount(said.get("rent_month"))
    costs_year = None if rent is None else counted_year(rent, said, on)
    renting = None
    if rent is not None:
        renting = Renting(
            month=rent,
            running_month=amount(said.get("rent_running_month")) or Decimal(0),
            counted_year=costs_year,
            adapted=bool(said.get("adapted")),
        )
    question = Question(
        on=on,
        household=household,
        means=means(said, budget_on, floor_on),
        municipality=municipality,
        place=place,
        own=amount(said.get("own")),
        bank=_bank(said, on),
        buying=_buying(said, on),
        renting=renting,
        facts=_facts(household, said, municipal_tenant, on),
        terms=_terms(said),
        local=local or Local(),
    )
    return Asked(question, costs_year, budget_on, floor_on)


def means(said: Mapping[str, Any], budget_on: dt.date | None, floor_on: dt.date | None) -> Means:
    """What is known of money beside income. Running costs belong to the home that is asked about."""
    told = tuple((name, amount(said.get(name)) or Decimal(0)) for name in OBLIGATIONS if said.get(name))
    return Means(
        living=amount(said.get("living_month")),
        obligations=told,
        buffer=amount(said.get("buffer_month")) or Decimal(0),
        budget_on=budget_on,
        floor_on=floor_on,
    )


def last_known(area: str, key: str, on: dt.date) -> dt.date | None:
    """None where the value of that day is known; else the last day before it whose value is."""
    try:
        value(area, key, on)
    except NotKnown:
        for one in reversed(history(area, key)):
            ends = one.period.ends
            if one.mark != "unknown" and ends is not None and ends <= on:
                return ends - ONE_DAY
    return None


def counted_year(rent: Decimal, said: Mapping[str, Any], on: dt.date) -> Decimal:
    """What a rented home costs a year as bostøtte counts it: rent, and the law's sum for heating paid beside."""
    heating = Decimal(0)
    if said.get("heating_beside"):
        heating = heating_month(on) or heating
    return (rent + heating) * MONTHS


def heating_month(on: dt.date) -> Decimal | None:
    """What bostøtte counts for heating a month; none where that is not known that day."""
    try:
        found = parameter(BOSTOTTE, "cost.heating", on)
    except NotKnown:
        return None
    return None if found.value is None else Decimal(str(found.value))


def stated(said: Mapping[str, Any], name: str) -> bool | None:
    """Yes, no, or none for what nobody has said."""
    return {YES: True, NO: False}.get(str(said.get(name, "")))


def _facts(household: Household, said: Mapping[str, Any], municipal_tenant: bool | None, on: dt.date) -> Facts:
    return Facts(
        stated={name: stated(said, name) for name in STATED},
        grounds=frozenset(said.get("grounds") or ()),
        children=any(one.age < value("loans", "startlan.youngest", on) for one in household.persons),
        may_lose_home=stated(said, "may_lose_home"),
        needed_worker=stated(said, "needed_worker"),
        municipal_tenant=municipal_tenant,
    )


def _bank(said: Mapping[str, Any], on: dt.date) -> Bank | None:
    """What a bank has said: refused, or so much by a rate; none where nobody has asked one, or it has not said."""
    told = stated(said, "bank_refused")
    if told:
        return Bank(Decimal(0))
    most, rate = amount(said.get("bank_most")), amount(said.get("bank_rate"))
    if told is None or most is None or rate is None:
        return None
    return Bank(most, rate, int(said.get("bank_years") or value("loans", "term.most_years", on)))


def _buying(said: Mapping[str, Any], on: dt.date) -> Buying | None:
    price = amount(said.get("price"))
    if not price:
        return None
    tenure = Tenure(said.get("tenure") or Tenure.OWN)
    fees, rest = amount(said.get("fees_month")), amount(said.get("electricity_month")) or Decimal(0)
    return Buying(
        price=price,
        costs=amount(said.get("costs")) or Decimal(0),
        works=amount(said.get("works")) or Decimal(0),
        tenure=tenure,
        running_month=(fees or Decimal(0)) + rest,
        counted_year=None if fees is None else _counted_when_owned(fees, tenure, on),
        adapted=bool(said.get("adapted")),
    )


def _counted_when_owned(fees: Decimal, tenure: Tenure, on: dt.date) -> Decimal | None:
    """What bostøtte counts a year beside the loans: shared costs or fees, heating, and the upkeep of who owns alone.

    None where the law's sums are not known that day.
    """
    try:
        upkeep = value(BOSTOTTE, "cost.upkeep", on) if tenure is Tenure.OWN else 0
        heating = value(BOSTOTTE, "cost.heating", on)
    except NotKnown:
        return None
    return (fees + Decimal(str(heating))) * MONTHS + Decimal(str(upkeep))


def _terms(said: Mapping[str, Any]) -> LoanTerms | None:
    rate = amount(said.get("rate"))
    if rate is None:
        return None
    return LoanTerms(
        rate=rate,
        stress_rate=amount(said.get("stress_rate")),
        interest_only_years=int(said.get("interest_only_years") or 0),
        met=frozenset(name for name in LONG_TERM if stated(said, name)),
        grounds=_grounds(said),
    )


def _grounds(said: Mapping[str, Any]) -> frozenset[str]:
    """Grounds that let a condition for a long term be waived, as the law names them."""
    return frozenset(said.get("long_grounds") or ())
