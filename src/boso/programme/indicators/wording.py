"""Numbers and periods of indicators as people read them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.indicators.measured import Measured, State
from boso.core.indicators.rollup import Rolled
from boso.core.indicators.spans import Span
from boso.core.values.numbers import SPACE, grouped
from boso.programme.indicators.models import Indicator, Measure

REASONS = {
    State.MISSING: gettext_lazy("missing in the source"),
    State.HIDDEN: gettext_lazy("hidden to protect persons"),
    State.NOT_RUN: gettext_lazy("not run yet"),
    State.NOT_STATED: gettext_lazy("not stated"),
}


def rounded(value: Decimal, indicator: Indicator) -> Decimal:
    """To the indicator's decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-indicator.decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal | None, indicator: Indicator) -> str:
    """The number with its unit: 1 234 kr, 4,6 %, 978 households. Empty for none."""
    if value is None:
        return ""
    shown = grouped(rounded(value, indicator))
    if indicator.measure == Measure.SHARE:
        return f"{shown}{SPACE}%"
    return f"{shown}{SPACE}{indicator.unit}"


def bare(value: Decimal | None, indicator: Indicator) -> str:
    """The number alone, for a column whose head says the unit."""
    return "" if value is None else grouped(rounded(value, indicator))


def reason(measured: Measured) -> str:
    """Why there is no number; empty where there is one."""
    return str(REASONS.get(measured.state, ""))


def period(span: Span) -> str:
    """2011, first half of 2011, 4th quarter 2011, December 2011."""
    when = span.starts.year
    if span.kind == "Y":
        return str(when)
    place = (span.starts.month - 1) // {"H": 6, "Q": 3, "M": 1}[span.kind] + 1
    if span.kind == "H":
        return _("half-year %(number)s, %(year)s") % {"number": place, "year": when}
    if span.kind == "Q":
        return _("quarter %(number)s, %(year)s") % {"number": place, "year": when}
    return formats.date_format(span.starts, "F Y").lower()


def up_to(indicator: Indicator, starts: dt.date | None) -> str:
    """The last period there are figures of: 2026, or July 2026; empty where there are none."""
    if starts is None:
        return ""
    kind = indicator.frequency
    return period(Span(starts, kind))


def told_of(rolled: Rolled, year: int) -> str:
    """Of which time a year's value is: the year, or the month that counts; how much of it is there."""
    if rolled.latest is None or rolled.latest.kind == "Y":
        return str(year)
    if rolled.expected > 1:
        return str(year) if rolled.is_whole else _("%(known)d of %(expected)d in %(year)s") % {
            "known": rolled.known, "expected": rolled.expected, "year": year,
        }  # fmt: skip
    return period(rolled.latest)


def change(now: Decimal | None, before: Decimal | None, indicator: Indicator) -> str:
    """How much more or less than the year before: +3,2 %, or +0,4 for a share."""
    if now is None or before is None:
        return ""
    if indicator.measure in (Measure.SHARE, Measure.RATE):
        step = rounded(now, indicator) - rounded(before, indicator)
        return _signed(step)
    if before == 0:
        return ""
    step = ((now - before) * 100 / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{_signed(step)}{SPACE}%"


def _signed(step: Decimal) -> str:
    return f"+{grouped(step)}" if step > 0 else grouped(step)


def years_in(first: int | None, year: int) -> int | None:
    """Which year in the programme a calendar year is, the year of intake being the first; None before, or not known."""
    return year - first + 1 if first is not None and year >= first else None
