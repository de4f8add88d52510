"""One measured thing: a numerator, perhaps a denominator, or why there is no number. A zero is a zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """Whether a number stands there, and if not, why."""

    KNOWN = "known"
    MISSING = "missing"
    HIDDEN = "hidden"
    NOT_RUN = "not_run"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted. A share or a mean has a denominator and is worked out last; a count has none.

    Raises ValueError for a known value without a numerator, and for a number where there should be none.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: State = State.KNOWN

    def __post_init__(self) -> None:
        if (self.numerator is not None) is not (self.state is State.KNOWN):
            raise ValueError("A known value has a numerator, and no other has one")

    @property
    def is_known(self) -> bool:
        """Whether a number stands there."""
        return self.state is State.KNOWN

    def result(self, per: int = 1, *, ratio: bool = False) -> Decimal | None:
        """The number to show: the numerator, or so many `per` of the denominator.

        None where nothing is known, and for a ratio where there is nothing to divide by.
        """
        if self.numerator is None:
            return None
        if not ratio:
            return self.numerator * per
        if not self.denominator:
            return None
        return self.numerator * per / self.denominator


MISSING = Measured(state=State.MISSING)
#: Which reason is told where several parts lack a number: the one that says most.
_REASONS = (State.HIDDEN, State.NOT_STATED, State.NOT_RUN, State.MISSING)


def together(parts: Iterable[Measured], *, ratio: bool = False) -> Measured:
    """All of them as one: numerators added, denominators added. Percentages are never averaged.

    Where one of them is not known the sum is not known either: half a sum would be read as the whole.
    """
    found = list(parts)
    lacking = {part.state for part in found if not part.is_known}
    if ratio and any(part.is_known and part.denominator is None for part in found):
        lacking.add(State.MISSING)
    if lacking or not found:
        return Measured(state=next((state for state in _REASONS if state in lacking), State.MISSING))
    numerator = sum((part.numerator for part in found if part.numerator is not None), Decimal(0))
    if not ratio:
        return Measured(numerator)
    return Measured(numerator, sum((part.denominator for part in found if part.denominator is not None), Decimal(0)))
