"""Whether what was found holds. Pure: today is passed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from boso.programme.findings.models_checks import Condition, Verdict, Why


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold. low, high: the limits, both included; tolerance widens them. window: days the number may be old.

    EQUALS holds within the tolerance of `low`; EXISTS asks only that there is a number, within the window.
    """

    condition: str
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    window: int | None = None

    def allows(self, value: Decimal) -> bool:
        """Whether a value satisfies the condition.

        Raises ValueError where a limit that the condition needs is missing.
        """
        if self.condition == Condition.EXISTS:
            return True
        low, high = self.low, self.high
        if self.condition == Condition.EQUALS:
            high = low
        if low is None and self.condition != Condition.AT_MOST:
            raise ValueError(f"{self.condition} needs a lower limit")
        if high is None and self.condition != Condition.AT_LEAST:
            raise ValueError(f"{self.condition} needs an upper limit")
        if self.condition != Condition.AT_MOST and low is not None and value < low - self.tolerance:
            return False
        return self.condition == Condition.AT_LEAST or high is None or value <= high + self.tolerance


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and why where nobody measures."""

    verdict: str
    why: str = ""


def judge(rule: Rule, value: Decimal | None, on: dt.date | None, why: str, today: dt.date) -> Judged:
    """Say whether it holds. why: the reason a missing value came with.

    A number from after today counts as of today.
    """
    if value is None:
        return Judged(Verdict.UNMEASURED, why or Why.NOTHING)
    if rule.window is not None:
        if on is None:
            return Judged(Verdict.UNMEASURED, Why.UNDATED)
        if (today - on).days > rule.window:
            return Judged(Verdict.UNMEASURED, Why.OLD)
    return Judged(Verdict.HOLDS if rule.allows(value) else Verdict.NO_LONGER)
