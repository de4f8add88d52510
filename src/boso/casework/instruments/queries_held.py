"""Which assessment holds for each household. Of households that whoever asks has seen already."""

from __future__ import annotations

from collections.abc import Iterable

from boso.casework.instruments.models import Assessment


def holding(household_ids: Iterable[int]) -> dict[int, Assessment]:
    """The assessment that holds for each household, by household. One query."""
    rows = Assessment.objects.filter(household__in=list(household_ids), holds_until__isnull=True)
    return {row.household_id: row for row in rows}
