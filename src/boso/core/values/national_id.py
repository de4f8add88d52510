"""National ids: fødselsnummer, D-number, and the synthetic ones that are nobody's.

Eleven digits: day, month, year, three that count and tell the century, two that check. A D-number has 40 added to the
day. A synthetic id has 80 added to the month (Skatteetaten's test population) or 40 (NAV's), so it can never be given
to anybody. The check digits are of the number as it is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2, get_birth_date
from stdnum.util import clean, isdigits

LENGTH = 11
D_NUMBER_DAY = 40
_COUNTING_FROM = ((2000, range(500, 1000)), (1900, range(500)))


class Fault(StrEnum):
    """What is wrong with a number."""

    LENGTH = "length"
    DIGITS = "digits"
    CHECK = "check"
    BIRTH = "birth"
    UNBORN = "unborn"


class Kind(StrEnum):
    """What sort of number it is."""

    FODSELSNUMMER = "fodselsnummer"
    D_NUMBER = "d_number"


class Synthetic(StrEnum):
    """Whose test population a synthetic id belongs to."""

    TENOR = "tenor"
    NAV = "nav"


#: What each population adds to the month.
MONTH_OFFSETS = {Synthetic.TENOR: 80, Synthetic.NAV: 40}


class BadNationalId(ValueError):
    """Not a national id, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class NationalId:
    """A number that holds together. synthetic: whose test population, or None for a real person's."""

    digits: str
    kind: Kind
    synthetic: Synthetic | None
    born: dt.date
    sex: str
    """«f» or «m», as the number says."""

    def __str__(self) -> str:
        return f"{self.digits[:6]} {self.digits[6:]}"


def compact(text: str) -> str:
    """The number without the spaces, dots and hyphens people write in it."""
    return clean(text, " -:.\u00a0\u2013").strip()


def looks_like(text: str) -> bool:
    """Whether somebody has typed eleven digits, right or wrong."""
    digits = compact(text)
    return len(digits) == LENGTH and isdigits(digits)


def parse(text: str, *, today: dt.date) -> NationalId:
    """The national id a person has typed.

    Raises BadNationalId.
    """
    digits = compact(text)
    if not isdigits(digits):
        raise BadNationalId(Fault.DIGITS)
    if len(digits) != LENGTH:
        raise BadNationalId(Fault.LENGTH)
    if (digits[9], digits[10]) != (calc_check_digit1(digits), calc_check_digit2(digits)):
        raise BadNationalId(Fault.CHECK)
    month, synthetic = _month(int(digits[2:4]))
    born = _born(f"{digits[:2]}{month:02d}{digits[4:]}")
    if born > today:
        raise BadNationalId(Fault.UNBORN)
    kind = Kind.D_NUMBER if int(digits[0]) > 3 else Kind.FODSELSNUMMER
    return NationalId(digits, kind, synthetic, born, "f" if int(digits[8]) % 2 == 0 else "m")


def make(born: dt.date, count: int, *, synthetic: Synthetic = Synthetic.TENOR, d_number: bool = False) -> str | None:
    """A synthetic id of that birth and that count (0 to 999); None where no check digits exist for it.

    Only counts of `counts(born)` give the century back.
    """
    day = born.day + (D_NUMBER_DAY if d_number else 0)
    head = f"{day:02d}{born.month + MONTH_OFFSETS[synthetic]:02d}{born.year % 100:02d}{count:03d}"
    first = calc_check_digit1(head)
    if len(first) > 1:
        return None
    second = calc_check_digit2(head + first)
    return None if len(second) > 1 else head + first + second


def counts(born: dt.date) -> Iterator[int]:
    """The three digits that tell the century of that birth, smallest first.

    Raises ValueError for births before 1900 and after 2039, which no number here is made for.
    """
    for year, numbers in _COUNTING_FROM:
        if year <= born.year < min(year + 100, 2040):
            return iter(numbers)
    raise ValueError(f"No synthetic id is made for {born}")


def _month(written: int) -> tuple[int, Synthetic | None]:
    for synthetic, offset in MONTH_OFFSETS.items():
        if written > offset:
            return written - offset, synthetic
    return written, None


def _born(plain: str) -> dt.date:
    """The birth that the number without its synthetic mark tells."""
    try:
        return get_birth_date(plain)
    except ValidationError:
        raise BadNationalId(Fault.BIRTH) from None
