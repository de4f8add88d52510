"""Whether Husbanken's regulation allows the terms that are asked for: how long, how paid back, on which conditions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from boso.core.law import parameters

AREA = "loans"


class Against(StrEnum):
    """What the law has against it."""

    TOO_LONG = "too_long"
    CONDITION_NOT_MET = "condition_not_met"
    INTEREST_ONLY_TOO_LONG = "interest_only_too_long"
    TERMS_A_YEAR = "terms_a_year"
    NO_SUCH_FIXED_RATE = "no_such_fixed_rate"
    FIXED_LONGER_THAN_LOAN = "fixed_longer_than_loan"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms that are asked for.

    fixed_years: None for a floating rate. met: conditions for a long term that the municipality has found met; grounds:
    what lets some of them be waived (names as in core/law/loans.toml).
    """

    years: int
    interest_only_years: int = 0
    terms_a_year: int = 12
    fixed_years: int | None = None
    met: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing the law has against the terms. key: the parameter that says so; what: the condition, if it is one."""

    against: Against
    key: str
    what: str = ""


def breaches(wanted: Wanted, on: dt.date) -> list[Breach]:
    """Everything the law of that day has against the terms of a startlån; empty when they are lawful.

    Raises NotKnown for a day before the regulation, ValueError for a condition or ground that the law does not name.
    """
    found = [*_length(wanted, on)]
    if wanted.interest_only_years > parameters.value(AREA, "term.interest_only_most_years", on):
        found.append(Breach(Against.INTEREST_ONLY_TOO_LONG, "term.interest_only_most_years"))
    if wanted.terms_a_year not in parameters.value(AREA, "term.per_year", on):
        found.append(Breach(Against.TERMS_A_YEAR, "term.per_year"))
    if wanted.fixed_years is not None:
        if wanted.fixed_years not in parameters.value(AREA, "interest.fixed_years", on):
            found.append(Breach(Against.NO_SUCH_FIXED_RATE, "interest.fixed_years"))
        if wanted.fixed_years > wanted.years:
            found.append(Breach(Against.FIXED_LONGER_THAN_LOAN, "interest.fixed_years"))
    return found


def _length(wanted: Wanted, on: dt.date) -> list[Breach]:
    conditions = parameters.value(AREA, "term.long_conditions", on)
    waivers = parameters.value(AREA, "term.long_waivers", on)
    if strange := (wanted.met - conditions.keys()) | (wanted.grounds - waivers.keys()):
        raise ValueError(f"The law does not name {', '.join(sorted(strange))}")
    if wanted.years > parameters.value(AREA, "term.most_years_startlan", on):
        return [Breach(Against.TOO_LONG, "term.most_years_startlan")]
    if wanted.years <= parameters.value(AREA, "term.most_years", on):
        return []
    waived = {name for ground in wanted.grounds for name in waivers[ground]}
    return [
        Breach(Against.CONDITION_NOT_MET, "term.long_conditions", name)
        for name in conditions
        if name not in wanted.met and name not in waived
    ]
