"""The conditions of a startlån as rules: what each asks, how the household stands, what can waive it.

BoSo finds nothing met that nobody has stated. It only says which grounds the facts point to; people decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from boso.core.economy.lawful import Missing
from boso.core.economy.people import Household
from boso.core.law import parameters
from boso.core.law.parameters import Parameter

AREA = "loans"
NOTHING: Mapping[str, bool | None] = MappingProxyType({})
#: Conditions that are worked out, when they can be.
OF_AGE, BANK_REFUSED, ABILITY = "of_age", "bank_refused", "ability_to_pay_over_time"


class Standing(StrEnum):
    """How a household stands to a condition."""

    MET = "met"
    WAIVED = "waived"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the municipality has found. None, or a name left out: nobody has said.

    stated: by condition, as named in core/law/loans.toml. grounds: those the municipality waives on. The four last
    point to a ground each.
    """

    stated: Mapping[str, bool | None] = field(default_factory=lambda: NOTHING)
    grounds: frozenset[str] = frozenset()
    children: bool | None = None
    may_lose_home: bool | None = None
    needed_worker: bool | None = None
    municipal_tenant: bool | None = None

    def __getitem__(self, name: str) -> bool | None:
        """What is stated of a condition."""
        return self.stated.get(name)


@dataclass(frozen=True, slots=True)
class Found:
    """One condition. asks: what it asks, as the file of law says it. grounds: those that can waive it; none if
    nothing can.

    pointed: the grounds that facts point to. waived_on: the ground it is waived on. missing: what must be known and is
    not. parameter: the law it stands in, with source and mark.
    """

    condition: str
    asks: str
    standing: Standing
    waivable: bool
    grounds: tuple[str, ...]
    pointed: tuple[str, ...]
    waived_on: str
    missing: tuple[Missing, ...]
    parameter: Parameter

    @property
    def stops(self) -> bool:
        """Whether there can be no startlån as things stand."""
        return self.standing is Standing.NOT_MET


def conditions(facts: Facts, on: dt.date, *, worked_out: Mapping[str, bool | None] = NOTHING) -> tuple[Found, ...]:
    """Every condition in the order of the law. worked_out: what has been computed, which goes before what is stated.

    Raises NotKnown for a day before the regulation, ValueError for a condition or ground that the law does not name.
    """
    law = parameters.parameter(AREA, "startlan.conditions", on)
    waivers: dict[str, dict[str, str]] = parameters.value(AREA, "startlan.waivers", on)
    if strange := ({*facts.stated, *worked_out} - law.value.keys()) | (facts.grounds - waivers.keys()):
        raise ValueError(f"The law does not name {', '.join(sorted(strange))}")
    pointed = tuple(name for name, ground in waivers.items() if getattr(facts, ground["points"]))
    return tuple(
        _found(name, rule, facts, worked_out, tuple(waivers), pointed, law) for name, rule in law.value.items()
    )


def of_age(household: Household, on: dt.date) -> bool:
    """Whether the applicant is of age."""
    return bool(household.applicant.age >= parameters.value(AREA, "startlan.youngest", on))


def grounds(on: dt.date) -> dict[str, str]:
    """The grounds for waiving, each with what it asks."""
    found: dict[str, dict[str, str]] = parameters.value(AREA, "startlan.waivers", on)
    return {name: ground["asks"] for name, ground in found.items()}


def _found(
    name: str,
    rule: Mapping[str, Any],
    facts: Facts,
    worked_out: Mapping[str, bool | None],
    waivers: tuple[str, ...],
    pointed: tuple[str, ...],
    law: Parameter,
) -> Found:
    worked = worked_out.get(name)
    met = facts[name] if worked is None else worked
    chosen = [ground for ground in waivers if rule["waivable"] and ground in facts.grounds]
    standing = Standing.NOT_KNOWN
    if met:
        standing = Standing.MET
    elif chosen:
        standing = Standing.WAIVED
    elif met is not None:
        standing = Standing.NOT_MET
    unsaid = (Missing("", f"startlan.{name}", "nobody has said it"),)
    return Found(
        condition=name,
        asks=rule["asks"],
        standing=standing,
        waivable=rule["waivable"],
        grounds=waivers if rule["waivable"] else (),
        pointed=pointed if rule["waivable"] else (),
        waived_on=chosen[0] if standing is Standing.WAIVED else "",
        missing=unsaid if standing is Standing.NOT_KNOWN else (),
        parameter=law,
    )
