"""Synthetic national identity numbers: valid control digits, and a month raised by 80 so that nobody can have one.

The Norwegian Tax Administration's own test persons (Tenor) are numbered in this way.
"""

from __future__ import annotations

import datetime as dt

SYNTHETIC_MONTH = 80
D_NUMBER_DAY = 40

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

#: Individual numbers by the century of birth: [from, to].
_CENTURIES = ((1900, 1999, 0, 499), (2000, 2039, 500, 999))


def synthetic_id(born: dt.date, serial: int, *, woman: bool, d_number: bool = False) -> str | None:
    """Eleven digits for that day of birth; `serial` counts those born that day, from 0.

    None where the serial gives no valid control digits (about one in six) or the day has no more numbers: try the next.
    """
    individual = _individual(born.year, serial, woman)
    if individual is None:
        return None
    day = born.day + (D_NUMBER_DAY if d_number else 0)
    digits = f"{day:02}{born.month + SYNTHETIC_MONTH:02}{born.year % 100:02}{individual:03}"
    first = _control(digits, _FIRST)
    if first is None:
        return None
    second = _control(digits + first, _SECOND)
    return None if second is None else digits + first + second


def _individual(year: int, serial: int, woman: bool) -> int | None:
    """The third digit is even for women, odd for men."""
    for first, last, least, most in _CENTURIES:
        number = least + 2 * serial + (0 if woman else 1)
        if first <= year <= last and number <= most:
            return number
    return None


def _control(digits: str, weights: tuple[int, ...]) -> str | None:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return None if rest == 1 else str(0 if rest == 0 else 11 - rest)
