"""Why: one household and one dwelling of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.allocation import policies, queries, showing, telling, wording
from boso.casework.allocation.models import Run
from boso.casework.allocation.showing import Told, Where
from boso.casework.allocation.views import looked
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Households named one by one; the rest are counted.
NAMED = 8


def _opened(actor: Actor, run_id: int) -> tuple[Run, Told | None]:
    found = queries.one(actor, run_id)
    lively = queries.lively(actor, found)
    return found, None if lively is None else Told(actor, found, lively)


def _numbered(numbers: dict[str, int], word: int) -> int:
    """The number of that id in the run. Raises Refused (hidden)."""
    if str(word) not in numbers:
        raise Refused(NOT_HERE)
    return numbers[str(word)]


@page(policies.may_open_allocation)
@require_GET
def household(request: PageRequest, run_id: int, household_id: int) -> HttpResponse:
    """Why the household gets that home, or none; and what follows if it says no."""
    actor = request.actor
    found, told = _opened(actor, run_id)
    if told is None:
        return redirect("allocation:run", found.pk)
    number = _numbered(told.case.number, household_id)
    there = told.place.get(number)
    answer = telling.declined(told, number) if there is not None else None
    waits = there is None and number in told.order
    could = told.case.pairs.of(number).tolist() if waits else []
    near = told.nearest(number) if waits and not could else None
    held = _held(told, number) if could else []
    others = [one for one in _others(told, answer) if one is not None]
    where = {there, near, answer.own if answer else None, *(home for home, _who in held[:NAMED])} - {None}
    names = told.read({number, *others, *(holder for _home, holder in held[:NAMED])}, _known(where))
    who = told.who(number)
    if not who.seen:
        raise Refused(NOT_HERE)
    looked(told, names, "household")
    context = {
        "run": found,
        "organisation": found.organisation,
        "who": who,
        "household_id": household_id,
        "may_ask": who.asked and policies.may_ask(actor, found),
        "place": told.where(there) if there is not None else None,
        "before": showing.why_before(told, number) if who.place else [],
        "of": len(told.queue),
        "reasons": list(showing.reasons_met(told, number, there)) if there is not None else [],
        "declined": _declined(told, answer) if answer is not None else None,
        "could_count": len(could),
        "held": [(told.where(home), told.who(holder)) for home, holder in held[:NAMED]],
        "held_more": max(0, len(held) - NAMED),
        "because": telling.because(told.case.why_not(number), len(could)) if could else "",
        "near": told.where(near) if near is not None else None,
        "stands": _stands(told, number, near) if near is not None else [],
    }
    return render(request, "allocation/household.html", context)


def _held(told: Told, number: int) -> list[tuple[int, int]]:
    """Who has what of all the household could use, directly or by others stepping aside: those of the order first."""
    found = told.case.why_not(number)
    homes = {**{there: who for who, there in enumerate(told.case.lives_in) if who not in told.place}, **told.holder}
    rows = [(told.case.place[home], homes.get(told.case.place[home])) for home in found.dwellings]
    last = len(told.queue) + 1
    return sorted(
        ((home, who) for home, who in rows if who is not None), key=lambda row: (told.order.get(row[1], last), row[0])
    )


def _known(where: set[int | None]) -> list[int]:
    return [one for one in where if one is not None]


def _others(told: Told, answer: telling.Declined | None) -> list[int | None]:
    return [] if answer is None else [answer.instead, *answer.added[:NAMED], *answer.removed[:NAMED]]


def _declined(told: Told, answer: telling.Declined) -> dict[str, Any]:
    return {
        "sentence": answer.sentence,
        "instead": told.who(answer.instead) if answer.instead is not None else None,
        "own": told.where(answer.own) if answer.own is not None else None,
        "added": [told.who(one) for one in answer.added[:NAMED]],
        "removed": [told.who(one) for one in answer.removed[:NAMED]],
    }


def _stands(told: Told, number: int, home: int) -> list[str]:
    reasons = told.case.declared.rules.reasons(told.case.needs[number], told.case.homes[home])
    return [wording.reason(one) for one in reasons]


@page(policies.may_open_allocation)
@require_GET
def dwelling(request: PageRequest, run_id: int, dwelling_id: int) -> HttpResponse:
    """Why the dwelling goes to that household; who stands before and why not they; what a rule less would open."""
    actor = request.actor
    found, told = _opened(actor, run_id)
    if told is None:
        return redirect("allocation:run", found.pk)
    home = _numbered(told.case.place, dwelling_id)
    gets = told.holder.get(home)
    before = _before(told, home, gets)
    opened = told.case.misses.opened(home)
    waiting = set(told.waiting())
    names = told.read({*([gets] if gets is not None else []), *(who for who, _why in before[:NAMED])}, [home])
    looked(told, names, "dwelling")
    place: Where = told.where(home)
    context = {
        "run": found,
        "organisation": found.organisation,
        "place": place,
        "dwelling_id": dwelling_id,
        "gets": told.who(gets) if gets is not None else None,
        "why_lines": [*showing.why_before(told, gets), *showing.reasons_met(told, gets, home)]
        if gets is not None
        else [],
        "before": [(told.who(who), why) for who, why in before[:NAMED]],
        "before_more": max(0, len(before) - NAMED),
        "opens": [
            (wording.RULES[rule][0], len(open_for), len(waiting.intersection(open_for.tolist())))
            for rule, open_for in opened.items()
        ],
    }
    return render(request, "allocation/dwelling.html", context)


def _before(told: Told, home: int, gets: int | None) -> list[tuple[int, str]]:
    """Who stands before the one who gets the home (or in the whole order) and does not get it, and why."""
    end = told.order.get(gets, 0) - 1 if gets is not None else len(told.queue)
    could = told.case.declared.rules
    rows = []
    for number in told.queue[: max(0, end)]:
        reasons = could.reasons(told.case.needs[number], told.case.homes[home])
        if number in told.served:
            continue
        rows.append((number, wording.reason(reasons[0]) if reasons else _other(told, number, home)))
    return rows


def _other(told: Told, number: int, home: int) -> str:
    """Why somebody who could use the home does not get it though they wait."""
    if told.case.lives_in[number] == home:
        return _("Lives here.")
    return _("Could use it, but it is needed for somebody before them.")
