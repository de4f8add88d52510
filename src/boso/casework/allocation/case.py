"""A frozen run brought to life: needs and homes as they were, who gets what, and what would be otherwise.

Pure: everything comes from the frozen document, so a run is explained, and answered again, from what it was asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from boso.casework.allocation import declaring
from boso.core.matching import answering, changes, explaining
from boso.core.matching.answering import Allocation
from boso.core.matching.explaining import NotServed
from boso.core.matching.homes import Home, Need
from boso.core.matching.instance import MAY, NO_DAY, TENANT, Columns, Instance, Terms, instance
from boso.core.matching.market import NOBODY as NOWHERE
from boso.core.matching.market import Flags
from boso.core.matching.misses import Effect, Misses
from boso.core.matching.pairs import Pairs, pairs

FORMAT = "boso-run/1"
ANSWER = "boso-run-answer/1"


class Case:
    """One run. Households and dwellings are numbered as they stand in the document, in order of id."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.households: list[dict[str, Any]] = document["households"]
        self.dwellings: list[dict[str, Any]] = document["dwellings"]
        self.declared = declaring.checked(document["declared"])
        self.needs = [_need(one["need"]) for one in self.households]
        self.homes = [_home(one["home"]) for one in self.dwellings]
        self.number = {one["id"]: number for number, one in enumerate(self.households)}
        self.place = {one["id"]: number for number, one in enumerate(self.dwellings)}
        self.misses = Misses(self.needs, self.homes, self.declared.rules)

    @cached_property
    def pairs(self) -> Pairs:
        """Who can be proposed what, tenants who may move no worse a home than their own."""
        return self._worth_it(pairs(self.needs, self.homes, self.declared.rules))

    @cached_property
    def instance(self) -> Instance:
        """What the engine is asked."""
        return self._instance(self.pairs)

    @cached_property
    def allocation(self) -> Allocation:
        """What the engine answers."""
        return answering.run(self.instance)

    @cached_property
    def lives_in(self) -> list[int]:
        """The dwelling in play that each household lives in, or -1."""
        return [self.place.get(one["lives_in"], NOWHERE) for one in self.households]

    @property
    def vacant(self) -> Flags:
        """Which dwellings nobody lives in."""
        return np.array([one["vacant"] for one in self.dwellings], np.bool_)

    def declining(self, household: int, dwelling: int) -> Allocation:
        """The answer when the household says no to that dwelling."""
        who, there = self.households[household]["id"], self.dwellings[dwelling]["id"]
        return changes.declined(self.allocation, who, there).after

    def why_not(self, household: int) -> NotServed:
        """Why one who stands in the order is not served."""
        return explaining.why_not(self.allocation, self.households[household]["id"])

    @cached_property
    def effects(self) -> dict[str, Effect]:
        """For each rule, whom it would add and remove to have it off: the whole run again without it."""
        return self.misses.effects(self._served_with, served(self, self.allocation))

    def _served_with(self, found: Pairs) -> frozenset[int]:
        return served(self, answering.run(self._instance(self._worth_it(found))))

    def _worth_it(self, found: Pairs) -> Pairs:
        """The same, without pairs in which a tenant who only may move would live worse than at home."""
        own = np.full(len(self.households), -1, np.int64)
        rules = self.declared.rules
        for number, (one, there) in enumerate(zip(self.households, self.lives_in, strict=True)):
            if one["tenant"] == "may" and rules.allows(self.needs[number], self.homes[there]):
                own[number] = rules.fit(self.needs[number], self.homes[there])
        lives, who = np.array(self.lives_in, np.int64), found.need
        keep = (found.fit >= own[who]) & (found.home != lives[who])
        first = np.searchsorted(who[keep], np.arange(len(found.first)))
        return Pairs(first, found.home[keep], found.fit[keep])

    def _instance(self, found: Pairs) -> Instance:
        rows = self.households
        day = [dt.date.fromisoformat(one["since"]).toordinal() if one["since"] else NO_DAY for one in rows]
        declared = self.document["terms"]
        terms = Terms(
            classes=len(self.declared.classes),
            max_moves=declared["max_moves"],
            seed=declared["seed"],
            cycles=self.declared.cycles,
        )
        return instance(
            terms,
            Columns(
                households=tuple(one["id"] for one in rows),
                standing=np.array([one["class"] for one in rows], np.int64),
                since=np.array(day, np.int64),
                lives_in=np.array(self.lives_in, np.int64),
                tenant=np.array([TENANT[one["tenant"]] for one in rows], np.int64),
                dwellings=tuple(one["id"] for one in self.dwellings),
                vacant=self.vacant,
                pair_household=found.need,
                pair_dwelling=found.home,
                fit=found.fit,
            ),
        )


def placed(case: Case, answer: Allocation) -> dict[int, int]:
    """The new dwelling of each household that moves, by number, in the order they stand."""
    market = answer.market
    return {
        case.number[market.agents[agent]]: case.place[market.dwellings[answer.place[agent]]]
        for agent in answer.moved.tolist()
    }


def served(case: Case, answer: Allocation) -> frozenset[int]:
    """The households of the order that get a home."""
    return frozenset(case.number[answer.market.agents[agent]] for agent in np.flatnonzero(answer.done).tolist())


def queue(case: Case, answer: Allocation) -> list[int]:
    """Who stands in the order, the first first."""
    return [case.number[name] for name in answer.market.agents[: answer.market.queue]]


def chains(case: Case, answer: Allocation) -> list[list[tuple[int, int, int]]]:
    """The moves of each chain: household, the dwelling it leaves (-1: none in play), the dwelling it takes."""
    place = placed(case, answer)
    return [
        [
            (number, case.lives_in[number], place[number])
            for agent in chain.agents
            for number in [case.number[answer.market.agents[agent]]]
        ]
        for chain in answer.chains
    ]


def bytes_of(document: Mapping[str, Any]) -> bytes:
    """The one way a document is written, so that the same content is the same bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of those bytes."""
    return hashlib.sha256(bytes_of(document)).hexdigest()


def answered(case: Case) -> dict[str, Any]:
    """The answer as a document; the same for the same frozen run."""
    answer, rules = case.allocation, case.declared.rules
    place, gets = placed(case, answer), served(case, answer)
    assigned = [
        {
            "household": case.households[who]["id"],
            "dwelling": case.dwellings[there]["id"],
            "fit": rules.fit(case.needs[who], case.homes[there]),
        }
        for who, there in sorted(place.items())
    ]
    return {
        "format": ANSWER,
        "asked": digest(case.document),
        "assigned": assigned,
        "chains": [[case.households[who]["id"] for who, _from, _to in chain] for chain in chains(case, answer)],
        "served": answer.served,
        "waits": [case.households[one]["id"] for one in queue(case, answer) if one not in gets],
        "proven": answer.proven,
        "at_most": answer.at_most,
    }


@lru_cache(maxsize=4)
def revived(text: str) -> Case:
    """The run of that frozen text."""
    return Case(json.loads(text))


def need_as_data(need: Need) -> dict[str, Any]:
    """What is said of a need, without what asks for nothing."""
    return _as_data(need)


def home_as_data(home: Home) -> dict[str, Any]:
    """What is said of a home, without what is not known."""
    return _as_data(home)


def _as_data(thing: Need | Home) -> dict[str, Any]:
    told = {one.name: getattr(thing, one.name) for one in fields(thing)}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in told.items()
        if value is not None and value is not False and value not in ("", frozenset())
    }


def _need(data: Mapping[str, Any]) -> Need:
    return Need(**_from_data(data))


def _home(data: Mapping[str, Any]) -> Home:
    return Home(**_from_data(data))


def _from_data(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in data.items()}


def may_move_only(case: Case, household: int) -> bool:
    """Whether a sitting tenant who does not stand in the order."""
    return TENANT[case.households[household]["tenant"]] == MAY
