"""Longer explanations of a run: what each rule costs, what follows when somebody declines, what a chain gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.allocation import case, wording
from boso.casework.allocation.showing import Step, Told
from boso.core.matching.explaining import Because, NotServed
from boso.core.matching.misses import Effect
from boso.core.values.numbers import grouped


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: what it asks, and whom it would add and remove to have it off."""

    key: str
    name: str
    asks: str
    effect: Effect

    @property
    def sentence(self) -> str:
        """What would follow."""
        more, fewer = len(self.effect.added), len(self.effect.removed)
        if not more and not fewer:
            return _("The same households get a home.")
        told = ngettext("%(count)s household more gets a home", "%(count)s households more get a home", more)
        words = told % {"count": grouped(more)}
        if fewer:
            lost = ngettext("%(count)s that gets one now does not", "%(count)s that get one now do not", fewer)
            words = f"{words}; {lost % {'count': grouped(fewer)}}"
        return f"{words}."


def rules(told: Told) -> list[RuleRow]:
    """Every rule that is on, those that decide most first."""
    effects = told.case.effects
    rows = [RuleRow(key, str(wording.RULES[key][0]), str(wording.RULES[key][1]), one) for key, one in effects.items()]
    return sorted(rows, key=lambda row: -len(row.effect.added) - len(row.effect.removed))


def because(why: NotServed, could: int) -> str:
    """Why somebody who could use homes gets none, in one sentence."""
    if why.because == Because.TENANTS_STAY:
        return _("They live in a dwelling of the municipality, and no tenant moves in this proposal.")
    if why.because == Because.TOO_MANY_MOVES:
        return _("More tenants would have to move in a chain than this proposal lets.")
    if why.because == Because.NONE_IN_PLAY:
        return _("What they could use is let to tenants who are not in this proposal.")
    words = ngettext(
        "The home they could use is held by somebody before them, or a tenant who has nowhere else to go.",
        "The %(count)s homes they could use are held by others before them, or tenants who have nowhere else to go.",
        could,
    )
    return words % {"count": grouped(could)}


def classes(told: Told) -> list[tuple[int, str, int, int]]:
    """Each class: number, who belongs there, how many stand in the order, how many get a home."""
    found = []
    for number, one in enumerate(told.case.declared.classes, start=1):
        members = {who for who in told.queue if told.case.households[who]["class"] == number}
        found.append((number, wording.standing(one), len(members), len(members & told.served)))
    return found


def in_order(told: Told, who: Collection[int]) -> list[int]:
    """Those households as they stand in the order."""
    return sorted(who, key=lambda number: told.order[number])


def chain(steps: Sequence[Step]) -> str:
    """What a chain gives."""
    words = {"count": len(steps), "home": steps[0].takes.title}
    if not steps[0].takes.vacant:
        return _("%(count)s tenants change homes with each other") % words
    return _("%(home)s gives %(count)s households a new home") % words


@dataclass(frozen=True, slots=True)
class Declined:
    """What follows when a household says no to its dwelling."""

    sentence: str
    instead: int | None
    own: int | None
    added: tuple[int, ...]
    removed: tuple[int, ...]


def declined(told: Told, number: int) -> Declined:
    """The new answer against the old one: who gets the dwelling instead, and who gains and loses a home by it."""
    there = told.place[number]
    then = told.case.declining(number, there)
    place, now = case.placed(told.case, then), case.served(told.case, then)
    added, removed = sorted(now - told.served), sorted(told.served - now - {number})
    instead = next((who for who, home in place.items() if home == there), None)
    own = place.get(number)
    if instead is None:
        words = _("The dwelling stays vacant.") if told.case.dwellings[there]["vacant"] else _("Nobody moves in there.")
    else:
        words = _("The dwelling goes to another.")
    return Declined(f"{words} {_balance(len(now) - len(told.served))}", instead, own, tuple(added), tuple(removed))


def _balance(more: int) -> str:
    if not more:
        return _("As many households get a home as before.")
    if more > 0:
        return ngettext("%(count)s household more gets a home.", "%(count)s households more get a home.", more) % {
            "count": more
        }
    return ngettext("%(count)s household fewer gets a home.", "%(count)s households fewer get a home.", -more) % {
        "count": -more
    }
