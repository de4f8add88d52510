"""What the pages show of a run: who and where with names for those who see them, chains, who waits and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.allocation import case, queries, wording
from boso.casework.allocation.case import Case
from boso.casework.allocation.models import MoveAnswer, Reply, Run
from boso.casework.dwellings import queries as dwellings
from boso.casework.dwellings.models import Dwelling
from boso.casework.households import queries as households
from boso.casework.households.cards import HouseholdCard
from boso.core.matching.answering import Allocation
from boso.core.matching.homes import clash
from boso.core.matching.market import Flags
from boso.core.values.numbers import grouped
from boso.foundation.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Who:
    """A household as a line. place: where it stands in the order, from 1; none for a tenant who only may move.

    url: the page that explains it; blank for one the person does not see. asked: whether it is a tenant who must be
    asked; said: what it has said to that, where it has been asked.
    """

    number: int
    name: str
    note: str
    place: int | None
    standing: int
    seen: bool
    url: str
    asked: bool
    said: MoveAnswer | None

    @property
    def agrees(self) -> bool:
        """Whether a tenant has agreed to move."""
        return self.said is not None and self.said.reply == Reply.YES


@dataclass(frozen=True, slots=True)
class Asking:
    """How many tenants a proposal moves who do not stand in the order: not asked, who agree, who will not."""

    unasked: int
    agree: int
    refuse: int


@dataclass(frozen=True, slots=True)
class Where:
    """A dwelling as a line."""

    number: int
    title: str
    note: str
    url: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who, out of which dwelling in play (none for who has none), into which."""

    who: Who
    leaves: Where | None
    takes: Where
    fit: int
    has_conflict: bool


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A vacant dwelling that nobody gets: the rule that alone keeps most of those who wait out of it, and how many."""

    where: Where
    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who is not served: the nearest home, and what stands in the way of it."""

    who: Who
    homes: int
    nearest: Where | None
    why: str
    more: int


class Told:
    """One run for one person. Everything is by the numbers of the case."""

    def __init__(self, actor: Actor, run: Run, lively: Case, answer: Allocation | None = None) -> None:
        self.actor, self.run, self.case = actor, run, lively
        self.answer = answer or lively.allocation
        self.place = case.placed(lively, self.answer)
        self.queue = case.queue(lively, self.answer)
        self.served = case.served(lively, self.answer)
        self.order = {number: place for place, number in enumerate(self.queue, start=1)}
        self.holder = {there: who for who, there in self.place.items()}
        self._cards: dict[int, HouseholdCard] = {}
        self._dwellings: dict[int, Dwelling] = {}
        self._answers: dict[tuple[int, int], MoveAnswer] = {}

    def read(self, who: Collection[int], where: Collection[int]) -> int:
        """Read what is to be shown of those households and dwellings: a few queries. Gives how many names."""
        ids = {int(self.case.households[one]["id"]) for one in who}
        self._cards = households.open_cards(self.actor, ids, self.run.on)
        wanted = [int(self.case.dwellings[one]["id"]) for one in set(where)]
        rows = dwellings.visible(self.actor, removed=True).filter(pk__in=wanted)
        self._dwellings = {one.pk: one for one in rows}
        if any(case.may_move_only(self.case, one) for one in who):
            self._answers = queries.answers(self.run.organisation_id, timezone.localdate())
        return len(self._cards)

    def who(self, number: int) -> Who:
        """The household; without a name where the person does not see it."""
        row = self.case.households[number]
        card = self._cards.get(int(row["id"]))
        return Who(
            number=number,
            name=card.name if card is not None else _("A household you do not see"),
            note=f"{card.reference}, {card.size}" if card is not None else "",
            place=self.order.get(number),
            standing=row["class"],
            seen=card is not None,
            url=reverse("allocation:household", args=[self.run.pk, row["id"]]) if card is not None else "",
            asked=case.may_move_only(self.case, number),
            said=self.said(number),
        )

    def said(self, number: int) -> MoveAnswer | None:
        """What a tenant who must be asked has said, as it holds today; `read` first."""
        if not case.may_move_only(self.case, number):
            return None
        row = self.case.households[number]
        return self._answers.get((int(row["id"]), int(row["lives_in"])))

    def asking(self) -> Asking | None:
        """Who of those who move must be asked; none where nobody must."""
        whom = [number for number in self.movers if case.may_move_only(self.case, number)]
        said = [one.reply for one in map(self.said, whom) if one is not None]
        agree, refuse = said.count(Reply.YES), said.count(Reply.NO)
        return Asking(len(whom) - len(said), agree, refuse) if whom else None

    def where(self, number: int) -> Where:
        """The dwelling."""
        row, home = self.case.dwellings[number], self.case.homes[number]
        dwelling = self._dwellings.get(int(row["id"]))
        parts = [_rooms(home.rooms), home.district, wording.staffing(home)]
        return Where(
            number=number,
            title=dwelling.title if dwelling is not None else f"B-{row['id']}",
            note=", ".join(part for part in parts if part),
            url=reverse("allocation:dwelling", args=[self.run.pk, row["id"]]),
            vacant=row["vacant"],
        )

    def step(self, number: int) -> Step:
        """The move of a household that moves."""
        there, left = self.place[number], self.case.lives_in[number]
        return Step(
            who=self.who(number),
            leaves=self.where(left) if left >= 0 else None,
            takes=self.where(there),
            fit=self.case.declared.rules.fit(self.case.needs[number], self.case.homes[there]),
            has_conflict=number in self.in_conflict,
        )

    @property
    def movers(self) -> list[int]:
        """Who moves: those of the order first, in that order."""
        return sorted(self.place, key=lambda number: (self.order.get(number, len(self.order) + 1), number))

    @property
    def left_over(self) -> list[int]:
        """Vacant dwellings that nobody gets."""
        return [n for n, row in enumerate(self.case.dwellings) if row["vacant"] and n not in self.holder]

    @cached_property
    def _waits(self) -> Flags:
        waits = np.zeros(len(self.case.households), np.bool_)
        waits[self.waiting()] = True
        return waits

    def over(self, number: int) -> LeftOver:
        """A vacant dwelling that nobody gets, with what it would take."""
        opened = {key: len(who) for key, who in self.case.misses.opened(number, self._waits).items()}
        best = max(opened, key=lambda key: opened[key], default="")
        rule = str(wording.RULES[best][0]) if best else ""
        return LeftOver(self.where(number), rule, opened.get(best, 0))

    def chains(self) -> list[list[Step]]:
        """Chains of more than one move, from the vacant dwelling on."""
        found = case.chains(self.case, self.answer)
        return [[self.step(who) for who, _left, _takes in chain] for chain in found if len(chain) > 1]

    @cached_property
    def clashes(self) -> list[tuple[int, int]]:
        """Two of the run that would live in the same building and must not, at least one of them newly proposed."""
        lives: dict[Any, list[int]] = {}
        for number in range(len(self.case.households)):
            there = self.place.get(number, self.case.lives_in[number])
            building = self.case.dwellings[there]["building"] if there >= 0 else None
            if building is not None:
                lives.setdefault(building, []).append(number)
        needs = self.case.needs
        return [
            (one, other)
            for together in lives.values()
            for at, one in enumerate(together)
            for other in together[at + 1 :]
            if (one in self.place or other in self.place) and clash(needs[one], needs[other])
        ]

    @cached_property
    def in_conflict(self) -> frozenset[int]:
        """Everybody in one of those conflicts."""
        return frozenset(number for pair in self.clashes for number in pair)

    def waiting(self) -> list[int]:
        """Who stands in the order and is not served, in order."""
        return [number for number in self.queue if number not in self.served]

    def nearest(self, number: int) -> int | None:
        """The home that is nearest for one who is not served: one it could use, or else one with least in the way."""
        could: list[int] = self.case.pairs.of(number).tolist()
        if could:
            fits = {
                there: self.case.declared.rules.fit(self.case.needs[number], self.case.homes[there]) for there in could
            }
            return min(could, key=lambda there: (not self.case.dwellings[there]["vacant"], -fits[there], there))
        miss = self.case.misses.nearest(number)
        return None if miss is None else miss.home

    def waits(self, number: int) -> Waiting:
        """One who is not served, with what is in the way."""
        could = self.case.pairs.of(number)
        near = self.nearest(number)
        why, more = "", 0
        if len(could):
            why = self.in_use(len(could))
        elif near is not None:
            reasons = self.case.declared.rules.reasons(self.case.needs[number], self.case.homes[near])
            why, more = wording.reason(reasons[0]), len(reasons) - 1
        return Waiting(self.who(number), len(could), self.where(near) if near is not None else None, why, more)

    def in_use(self, count: int) -> str:
        """What is said of homes a household could use and does not get."""
        words = ngettext(
            "The %(count)s home they could use is needed for those before them, or its tenant stays.",
            "The %(count)s homes they could use are needed for those before them, or their tenants stay.",
            count,
        )
        return words % {"count": grouped(count)}


def _rooms(rooms: int | None) -> str:
    return "" if rooms is None else ngettext("%(count)s room", "%(count)s rooms", rooms) % {"count": rooms}


def reasons_met(told: Told, number: int, there: int) -> Iterator[str]:
    """Why this home: every rule of which there is something to say, and who it is meant for."""
    need, home = told.case.needs[number], told.case.homes[there]
    for rule in told.case.declared.rules.rules:
        if words := wording.met(rule, need, home):
            yield words


def why_before(told: Told, number: int) -> list[str]:
    """Why the household stands where it stands in the order."""
    row = told.case.households[number]
    one = told.case.declared.classes[row["class"] - 1]
    words = [_("Class %(number)s: %(who)s") % {"number": row["class"], "who": wording.standing(one)}]
    if row["since"]:
        days = row["marks"]["waited"]
        words.append(ngettext("Waited %(count)s day", "Waited %(count)s days", days) % {"count": grouped(days)})
    return words
