"""How many mapped households each point of a municipality's guideline shuts out, and of how many it cannot be said.

The households are opened some at a time, by a job: what is kept are figures, and a page that shows them opens nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from boso.casework.instruments import asking, facts, guiding, queries
from boso.casework.instruments.facts import Known, amount
from boso.casework.instruments.models import GuidelinePoint, ShutOut
from boso.core.economy.guideline import Situation, shuts_out
from boso.foundation.access.actor import SYSTEM

#: Households that are opened at a time.
BATCH = 200


@dataclass(slots=True)
class Shuts:
    """out: how many; unknown: of how many it is not known; none where it is too small to be told."""

    out: int | None = 0
    unknown: int | None = 0


@dataclass(slots=True)
class Counted:
    """Each point by its id, counted over `of` households."""

    of: int = 0
    points: dict[int, Shuts] = field(default_factory=dict)


def counted(
    organisation_id: int, rows: Sequence[GuidelinePoint], on: dt.date, progress: Callable[[int, int], None]
) -> Counted:
    """Each point, counted over all open cases with an assessed economy, whoever works with them."""
    points = {row.pk: point for row in rows if (point := guiding.as_point(row)) is not None}
    out, unknown = dict.fromkeys(points, 0), dict.fromkeys(points, 0)
    of = 0
    for one in _situations(queries.assessed(organisation_id), on, progress):
        of += 1
        for pk, point in points.items():
            shut = shuts_out(point, one).out
            out[pk] += shut is True
            unknown[pk] += shut is None
    return Counted(of, {pk: Shuts(out[pk], unknown[pk]) for pk in points})


def shown(found: ShutOut, *, small_under: int = 0) -> dict[int, Shuts]:
    """What was counted, by point. small_under: numbers below it, but for nought, are left out: for whoever sees no
    households.
    """
    return {
        int(pk): Shuts(_told(out, small_under), _told(unknown, small_under))
        for pk, (out, unknown) in found.points.items()
    }


def _told(count: int, small_under: int) -> int | None:
    return None if 0 < count < small_under else count


def _situations(household_ids: Sequence[int], on: dt.date, progress: Callable[[int, int], None]) -> Iterator[Situation]:
    for start in range(0, len(household_ids), BATCH):
        progress(start, len(household_ids))
        for known in facts.gather(SYSTEM, household_ids[start : start + BATCH], on).values():
            yield _situation(known)


def _situation(known: Known) -> Situation:
    said, household = known.entered.of_all, facts.economy(known)
    price, own = amount(said.get("price")), amount(said.get("own"))
    months = said.get("residence_months")
    return Situation(
        age=None if household is None else household.applicant.age,
        residence_months=None if months is None else int(months),
        price=price,
        value=price,
        own=own,
        loan=None if price is None or own is None else max(Decimal(0), price - own),
        interest_only_years=int(said.get("interest_only_years") or 0),
        steady_income=asking.stated(said, "steady_income"),
        arrears=asking.stated(said, "arrears"),
        payment_remarks=asking.stated(said, "payment_remarks"),
        ground=next(iter(said.get("grounds") or ()), "" if _meets_all(known) else None),
        purpose="purchase" if price else None,
    )


def _meets_all(known: Known) -> bool:
    """Whether the conditions that can be waived are stated as met, so that nothing needs to be waived."""
    return all(asking.stated(known.entered.of_all, name) for name in ("long_term_problem", "saving_used"))
