"""Shares and rates, hidden wherever one of the counts they are made of is."""

from __future__ import annotations

from fractions import Fraction


def rate(part: int | None, whole: int | None, per: int = 100) -> Fraction | None:
    """So many per `per`; none where a count is hidden (none), or there is nothing to divide by."""
    if part is None or whole is None or whole == 0:
        return None
    return Fraction(part * per, whole)
