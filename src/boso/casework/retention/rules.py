"""When a case may be erased: the rule it falls under, the day it became due, or what keeps it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from boso.casework.retention.models import Rule, Why
from boso.core.law.parameters import Parameter, parameter
from boso.core.values.periods import add_months

AREA = "retention"
_MONTHS = {"years": 12, "months": 1}


@dataclass(frozen=True, slots=True)
class History:
    """What decides about one household. last_lease, last_stay: when the last one that is over ended."""

    closed_on: dt.date | None
    mistake: bool = False
    has_lease: bool = False
    open_lease: bool = False
    last_lease: dt.date | None = None
    open_stay: bool = False
    last_stay: dt.date | None = None
    held: bool = False
    loan: bool = False
    care: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule, the day the time was up (none where nobody knows), and what keeps the case; due where nothing does."""

    rule: Rule
    since: dt.date | None
    kept: Why | None

    @property
    def due(self) -> bool:
        """Whether it may be erased."""
        return self.kept is None and self.since is not None


Months = Mapping[Rule, int | None]


def parameters(on: dt.date) -> dict[Rule, Parameter]:
    """Each rule with what is known of it that day."""
    return {rule: parameter(AREA, f"keep.{rule.value}", on) for rule in Rule}


def months(on: dt.date) -> dict[Rule, int | None]:
    """How long each rule keeps, in months; none where nobody knows."""
    return {
        rule: None if found.mark == "unknown" else int(found.value) * _MONTHS[found.unit]
        for rule, found in parameters(on).items()
    }


def rule_of(history: History) -> Rule:
    """The rule: the one that keeps longest goes before, and what nobody knows before all."""
    if history.care:
        return Rule.CARE
    if history.loan:
        return Rule.LOAN
    if history.has_lease:
        return Rule.WITH_LEASE
    return Rule.MISTAKE if history.mistake else Rule.WITHOUT_LEASE


def judge(history: History, kept_for: Months, today: dt.date) -> Verdict:
    """Whether the household may be erased today. What is open, held or not known is kept."""
    rule = rule_of(history)
    length = kept_for[rule]
    if history.closed_on is None:
        return Verdict(rule, None, Why.OPEN)
    if length is None:
        return Verdict(rule, None, Why.UNKNOWN)
    last = max(day for day in (history.closed_on, history.last_lease, history.last_stay) if day is not None)
    since = add_months(last, length)
    if since > today:
        return Verdict(rule, since, Why.NOT_YET)
    obstacles = ((history.held, Why.HOLD), (history.open_lease, Why.LEASE), (history.open_stay, Why.STAY))
    return Verdict(rule, since, next((why for stands, why in obstacles if stands), None))


def earliest(kept_for: Months, today: dt.date, rules: tuple[Rule, ...]) -> dt.date:
    """The last day of closing that any of the rules may let go today; a little later rather than too early."""
    known = [length for rule in rules if (length := kept_for[rule]) is not None]
    return add_months(today, -min(known, default=0)) + dt.timedelta(days=3)
