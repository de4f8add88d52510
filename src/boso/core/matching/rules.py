"""Which homes a household can be proposed: hard rules with reasons, and the points by which one home fits better.

A rule compares one value of a need with one value of a home. Rules are on or off and have their numbers in data, by
municipality and day (`core/law/matching.toml` until a municipality declares its own).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from boso.core.law import parameters
from boso.core.matching import rules_values as values
from boso.core.matching.homes import Home, Need
from boso.core.matching.market import Flags

AREA = "matching"
#: The most points a home can have.
FULL = 100

Values = Hashable
Holds = Callable[[Any, Any], bool]


class BadRules(ValueError):
    """Declared rules that mean nothing; says which."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a household is not proposed a home: the rule, what the household needs and what the home has.

    has: none where nobody knows. Both are none where saying them would tell of the neighbours.
    """

    rule: str
    needed: Any = None
    has: Any = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One comparison. A need whose value is none asks for nothing.

    sense: «least» (the home has at least so much; not known is too little), «most» (at most; not known is too much),
    «among» (what the home has is one of those needed), «outside» (it is known, and none of them) or a predicate of two
    values. quiet: the values are not told.
    """

    key: str
    needed: Callable[[Need], Values]
    has: Callable[[Home], Values]
    sense: Literal["least", "most", "among", "outside"] | Holds
    quiet: bool = False

    def holds(self, need: Need, home: Home) -> bool:
        """Whether the home meets the need in this."""
        return self.compare(self.needed(need), self.has(home))

    def compare(self, needed: Any, has: Any) -> bool:
        """Whether what the home has is what is needed."""
        if needed is None:
            return True
        if callable(self.sense):
            return self.sense(needed, has)
        if self.sense == "among":
            return has in needed
        if self.sense == "outside":
            return bool(has) and has not in needed
        if has is None:
            return False
        return bool(needed <= has if self.sense == "least" else needed >= has)

    def reason(self, need: Need, home: Home) -> Reason:
        """Why it does not."""
        return Reason(self.key) if self.quiet else Reason(self.key, self.needed(need), self.has(home))

    def table(self, needed: Sequence[Values], has: Sequence[Values]) -> Flags:
        """`compare` for each of the needed values (rows) with each of those homes have (columns, no two the same)."""
        if callable(self.sense):
            rows = [[self.compare(one, other) for other in has] for one in needed]
            return np.array(rows, np.bool_).reshape(len(needed), len(has))
        if self.sense in ("among", "outside"):
            return self._belonging(needed, has)
        sign = 1 if self.sense == "least" else -1
        asked, there = _numbers(needed, sign), _numbers(has, sign)
        return asked[:, None] <= there[None, :]

    def _belonging(self, needed: Sequence[Any], has: Sequence[Values]) -> Flags:
        """The table of «among» or «outside», by looking up only what is named."""
        among = self.sense == "among"
        column = {value: place for place, value in enumerate(has)}
        known = np.array([not among and bool(value) for value in has], np.bool_)
        table = np.repeat(known[None, :], len(needed), axis=0)
        for row, named in zip(table, needed, strict=True):
            if named is None:
                row[:] = True
            else:
                row[[column[value] for value in named if value in column]] = among
        return table


def _numbers(found: Sequence[Any], sign: int) -> NDArray[np.float64]:
    """The values as numbers of which more is better; none is less than any."""
    return np.array([-np.inf if one is None else float(sign * one) for one in found])


@dataclass(frozen=True, slots=True)
class Criterion:
    """What gives a home points: a comparison that need not hold."""

    rule: Rule
    points: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that are on, in the order they are told, and what gives points."""

    rules: tuple[Rule, ...]
    criteria: tuple[Criterion, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The rules that are on."""
        return tuple(rule.key for rule in self.rules)

    def allows(self, need: Need, home: Home) -> bool:
        """Whether the household can be proposed the home."""
        return all(rule.holds(need, home) for rule in self.rules)

    def reasons(self, need: Need, home: Home) -> tuple[Reason, ...]:
        """Every rule in the way; nothing where the household can be proposed the home."""
        return tuple(rule.reason(need, home) for rule in self.rules if not rule.holds(need, home))

    def fit(self, need: Need, home: Home) -> int:
        """How well the home suits, 0 to 100. Says nothing of who comes first."""
        return sum(one.points for one in self.criteria if one.rule.holds(need, home))

    def without(self, key: str) -> RuleSet:
        """The same, that rule off."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.key != key))


#: Each rule from its numbers, in the order in which they are told.
RULES: dict[str, Callable[[Mapping[str, Any]], Rule]] = {
    "adaptation": lambda _numbers: Rule("adaptation", values.adaptation_needed, values.adaptation_had, "least"),
    "floor": lambda numbers: Rule("floor", values.floor_needed, values.floor_had, values.floor(numbers["ground"])),
    "staffing": lambda _numbers: Rule("staffing", values.staffing_needed, values.staffing_had, "least"),
    "staff_to_spare": lambda numbers: Rule(
        "staff_to_spare", values.staffing_at_most(numbers["more"]), values.staffing_had, "most"
    ),
    "bedrooms": lambda numbers: Rule(
        "bedrooms", values.bedrooms_at_least(numbers["fewer"]), values.bedrooms_had, "least"
    ),
    "bedrooms_to_spare": lambda numbers: Rule(
        "bedrooms_to_spare", values.bedrooms_at_most(numbers["more"]), values.bedrooms_said, "most"
    ),
    "area_m2": lambda numbers: Rule("area_m2", values.area_at_least(numbers["percent"]), values.area_had, "least"),
    "group": lambda _numbers: Rule("group", values.group_of, values.groups_had, values.is_meant_for),
    "away": lambda _numbers: Rule("away", values.away_from, values.district_had, "outside"),
    "district": lambda _numbers: Rule("district", values.districts_needed, values.district_had, "among"),
    "rent": lambda _numbers: Rule("rent", values.rent_at_most, values.rent_had, "most"),
    "surroundings": lambda _numbers: Rule("surroundings", values.sheltered_needed, values.sheltered_had, "least"),
    "neighbours": lambda _numbers: Rule(
        "neighbours", values.as_neighbour, values.neighbours_had, values.get_along, quiet=True
    ),
}

#: What can give points.
CRITERIA: dict[str, Rule] = {
    "size_exact": Rule("size_exact", values.bedrooms_at_least(0), values.bedrooms_had, values.same),
    "district_wished": Rule("district_wished", values.districts_needed, values.district_had, "among"),
    "adaptation_exact": Rule("adaptation_exact", values.adaptation_asked, values.adaptation_had, "most"),
    "staffing_exact": Rule("staffing_exact", values.staffing_needed, values.staffing_had, values.same),
    "area_enough": Rule("area_enough", values.area_at_least(100), values.area_had, "least"),
}


def standard(on: dt.date) -> dict[str, dict[str, Any]]:
    """The rules and points as BoSo declares them that day, as data: {"rules": {key: {"on", numbers}}, "fit": {..}}.

    Raises NotKnown for a day before them.
    """
    return {
        "rules": {key: dict(parameters.value(AREA, f"rule.{key}", on)) for key in RULES},
        "fit": dict(parameters.value(AREA, "fit.points", on)),
    }


def declared(data: Mapping[str, Any]) -> RuleSet:
    """The rules that such data turn on.

    Raises BadRules for a rule, a number or a criterion that is not known here or lacks, and for points out of range.
    """
    known = standard(dt.date(2000, 1, 1))
    if strange := data.keys() ^ known.keys():
        raise BadRules(f"rules and fit are to be said, and nothing else: {', '.join(sorted(strange))}")
    on = data["rules"]
    if strange := on.keys() - RULES.keys():
        raise BadRules(f"no such rule: {', '.join(sorted(strange))}")
    for key, numbers in on.items():
        _check_numbers(key, numbers, known["rules"][key])
    return RuleSet(
        rules=tuple(make(on[key]) for key, make in RULES.items() if key in on and on[key]["on"]),
        criteria=tuple(_criteria(data["fit"])),
    )


def _check_numbers(key: str, numbers: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    if strange := numbers.keys() ^ known.keys():
        raise BadRules(f"{key}: {', '.join(sorted(strange))}")
    for name, number in numbers.items():
        if type(number) is not type(known[name]) or number < 0:
            raise BadRules(f"{key}: {name} is {number!r}")


def _criteria(points: Mapping[str, Any]) -> Iterator[Criterion]:
    if strange := points.keys() - CRITERIA.keys():
        raise BadRules(f"no such criterion: {', '.join(sorted(strange))}")
    if any(type(one) is not int or one < 0 for one in points.values()) or sum(points.values()) > FULL:
        raise BadRules(f"points are whole, 0 or more, and at most {FULL} together")
    for key, rule in CRITERIA.items():
        if points.get(key):
            yield Criterion(rule, points[key])


def groups_of(kind: str, on: dt.date) -> frozenset[str]:
    """The main grounds that a kind of dwelling is meant for; nothing where anybody may live there.

    A kind meant for nobody on the list (an official residence) is no part of a run: see `is_let_by_need`.
    """
    return frozenset(parameters.value(AREA, "home.groups", on).get(kind, ()))


def is_let_by_need(kind: str, on: dt.date) -> bool:
    """Whether dwellings of that kind go to households by need at all."""
    return bool(parameters.value(AREA, "home.groups", on).get(kind, [kind]))


def avoided_by(surroundings: str, on: dt.date) -> frozenset[str]:
    """What a household that needs such surroundings («calm») must not live by, as main grounds."""
    return frozenset(parameters.value(AREA, "neighbours.avoids", on).get(surroundings, ()))
