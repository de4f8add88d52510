"""A municipality's own guideline beside the state's rules: where it is stricter, and which households that shuts out.

A point says one local rule and the decision it rests on. It is `stricter`, `same` or `laxer` than the state's rule,
or `own` where the state leaves it to the municipality. What is laxer than the regulation, or stricter than it allows,
is `unlawful` as well. A household is shut out by a point when it meets the state's rule there and not the local one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from boso.core.economy.exact import exact, percent
from boso.core.economy.lawful import Missing
from boso.core.law import parameters
from boso.core.law.parameters import Parameter
from boso.core.values.periods import Period

AREA = "guideline_points"
Said: TypeAlias = int | Decimal | bool | tuple[str, ...]


class Stands(StrEnum):
    """How a local rule stands to the state's."""

    STRICTER = "stricter"
    SAME = "same"
    LAXER = "laxer"
    OWN = "own"


class BadPoint(ValueError):
    """A point that the guideline cannot have; the text says why."""


@dataclass(frozen=True, slots=True)
class Point:
    """One local rule. key: as in core/law/guideline_points.toml; decision: the decision it rests on, as the
    municipality calls it; period: when it holds."""

    key: str
    value: Said
    decision: str
    period: Period


@dataclass(frozen=True, slots=True)
class Compared:
    """A point beside the state's rule. state: None where the state has no rule; source: where its rule stands, None
    likewise.

    unlawful: the regulation does not allow it, whichever way it goes.
    """

    point: Point
    about: str
    state: Any
    source: Parameter | None
    stands: Stands
    unlawful: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """What a point asks of one household; None where nobody has said. loan, price, value, own: kroner.

    years: the shortest term the household can bear. ground: the ground its conditions are waived on, blank where all
    are met.
    """

    age: Decimal | None = None
    residence_months: int | None = None
    price: Decimal | None = None
    value: Decimal | None = None
    own: Decimal | None = None
    loan: Decimal | None = None
    years: int | None = None
    interest_only_years: int | None = None
    highest_rate: Decimal | None = None
    steady_income: bool | None = None
    arrears: bool | None = None
    payment_remarks: bool | None = None
    ground: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Shut:
    """Whether one point shuts one household out: None where something is not known, which `missing` names."""

    out: bool | None
    missing: tuple[Missing, ...] = ()


def catalogue(on: dt.date) -> dict[str, dict[str, Any]]:
    """The points a guideline may have: about, kind (number, demand or list), and how each stands to the state's
    rule."""
    found: dict[str, dict[str, Any]] = parameters.value(AREA, "points", on)
    return found


def point(key: str, value: Any, decision: str, period: Period) -> Point:
    """A point, looked over.

    Raises BadPoint for a key that is no point, a value of another kind, or one without a decision.
    """
    rule = catalogue(period.starts).get(key)
    if rule is None:
        raise BadPoint(f"{key}: no point of a guideline is called that")
    if not decision.strip():
        raise BadPoint(f"{key}: which decision does it rest on?")
    return Point(key, _KINDS[rule["kind"]](key, value), decision.strip(), period)


def compared(local: Point, on: dt.date) -> Compared:
    """The point beside the state's rule of that day.

    Raises NotKnown for a day before the law here.
    """
    rule = catalogue(on)[local.key]
    state, source = _state(rule, on)
    if rule["beyond"] == "own" and state is None:
        return Compared(local, rule["about"], None, None, Stands.OWN, False)
    stands = _STANDS[rule["stricter"]](local.value, state)
    bound = _law(rule["bound"], on).value if "bound" in rule else None
    return Compared(
        point=local,
        about=rule["about"],
        state=state,
        source=source,
        stands=stands,
        unlawful=(stands is Stands.LAXER and rule["beyond"] == "unlawful")
        or (bound is not None and exact(_number(local.value)) > exact(bound)),
    )


def stricter(points: Iterable[Point], on: dt.date) -> list[Compared]:
    """The points of that day that are stricter than the state's rules, in the order of the catalogue."""
    order = list(catalogue(on))
    found = [compared(one, on) for one in points if one.period.holds(on)]
    return sorted((one for one in found if one.stands is Stands.STRICTER), key=lambda one: order.index(one.point.key))


def shuts_out(local: Point, who: Situation) -> Shut:
    """Whether the point shuts this household out, which is taken to meet the state's own rule there."""
    needs, asks = _ASKS.get(local.key, ((), None))
    missing = tuple(Missing("", name, "nobody has said it") for name in needs if getattr(who, name) is None)
    if asks is None or local.value is False:
        return Shut(False)
    return Shut(None, missing) if missing else Shut(asks(local.value, who))


def _state(rule: Mapping[str, Any], on: dt.date) -> tuple[Any, Parameter | None]:
    if "law" in rule:
        found = _law(rule["law"], on)
        return (tuple(found.value) if rule["kind"] == "list" else found.value), found
    if "state" in rule:
        return rule["state"], parameters.parameter(AREA, "points", on)
    return None, None


def _law(where: str, on: dt.date) -> Parameter:
    area, key = where.split(":")
    return parameters.parameter(area, key, on)


def _number(said: Any) -> Decimal:
    return Decimal(str(said))


def _against(more: bool, same: bool) -> Stands:
    return Stands.SAME if same else Stands.STRICTER if more else Stands.LAXER


def _higher(local: Any, state: Any) -> Stands:
    return (
        Stands.STRICTER
        if state is None
        else _against(_number(local) > _number(state), _number(local) == _number(state))
    )


def _lower(local: Any, state: Any) -> Stands:
    return (
        Stands.STRICTER
        if state is None
        else _against(_number(local) < _number(state), _number(local) == _number(state))
    )


def _fewer(local: Any, state: Any) -> Stands:
    here, there = set(local), set(state)
    return _against(here < there, here == there) if here <= there else Stands.LAXER


def _demanded(local: Any, state: Any) -> Stands:
    return _against(bool(local), local == state)


_STANDS = {"higher": _higher, "lower": _lower, "fewer": _fewer, "demanded": _demanded}


def _as_number(key: str, said: Any) -> Decimal:
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal) or not said >= 0:
        raise BadPoint(f"{key}: must be a number, not below zero")
    return Decimal(str(said))


def _as_demand(key: str, said: Any) -> bool:
    if not isinstance(said, bool):
        raise BadPoint(f"{key}: must be yes or no")
    return said


def _as_list(key: str, said: Any) -> tuple[str, ...]:
    if isinstance(said, str) or not all(isinstance(one, str) for one in said):
        raise BadPoint(f"{key}: must be a list of names")
    return tuple(said)


_KINDS: dict[str, Any] = {"number": _as_number, "demand": _as_demand, "list": _as_list}


def _own_below(share: Any, who: Any) -> bool:
    return bool(exact(who.own) < percent(share) * exact(who.price))


def _above_value(share: Any, who: Any) -> bool:
    return bool(exact(who.loan) > percent(share) * exact(who.value))


#: By point: what must be known of the household, and whether the local rule shuts it out.
_ASKS: dict[str, tuple[tuple[str, ...], Any]] = {
    "youngest": (("age",), lambda local, who: who.age < local),
    "oldest": (("age",), lambda local, who: who.age > local),
    "residence_months": (("residence_months",), lambda local, who: who.residence_months < local),
    "own_percent": (("price", "own"), _own_below),
    "most_kroner": (("loan",), lambda local, who: who.loan > local),
    "most_years": (("years",), lambda local, who: who.years > local),
    "most_interest_only_years": (("interest_only_years",), lambda local, who: who.interest_only_years > local),
    "most_percent_of_value": (("loan", "value"), _above_value),
    "stress_rate": (("highest_rate",), lambda local, who: who.highest_rate < local),
    "steady_income": (("steady_income",), lambda _local, who: not who.steady_income),
    "no_arrears": (("arrears",), lambda _local, who: who.arrears),
    "no_payment_remarks": (("payment_remarks",), lambda _local, who: who.payment_remarks),
    "grounds": (("ground",), lambda local, who: bool(who.ground) and who.ground not in local),
    "purposes": (("purpose",), lambda local, who: who.purpose not in local),
}
