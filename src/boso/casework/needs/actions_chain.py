"""Which mapping holds when: each until the next of the same household."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from boso.casework.needs.models import Mapping, MappingState

BATCH = 500


def mend(household_ids: Collection[int]) -> int:
    """Set `holds_until` for the mappings of those households, after one is done or corrected. Gives how many changed.

    In a transaction of the act that made it necessary.
    """
    ids = sorted(household_ids)
    changed: list[Mapping] = []
    for start in range(0, len(ids), BATCH):
        rows = Mapping.objects.filter(household__in=ids[start : start + BATCH], state=MappingState.DONE)
        ordered = rows.only("household_id", "mapped_on", "holds_until").order_by("household_id", "mapped_on", "pk")
        for _household, line in groupby(ordered, key=lambda mapping: mapping.household_id):
            changed += _wrong(list(line))
    Mapping.objects.bulk_update(changed, ["holds_until"], batch_size=BATCH)
    return len(changed)


def _wrong(line: list[Mapping]) -> list[Mapping]:
    """Those whose end is not where the next begins, set right."""
    ends = [*(later.mapped_on for later in line[1:]), None]
    found = [mapping for mapping, end in zip(line, ends, strict=True) if mapping.holds_until != end]
    for mapping, end in zip(line, ends, strict=True):
        mapping.holds_until = end
    return found
