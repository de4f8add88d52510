"""How many mapped households each point of a municipality's guideline shuts out, and of how many it cannot be said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boso.casework.instruments import asking, facts, guiding, queries
from boso.casework.instruments.facts import Known, amount
from boso.casework.instruments.models import GuidelinePoint
from boso.core.economy.guideline import Situation, shuts_out
from boso.foundation.access.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class Shuts:
    """out: how many; unknown: of how many it is not known. out is none where it is too small to be told."""

    out: int | None
    unknown: int | None
    of: int


def counted(
    organisation_id: int, rows: Sequence[GuidelinePoint], on: dt.date, *, small_under: int = 0
) -> dict[int, Shuts]:
    """For each point by its id, counted over all open cases with an assessed economy, whoever works with them.

    small_under: numbers below it, but for nought, are left out: for whoever sees no households.
    """
    known = list(facts.gather(SYSTEM, queries.assessed(organisation_id), on).values())
    situations = [_situation(one) for one in known]
    return {row.pk: _of_point(row, situations, small_under) for row in rows if guiding.as_point(row) is not None}


def _of_point(row: GuidelinePoint, situations: Iterable[Situation], small_under: int) -> Shuts:
    local = guiding.as_point(row)
    told = [shuts_out(local, one).out for one in situations] if local is not None else []
    out, unknown = sum(one is True for one in told), sum(one is None for one in told)
    return Shuts(_told(out, small_under), _told(unknown, small_under), len(told))


def _told(count: int, small_under: int) -> int | None:
    return None if 0 < count < small_under else count


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
