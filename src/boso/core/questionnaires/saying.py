"""What people read: answers as text, and texts with answers filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from boso.core.questionnaires.checking import PIPED
from boso.core.questionnaires.expressions.values import text
from boso.core.questionnaires.form import Missing
from boso.core.values.numbers import grouped

_GROUPED_FROM = 10_000


def shown(value: object, language: str) -> str:
    """A value as people write it: 1 234,5 and 22.11.2026, in English 1,234.5 too. Years and other numbers of four
    digits are not divided. Blank for don't know and refused, whose words belong to whoever shows them."""
    match value:
        case Missing():
            return ""
        case Decimal():
            return _number(value, language)
        case dt.datetime():
            return f"{_day(value)} {value:%H:%M}"
        case dt.date():
            return _day(value)
        case dt.time():
            return f"{value:%H:%M}"
        case str() | bool():
            return text(value)
        case _:
            return ""


def filled(template: str, answer: Callable[[str], str]) -> str:
    """A text with each `${name}` replaced by what is answered."""
    return PIPED.sub(lambda match: answer(match.group(1)), template) if "${" in template else template


def _day(value: dt.date) -> str:
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def _number(value: Decimal, language: str) -> str:
    if not value.is_finite():
        return ""
    if abs(value) < _GROUPED_FROM:
        plain = text(value)
        return plain if language == "en" else plain.replace(".", ",").replace("-", "−")
    digits = Decimal(text(value))
    return f"{digits:,f}" if language == "en" else grouped(digits)
