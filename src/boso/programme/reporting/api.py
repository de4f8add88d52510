"""The reports for other programs: who has come how far, and the fingerprint of what is approved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from boso.foundation.api.registry import NoFilters, Resource, register
from boso.programme.reporting import policies, queries
from boso.programme.reporting.models import Report


class ReportShape(Schema):
    """One report in a round; days that have not come are null."""

    id: int
    participant: str
    year: int
    kind: str
    state: str
    due: dt.date
    submitted: dt.date | None
    signed: dt.date | None
    approved: dt.date | None
    edition: int


def _report(row: Report) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant": row.participation.slug,
        "year": row.round.year,
        "kind": row.round.kind,
        "state": row.state,
        "due": row.due_on,
        "submitted": row.submitted_on,
        "signed": row.signed_on,
        "approved": row.approved_on,
        "edition": row.number,
    }


register(
    Resource(
        "reports", "Reports of the programme", ReportShape, queries.open_reports, _report, policies.may_see,
        filters=NoFilters,
    )
)  # fmt: skip
