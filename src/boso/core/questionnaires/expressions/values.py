"""Values while an expression is worked out, and what they become when a number, a text or a truth is wanted.

Numbers are decimal with 28 digits: 0.1 + 0.2 is 0.3. Nothing asked and nothing answered is None: as a text it is
blank, as a number it is no number (NaN), as a truth it is false. A day as a number is the days since 1 January 1970.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Context, Decimal
from typing import TypeAlias


class Nodes(tuple["Scalar", ...]):
    """What is answered to a question in each of several rounds."""

    __slots__ = ()


Scalar: TypeAlias = str | Decimal | bool | dt.date | dt.time | dt.datetime | None
XValue: TypeAlias = Scalar | Nodes

#: No arithmetic raises and no number grows beyond a thousand digits.
ARITHMETIC = Context(prec=28, Emin=-999, Emax=999, traps=[])
NAN = Decimal("NaN")
_KEPT = Context(prec=15, Emin=-999, Emax=999, traps=[])
_EPOCH = dt.date(1970, 1, 1)
_NUMBER = re.compile(r"\s*[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})\s*", re.ASCII)
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?\s*", re.ASCII)
_SECONDS = 86_400


def single(value: XValue) -> Scalar:
    """One value: the first of several."""
    if isinstance(value, Nodes):
        return value[0] if value else None
    return value


def every(value: XValue) -> Nodes:
    """All values: of one, itself."""
    return value if isinstance(value, Nodes) else Nodes((value,))


def number(value: XValue) -> Decimal:
    """As a number; NaN for what is none."""
    value = single(value)
    match value:
        case bool():
            return Decimal(int(value))
        case Decimal():
            return value
        case str():
            return Decimal(value.strip()) if _NUMBER.fullmatch(value) else NAN
        case dt.datetime():
            return ARITHMETIC.add(_days(value.date()), _part_of_day(value.time()))
        case dt.date():
            return _days(value)
        case dt.time():
            return _part_of_day(value)
        case _:
            return NAN


def text(value: XValue) -> str:
    """As a text, the way XPath and ISO 8601 write it."""
    value = single(value)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case Decimal():
            return _written(value)
        case dt.datetime():
            return value.isoformat(timespec="seconds")
        case dt.time():
            return value.isoformat(timespec="minutes" if not value.second else "seconds")
        case _:
            return value.isoformat()


def truth(value: XValue) -> bool:
    """As true or false: a text that is not blank, a number that is not zero, any day."""
    value = single(value)
    if isinstance(value, Decimal):
        return not value.is_nan() and value != 0
    return value if isinstance(value, bool) else value is not None and value != ""


def day(value: XValue) -> dt.date | None:
    """As a day: of a text in ISO 8601, of a number of days; None for what is none."""
    moment_ = moment(value)
    return moment_.date() if moment_ is not None else None


def moment(value: XValue) -> dt.datetime | None:
    """As a day with a time, without time zone; midnight where no time is given."""
    value = single(value)
    match value:
        case dt.datetime():
            return value.replace(tzinfo=None)
        case dt.date():
            return dt.datetime.combine(value, dt.time())
        case Decimal():
            return _moment_of_number(value)
        case str():
            return _moment_of_text(value)
        case _:
            return None


def clock(value: XValue) -> dt.time | None:
    """As a time of day: 14:30, 14:30:00.000+01:00; None for what is none."""
    value = single(value)
    if isinstance(value, dt.datetime):
        return value.time()
    if isinstance(value, dt.time):
        return value.replace(tzinfo=None)
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return _time(match) if match is not None else None


def kept(value: Scalar) -> Scalar:
    """What is kept of a calculation: 15 digits of a number, nothing of what is no number, nothing of a blank."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        rounded = _KEPT.plus(value)
        whole = rounded.to_integral_value()
        return whole if rounded == whole else rounded.normalize(_KEPT)
    return None if value == "" else value


def _days(value: dt.date) -> Decimal:
    return Decimal((value - _EPOCH).days)


def _part_of_day(value: dt.time) -> Decimal:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return ARITHMETIC.divide(Decimal(seconds), Decimal(_SECONDS))


def _written(value: Decimal) -> str:
    if not value.is_finite():
        return "NaN" if value.is_nan() else ("-" if value < 0 else "") + "Infinity"
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"-0", ""} else plain


def _moment_of_number(value: Decimal) -> dt.datetime | None:
    if not value.is_finite() or abs(value) > 3_000_000:
        return None
    seconds = int(ARITHMETIC.multiply(value, Decimal(_SECONDS)).to_integral_value())
    try:
        return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)  # noqa: DTZ001 - moments here have no zone
    except OverflowError:
        return None


def _moment_of_text(value: str) -> dt.datetime | None:
    match = _DAY.match(value)
    if match is None:
        return None
    try:
        found = dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    rest = value[match.end() :].strip()
    if not rest:
        return dt.datetime.combine(found, dt.time())
    at = clock(rest.removeprefix("T"))
    return dt.datetime.combine(found, at) if at is not None else None


def _time(match: re.Match[str]) -> dt.time | None:
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        return None
