"""What a municipality declares, as data: rules and points, classes, waiting time, tenants who may be asked to move.

    {"rules": .., "fit": .., "classes": [{"situations": [..], "urgency": [..], "children": false}],
     "waiting": true, "tenants": "misfit", "cycles": true}

A household belongs to the first class whose conditions it meets; one that meets none does not stand in the order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from boso.casework.needs.models_codes import IN_NEED, Urgency
from boso.casework.needs.queries import NeedRow
from boso.core.law import parameters
from boso.core.matching import rules
from boso.core.matching.rules import BadRules, RuleSet

#: Which sitting tenants may be asked to move: none, those whose home fits them badly, or all with a mapping.
TENANTS = ("none", "misfit", "all")
MOST_CLASSES = 6
_KEYS = {"rules", "fit", "classes", "waiting", "tenants", "cycles"}


@dataclass(frozen=True, slots=True)
class StandingClass:
    """One class of households. Blank conditions ask for nothing."""

    situations: tuple[str, ...]
    urgency: tuple[str, ...]
    children: bool

    def holds(self, row: NeedRow) -> bool:
        """Whether the household belongs here."""
        return (
            (row.situation in self.situations if self.situations else row.situation in IN_NEED)
            and (not self.urgency or row.urgency in self.urgency)
            and (not self.children or row.children > 0)
        )


@dataclass(frozen=True, slots=True)
class Declared:
    """Checked declarations."""

    rules: RuleSet
    classes: tuple[StandingClass, ...]
    waiting: bool
    tenants: str
    cycles: bool

    def class_of(self, row: NeedRow) -> int | None:
        """The number of the class it belongs to, from 1; none for who does not stand in the order."""
        return next((number for number, one in enumerate(self.classes, start=1) if one.holds(row)), None)


def standard(on: dt.date) -> dict[str, Any]:
    """What holds where a municipality has declared nothing."""
    return {
        **rules.standard(on),
        "classes": [dict(one) for one in parameters.value(rules.AREA, "order.classes", on)],
        "waiting": parameters.value(rules.AREA, "order.waiting", on),
        "tenants": parameters.value(rules.AREA, "moves.tenants", on),
        "cycles": parameters.value(rules.AREA, "moves.cycles", on),
    }


def checked(data: Mapping[str, Any]) -> Declared:
    """The declarations that such data make.

    Raises BadRules for what is not known, or lacks.
    """
    if strange := data.keys() ^ _KEYS:
        raise BadRules(f"lacking or not known: {', '.join(sorted(strange))}")
    classes = tuple(_class(one) for one in data["classes"])
    if not 1 <= len(classes) <= MOST_CLASSES or data["tenants"] not in TENANTS:
        raise BadRules(f"from 1 to {MOST_CLASSES} classes, and tenants one of {', '.join(TENANTS)}")
    return Declared(
        rules=rules.declared({"rules": data["rules"], "fit": data["fit"]}),
        classes=classes,
        waiting=data["waiting"],
        tenants=data["tenants"],
        cycles=data["cycles"],
    )


def _class(one: Mapping[str, Any]) -> StandingClass:
    known = {"situations": set(map(str, IN_NEED)), "urgency": {str(code) for code in Urgency}}
    if one.keys() != {*known, "children"} or any(set(one[name]) - codes for name, codes in known.items()):
        raise BadRules(f"no such class: {dict(one)}")
    return StandingClass(tuple(one["situations"]), tuple(one["urgency"]), one["children"])
