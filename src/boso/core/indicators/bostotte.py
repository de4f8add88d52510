"""What must hold in Husbanken's monthly series of bostøtte, and which of its zeros are none.

A month is decided on once (termin) and paid in the next: households paid in a month are those of the month before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Older months are revised after they were published: a difference of up to so much of the larger is only told.
REVISED = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the series. month: year times twelve, plus the month from nought."""

    month: int
    paid: int
    decided: int
    applications: int
    refusals: int
    amount: Decimal | None
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that does not hold. column: the one to look at; grave: more than a revision explains."""

    month: int
    column: str
    said: Decimal
    expected: Decimal
    grave: bool


def is_not_run(row: Month, last: int) -> bool:
    """Whether the month's decisions have not been made yet: nought of everything in the last month of the file."""
    return row.month == last and row.decided == row.applications == row.refusals == 0


def is_not_paid(row: Month, first: int) -> bool:
    """Whether the series begins after the month's payments, so that its nought says nothing."""
    return row.month == first and row.paid == 0 and not row.amount


def odd_rows(rows: Sequence[Month], last: int) -> list[Odd]:
    """All that does not hold in one place's series. last: the last month of the file."""
    by_month = {row.month: row for row in rows}
    found: list[Odd] = []
    for row in sorted(rows, key=lambda one: one.month):
        if row.paid and row.amount is not None and row.mean is not None:
            found += _mean(row.month, row.mean, row.amount / row.paid)
        if is_not_run(row, last):
            continue
        found += _differs(row.month, "ant_husstander_termin", row.decided, row.applications - row.refusals)
        following = by_month.get(row.month + 1)
        if following is not None:
            found += _differs(following.month, "ant_husstander_utbetaling", following.paid, row.decided)
    return found


def lacking_months(rows: Sequence[Month]) -> list[int]:
    """The months between first and last that have no row."""
    known = {row.month for row in rows}
    return [month for month in range(min(known), max(known)) if month not in known] if known else []


def _mean(month: int, said: Decimal, worked_out: Decimal) -> list[Odd]:
    expected = worked_out.quantize(Decimal("0.01"))
    return [] if abs(said - expected) <= Decimal("0.01") else _differs(month, "gjsnitt_bostotte", said, expected)


def _differs(month: int, column: str, said: int | Decimal, expected: int | Decimal) -> list[Odd]:
    if said == expected:
        return []
    one, other = Decimal(said), Decimal(expected)
    grave = abs(one - other) > REVISED * max(abs(one), abs(other))
    return [Odd(month, column, one, other, grave)]


def whole(parts: Sequence[Month], expected: int) -> Month | None:
    """The month of a whole from its parts; None where a part lacks, for part of a sum is no sum."""
    if len(parts) < expected:
        return None
    return Month(
        parts[0].month,
        sum(part.paid for part in parts),
        sum(part.decided for part in parts),
        sum(part.applications for part in parts),
        sum(part.refusals for part in parts),
        sum((part.amount or Decimal(0) for part in parts), Decimal(0)),
        None,
    )
