"""Drawn needs as answers to the built-in form, and the mappings they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from boso.casework.households.models import Household
from boso.casework.needs import filling
from boso.casework.needs.actions import NewMapping
from boso.casework.needs.sealing import MappingWords
from boso.core.needs.size_norm import Part, Size, Sleeper
from boso.core.synthetic.description import Family, Need
from boso.foundation.questionnaires.models import FormVersion

GROUNDS = {
    "refugee": "refugee", "adapted": "adapted", "psychiatric_substance": "psych_addiction", "other": "other",
    "without_test": "no_means_test",
}  # fmt: skip

#: Days between arriving and being settled, for refugees.
SETTLED_AFTER = 30

#: Kroner a month.
LEAST_RENT, BEDROOM_RENT = 8_500, 1_500


def mapping_rows(
    families: Iterable[Family],
    known: Iterable[Household],
    units: Mapping[str, int],
    workers: Mapping[str, Sequence[int]],
    form: FormVersion,
) -> Iterator[NewMapping]:
    """Every mapping of those households, as filled in with the form."""
    for family, household in zip(families, known, strict=True):
        for need in family.needs:
            people = workers.get(need.unit, ())
            worker = people[household.pk % len(people)] if people else None
            yield _row(family, household, need, units[need.unit], worker, form)


def _row(
    family: Family, household: Household, need: Need, unit_id: int, worker: int | None, form: FormVersion
) -> NewMapping:
    sleepers = _sleepers(family, need.mapped_on)
    size = filling.size_of(sleepers, need.mapped_on)
    told = answers(family, need, size)
    return NewMapping(
        household=household,
        unit_id=unit_id,
        mapped_on=need.mapped_on,
        fields={**filling.columns(told, size), **filling.counts(sleepers), "form": form},
        words=MappingWords(answers=told),
        mapped_by_id=worker,
    )


def answers(family: Family, need: Need, size: Size | None) -> dict[str, Any]:
    """What was answered: only what the form would have asked."""
    told: dict[str, Any] = {
        "situation": need.situation,
        **_situation(need),
        "main_ground": GROUNDS[need.ground],
        "applied": "yes" if need.applied else "no",
        "size_choice": "norm" if size is not None else "unknown",
        "adaptation": need.adaptation,
        "floor": _floor(need),
        "staffing": need.staffing,
        "neighbours": need.neighbours,
        **_place(family, need),
        **_rent(need, size),
        "urgency": need.urgency,
        "follow_up": need.follow_up,
        "certainty": need.certainty,
    }
    if need.ground == "refugee":
        settled = min(need.mapped_on, family.opened_on + dt.timedelta(days=SETTLED_AFTER))
        told["settled_on"] = settled.isoformat()
    return told


def _situation(need: Need) -> dict[str, Any]:
    if need.situation == "without_own":
        return {"homeless": need.homeless}
    if need.situation == "at_risk":
        return {"also_unsuitable": "no"}
    return {"also_at_risk": "no", "unsuitable_because": [need.unsuitable]}


def _floor(need: Need) -> str:
    if not need.ground_floor:
        return "any"
    return "lift" if need.adaptation != "none" else "ground"


def _place(family: Family, need: Need) -> dict[str, Any]:
    """Families want to stay near the school, others near what they use."""
    if not need.area:
        return {"area": "any"}
    children = any(member.role == "child" for member in family.members)
    return {"area": "school" if children else "services", "district": need.area}


def _rent(need: Need, size: Size | None) -> dict[str, Any]:
    """Who lives where it is too expensive has said what they can bear: about what homes of their size are let for."""
    if need.unsuitable != "too_dear" or need.situation != "unsuitable" or size is None:
        return {}
    return {"rent_most": LEAST_RENT + BEDROOM_RENT * size.bedrooms}


def _sleepers(family: Family, on: dt.date) -> list[Sleeper]:
    """Who lived there that day, with the age they had."""
    return [
        Sleeper(Part(member.role), max(0, (on - member.born).days // 365), "f" if member.woman else "m")
        for member in family.members
        if member.born <= on
    ]
