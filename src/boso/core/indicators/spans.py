"""Periods by their codes: 2011, 2011H1, 2011Q4 (2011K4), 2011M12."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from boso.core.values.periods import add_months

#: Months in a period of each kind.
MONTHS = {"Y": 12, "H": 6, "Q": 3, "M": 1}
_CODE = re.compile(r"((?:18|19|20|21)\d\d)(?:([HQKM])(\d{1,2}))?")
#: What Statistics Norway writes for a quarter.
_LETTERS = {"K": "Q"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One period: its first day, and how long it is (a letter of MONTHS)."""

    starts: dt.date
    kind: str

    @property
    def ends(self) -> dt.date:
        """The first day after it."""
        return add_months(self.starts, MONTHS[self.kind])

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.ends - dt.timedelta(days=1)

    @property
    def code(self) -> str:
        """2011, 2011H1, 2011Q4, 2011M12."""
        if self.kind == "Y":
            return f"{self.starts.year}"
        number = (self.starts.month - 1) // MONTHS[self.kind] + 1
        return (
            f"{self.starts.year}{self.kind}{number:02d}"
            if self.kind == "M"
            else f"{self.starts.year}{self.kind}{number}"
        )

    def holds(self, other: Span) -> bool:
        """Whether the other lies in this one (or is it)."""
        return self.starts <= other.starts and other.ends <= self.ends

    def parts(self, kind: str) -> tuple[Span, ...]:
        """The shorter periods it is made of; itself where the kind is its own.

        Raises ValueError when the kind is longer.
        """
        count, rest = divmod(MONTHS[self.kind], MONTHS[kind])
        if rest or not count:
            raise ValueError(f"{self.code} is not made of periods of {MONTHS[kind]} months")
        return tuple(Span(add_months(self.starts, number * MONTHS[kind]), kind) for number in range(count))

    @property
    def before(self) -> Span:
        """The one before it of the same length."""
        return Span(add_months(self.starts, -MONTHS[self.kind]), self.kind)


def span(code: str) -> Span:
    """The period of that code; K (kvartal) is Q.

    Raises ValueError for what is no period.
    """
    found = _CODE.fullmatch(code.strip())
    if found is None:
        raise ValueError(f"«{code}» is no period")
    year, letter, number = found[1], found[2], found[3]
    if letter is None:
        return Span(dt.date(int(year), 1, 1), "Y")
    kind = _LETTERS.get(letter, letter)
    place = int(number)
    if not 1 <= place <= 12 // MONTHS[kind]:
        raise ValueError(f"«{code}» is no period")
    return Span(dt.date(int(year), (place - 1) * MONTHS[kind] + 1, 1), kind)


def year(number: int) -> Span:
    """A calendar year."""
    return Span(dt.date(number, 1, 1), "Y")
