"""Who could likely have bostøtte: the verdict for one household, and for many in one sweep.

Nothing is guessed: where something is not known, nobody is called entitled. But who would get nothing even without any
income and wealth, gets nothing; that needs neither to be known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boso.casework.instruments.asking import counted_year
from boso.casework.instruments.facts import Known, economy, lacks
from boso.casework.instruments.models import Lack, Verdict
from boso.core.economy.bostotte import many
from boso.core.economy.bostotte.terms import Case, case_of
from boso.core.economy.lawful import Lacking
from boso.core.economy.people import Household as Economy
from boso.core.economy.people import Person


@dataclass(frozen=True, slots=True)
class Found:
    """What is found of one household. month: kroner, as far as it is known; the most there can be where uncertain."""

    verdict: Verdict
    missing: tuple[Lack, ...]
    month: Decimal | None


def verdicts(known: Sequence[Known], on: dt.date) -> list[Found]:
    """The verdict for each household, in the same order: all reckoned in one sweep."""
    told = [lacks(one) for one in known]
    asked = [_case(one, missing) for one, missing in zip(known, told, strict=True)]
    cases = [case for case in asked if case is not None]
    months = many.months(many.columns(cases), on) if cases else None
    found, place = [], 0
    for case, missing in zip(asked, told, strict=True):
        month: int | None = None
        if case is not None and months is not None:
            month = int(months.month[place]) if months.known[place] else None
            place += 1
        found.append(_verdict(case, missing, month))
    return found


def _verdict(case: Case | None, missing: list[Lack], month: int | None) -> Found:
    if case is None:
        return Found(Verdict.UNCERTAIN, tuple(missing), None)
    if month is None:
        return Found(Verdict.UNCERTAIN, (*missing, Lack.LAW), None)
    if not month:
        return Found(Verdict.NO, (), Decimal(0))
    return Found(Verdict.UNCERTAIN if missing else Verdict.LIKELY, tuple(missing), Decimal(month))


def _case(known: Known, missing: Iterable[Lack]) -> Case | None:
    """The household as a case of bostøtte, at its best where income or wealth is not known; none without home or
    persons, or where the municipality's group is not known.
    """
    found, rent = economy(known), known.rent
    if found is None or rent is None or Lack.PERSONS in missing:
        return None
    try:
        return case_of(
            _at_best(found) if Lack.INCOME in missing else found,
            known.on,
            municipality=known.municipality,
            costs_year=counted_year(rent, known.entered.of_all, known.on),
            adapted=bool(known.entered.of_all.get("adapted")),
        )
    except Lacking:
        return None


def _at_best(household: Economy) -> Economy:
    """The same household where nobody whose income is not known has any."""
    persons = tuple(_without_income(one) if one.income_year is None else one for one in household.persons)
    return Economy(persons, household.wealth, household.cars_petrol, household.cars_electric)


def _without_income(one: Person) -> Person:
    return Person(age=one.age, role=one.role, sex=one.sex, income_year=Decimal(0), group=one.group)
