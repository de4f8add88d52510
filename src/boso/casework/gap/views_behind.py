"""What lies behind the figures: cases for those who see them, homes, what does not fit, what is out of use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import CodeList
from boso.casework.dwellings.queries import code_book
from boso.casework.gap import policies, queries, showing, wording
from boso.casework.gap.leaves import leaf
from boso.casework.gap.views import Asked, asked
from boso.casework.households.queries import open_cards
from boso.core.gap import cells
from boso.core.gap.misfits import Misfit
from boso.core.gap.table import Housing, Needing, Use, added
from boso.foundation.audit.actions import log_look
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_gap)
@require_GET
def cell(request: PageRequest) -> HttpResponse:
    """The cells asked for: the cases behind them, or the homes."""
    what = asked(request)
    found = queries.gap(request.actor, what.organisation.pk, what.on)
    total = added(showing.narrowed(found.table, what.wish))
    show = "cases" if what.sees and request.GET.get("show") != "homes" else "homes"
    context = {
        **what.page(""),
        "table": found.table,
        "total": total,
        "narrowed": what.wish.narrows(),
        "title": what.wish.said() or _("All needs and homes"),
        "show": show,
        "ways": [
            (_("Households"), _changed(request, "show", "cases"), show == "cases", total.need),
            (_("Homes"), _changed(request, "show", "homes"), show == "homes", _homes(total)),
        ],
    }
    context |= _cases(request, what, found) if show == "cases" else _dwellings(request, what, found)
    return render(request, "gap/cell.html", context)


def _homes(total: Any) -> int:
    return int(total.homes + total.taken + total.out_of_use)


def _changed(request: PageRequest, name: str, value: str) -> str:
    told = request.GET.copy()
    for word in ("page", "state", "use"):
        told.pop(word, None)
    told[name] = value
    return f"?{told.urlencode()}"


@dataclass(frozen=True, slots=True)
class Case:
    """One case behind a figure. wrong: what is wrong with the home they live in."""

    card: Any
    household: int
    need: str
    state: str
    wrong: list[str]


def _cases(request: PageRequest, what: Asked, found: queries.Gap) -> dict[str, Any]:
    state = request.GET.get("state", "")
    wrong = request.GET.get("wrong", "")
    wanted = [
        one
        for one in found.day.needing
        if what.wish.takes(cells.of_need(one.need))
        and state in ("", _state(one, found))
        and wrong in ("", *found.table.wrong.get(one.key, ()))
    ]
    ids = [int(str(one.key)) for one in wanted]
    seen = queries.seen(request.actor, what.organisation.pk, ids)
    mine = sorted((one for one in wanted if one.key in seen), key=lambda one: int(str(one.key)))
    shown = leaf(request, mine)
    cards = open_cards(request.actor, [int(str(one.key)) for one in shown.rows])
    log_look(
        request.actor, "gap.cases", organisation_id=what.organisation.pk, count=shown.shown,
        query=f"date={what.on} state={state if state in wording.STATES else ''}",
    )  # fmt: skip
    rows = [_case(one, cards.get(int(str(one.key))), found) for one in shown.rows]
    kinds = [("", _("All")), *wording.STATES.items()]
    return {
        "list": shown,
        "rows": rows,
        "wanted": len(wanted),
        "hidden": len(wanted) - len(mine),
        "states": [(label, _changed(request, "state", code), code == state) for code, label in kinds],
        "wrong": wording.MISFITS.get(wrong, ""),
    }


def _state(one: Needing, found: queries.Gap) -> str:
    if one.lives_in is None:
        return "waits"
    return "unsuitable" if one.key in found.table.wrong else "fits"


def _case(one: Needing, card: Any, found: queries.Gap) -> Case:
    wrong = [str(wording.MISFITS[fault]) for fault in found.table.wrong.get(one.key, ())]
    state = str(wording.STATES[_state(one, found)])
    return Case(card, int(str(one.key)), wording.cell(cells.of_need(one.need)), state, wrong)


@dataclass(frozen=True, slots=True)
class Standing:
    """One home behind a figure. Whether whoever lives there is mapped is nobody's business here."""

    dwelling: Any
    cell: str
    use: str
    why: str


def _dwellings(request: PageRequest, what: Asked, found: queries.Gap) -> dict[str, Any]:
    wish = request.GET.get("use", "")
    wanted = [
        one for one in found.day.stock if what.wish.takes(cells.of_home(one.home)) and _is_asked_for(one, wish, found)
    ]
    uses = [("", _("All")), *_uses(), ("spare", _("Left over and empty"))]
    return _standing(request, what, wanted) | {
        "uses": [(label, _changed(request, "use", code), code == wish) for code, label in uses],
        "spare": wish == "spare",
    }


def _is_asked_for(one: Housing, wish: str, found: queries.Gap) -> bool:
    if wish == "spare":
        return one.key in found.table.spare
    return wish in ("", use_of(one))


def _uses() -> list[tuple[str, str]]:
    return [("let", _("Let")), ("empty", _("Stands empty")), ("out", _("Out of use"))]


def use_of(one: Housing) -> str:
    """Let, empty or out of use."""
    return "let" if one.use in (Use.LIVED_IN, Use.TAKEN) else str(one.use)


def _standing(request: PageRequest, what: Asked, wanted: Sequence[Housing]) -> dict[str, Any]:
    """A page of homes with their addresses."""
    by_id = {int(str(one.key)): one for one in wanted}
    known = queries.dwellings(request.actor, by_id)
    book = code_book(request.actor, what.organisation.pk)
    shown = leaf(request, list(known.values()))
    labels = dict(_uses())
    rows = [
        Standing(
            dwelling,
            wording.cell(cells.of_home(by_id[dwelling.pk].home)),
            labels[use_of(by_id[dwelling.pk])],
            why(by_id[dwelling.pk].why, book),
        )
        for dwelling in shown.rows
    ]
    return {"list": shown, "rows": rows, "wanted": len(wanted)}


def why(code: str, book: CodeBook) -> str:
    """Why a home is out of use, in the municipality's own words where it has any."""
    return book.label(CodeList.EMPTY_REASON, code) if code and book.is_known(CodeList.EMPTY_REASON, code) else (
        wording.out_of_use(code) if code else ""
    )  # fmt: skip


@page(policies.may_open_gap)
@require_GET
def misfits(request: PageRequest) -> HttpResponse:
    """Who lives in what does not fit, by what is wrong."""
    what = asked(request)
    found = queries.gap(request.actor, what.organisation.pk, what.on)
    few_under = found.table.rules.small_under if not what.sees else 0
    faults = Counter(fault for each in found.table.wrong.values() for fault in each)
    sizes = Counter(
        (fault, wording.type_of(cells.of_need(one.need)))
        for one in found.day.needing
        for fault in found.table.wrong.get(one.key, ())
    )
    address = what.to("gap:cell")
    rows = [
        (
            wording.MISFITS[fault],
            showing.Figure(
                "unsuitable",
                faults[fault],
                address({"state": "unsuitable", "wrong": fault}) if what.sees else "",
                few=0 < faults[fault] < few_under,
            ),
            [
                showing.Figure(kind, sizes[fault, kind], few=0 < sizes[fault, kind] < few_under)
                for kind in wording.TYPES
            ],
        )
        for fault in Misfit
        if faults[fault]
    ]
    context = {
        **what.page("misfits"),
        "table": found.table,
        "count": len(found.table.wrong),
        "crowded": faults[Misfit.TOO_SMALL],
        "taken": found.table.total.taken,
        "heads": list(wording.TYPES.values()),
        "rows": rows,
        "few_under": few_under,
        "cases": address({"state": "unsuitable"}),
    }
    return render(request, "gap/misfits.html", context)


@page(policies.may_open_gap)
@require_GET
def out(request: PageRequest) -> HttpResponse:
    """Homes out of use, and why."""
    what = asked(request)
    found = queries.gap(request.actor, what.organisation.pk, what.on)
    book = code_book(request.actor, what.organisation.pk)
    reason = request.GET.get("why", "")
    away = [one for one in found.day.stock if one.use is Use.OUT]
    wanted = [one for one in away if reason in ("", one.why)]
    missing = found.table.by("size")
    sizes = Counter((one.why, cells.of_home(one.home).size) for one in away)
    shown_sizes = sorted({size for _why, size in sizes}, key=lambda size: (size is None, size or 0))
    context = {
        **what.page("out"),
        **_standing(request, what, wanted),
        "table": found.table,
        "count": len(away),
        "sizes": [wording.size(size) for size in shown_sizes],
        "lacking": [missing[(size,)].missing for size in shown_sizes],
        "reasons": [
            (
                why(code, book), what.to("gap:out")({"why": code}), code == reason, count,
                [sizes[code, size] for size in shown_sizes],
            )
            for code, count in found.table.out.items()
        ],
        "reason": why(reason, book) if reason in found.table.out else "",
        "whole": what.to("gap:out")({}),
    }  # fmt: skip
    return render(request, "gap/out.html", context)
