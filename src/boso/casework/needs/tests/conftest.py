from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from boso.casework.households.models import Household
from boso.casework.households.testing import a_caseworker, a_household, make_household
from boso.casework.needs import actions
from boso.casework.needs.models import Mapping
from boso.foundation.access.actor import Actor

__all__ = ["a_caseworker", "a_household"]

ANSWERS = {
    "situation": "unsuitable", "also_at_risk": "no", "unsuitable_because": ["too_small"], "main_ground": "refugee",
    "settled_on": "2024-05-01", "applied": "yes", "size_choice": "norm", "adaptation": "none", "floor": "any",
    "staffing": "none", "neighbours": "any", "area": "any", "urgency": "year_1", "follow_up": "none",
    "certainty": "known",
}  # fmt: skip


@pytest.fixture
def mapped(db) -> Callable[..., Mapping]:
    """`mapped(actor, household, on=..., situation="at_risk")` gives a mapping that is done."""

    def make(actor: Actor, household: Household | None = None, *, on: dt.date | None = None, **answers: Any) -> Mapping:
        household = household or make_household()
        unit_id = min(actor.units)
        mapping = actions.begin(actor, household, unit_id, on=on)
        actions.fill(actor, mapping, {**ANSWERS, **answers})
        return actions.finish(actor, mapping)

    return make
