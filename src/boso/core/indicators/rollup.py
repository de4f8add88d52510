"""From the values of short periods to those of longer ones, each kind of indicator in its own way.

Nothing rolled up is ever kept: it is worked out from the values as they stand, so what comes late counts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from boso.core.indicators.measured import MISSING, Measured, State, together
from boso.core.indicators.spans import MONTHS, Span


class Accumulation(StrEnum):
    """What a value of a period says.

    INCREMENTAL: what happened in it. CUMULATIVE: all that has happened up to its end. SNAPSHOT: how it stood then.
    """

    INCREMENTAL = "incremental"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Rolled:
    """A value of a longer period. known, expected: of how many shorter ones. latest: the last that says something."""

    measured: Measured
    known: int
    expected: int
    latest: Span | None

    @property
    def is_whole(self) -> bool:
        """Whether every shorter period that it needs is there."""
        return self.known == self.expected


def over_time(
    values: Mapping[Span, Measured], wanted: Span, how: Accumulation, *, ratio: bool = False, so_far: bool = False
) -> Rolled:
    """The value of the wanted period from the finest values that lie in it.

    Incremental ones are added, and the sum is known only when none is lacking; `so_far` adds what is there. Of
    cumulative ones and snapshots the last known one counts. A value given for the very period itself goes before all.
    """
    own = values.get(wanted)
    if own is not None and own.is_known:
        return Rolled(own, 1, 1, wanted)
    inside = {one: value for one, value in values.items() if one != wanted and wanted.holds(one)}
    if not inside:
        return Rolled(own or MISSING, 0, 1, None)
    kind = min((one.kind for one in inside), key=lambda letter: MONTHS[letter])
    parts = wanted.parts(kind)
    known = [one for one in parts if one in inside and inside[one].is_known]
    latest = known[-1] if known else None
    if how is not Accumulation.INCREMENTAL:
        last = inside[latest] if latest is not None else together(inside.values(), ratio=ratio)
        return Rolled(last, int(latest is not None and latest.ends == wanted.ends), 1, latest)
    counted = known if so_far and known else parts
    total = together((inside.get(one, MISSING) for one in counted), ratio=ratio)
    return Rolled(total, len(known), len(parts), latest)


def increments(values: Mapping[Span, Measured]) -> dict[Span, Measured]:
    """What each period added, from cumulative values of one length.

    The first known one is its own increment; after a gap the increment is not known.
    """
    found: dict[Span, Measured] = {}
    begun = False
    for one, now in sorted(values.items()):
        before = values.get(one.before, MISSING)
        if now.numerator is None or not begun:
            found[one] = now
        elif before.numerator is None:
            found[one] = MISSING
        else:
            found[one] = Measured(now.numerator - before.numerator)
        begun = begun or now.is_known
    return found


def achievement(
    actual: Decimal | None, target: Decimal | None, baseline: Decimal | None, *, down: bool = False
) -> Decimal | None:
    """How much of the way from the baseline to the target is gone, in per cent; works for what shall fall, too.

    Without a baseline: of the target itself, where more is better; nothing where less is. None where the way has no
    length or something is not known.
    """
    if actual is None or target is None:
        return None
    if baseline is None:
        if down or target == 0:
            return None
        baseline = Decimal(0)
    if target == baseline:
        return None
    return (actual - baseline) * 100 / (target - baseline)


def is_met(actual: Decimal | None, target: Decimal | None, *, down: bool = False) -> bool | None:
    """Whether the target is reached; None where something is not known."""
    if actual is None or target is None:
        return None
    return actual <= target if down else actual >= target


__all__ = ["Accumulation", "Measured", "Rolled", "State", "achievement", "increments", "is_met", "over_time"]
