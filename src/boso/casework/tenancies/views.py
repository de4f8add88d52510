"""Pages on which leases are read: Monday's list, the list of all, and one lease."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from boso.casework.dwellings import showing as homes
from boso.casework.dwellings.models import CodeList, Status
from boso.casework.dwellings.queries import code_book
from boso.casework.households.queries import open_cards
from boso.casework.tenancies import actions_looking, policies, queries, queries_due, showing, terms
from boso.casework.tenancies.forms import FilterForm
from boso.casework.tenancies.queries_due import KINDS, Due, Rules
from boso.core.tenure import lease
from boso.foundation.history.queries import timeline
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: So many rows of each kind stand on Monday's list; the rest in the list of all.
FIRST = 5

#: Sections of Monday's list, the most urgent first.
ORDER = (Due.OVER, Due.ASKED, Due.SOON, Due.DEPOSIT, Due.WITHOUT_END)


@page(policies.may_open_leases)
@require_GET
def monday(request: PageRequest) -> HttpResponse:
    """What a housing worker begins the week with."""
    actor, today = request.actor, timezone.localdate()
    rules = Rules.on(today)
    sums = queries_due.sums(actor, rules)
    found = {kind: list(queries_due.rows(actor, kind, rules)[:FIRST]) for kind in ORDER if sums[kind].count}
    cards = open_cards(actor, {row.household_id for rows in found.values() for row in rows if row.household_id})
    parts = [
        showing.Part(
            kind, showing.TITLES[kind], showing.EXPLAINED[kind], sums[kind].count,
            showing.lines(kind, rows, cards, rules),
        )
        for kind, rows in found.items()
    ]  # fmt: skip
    book = code_book(actor)
    reasons = queries_due.empty_by_reason(actor)
    empty = sum(count for _status, _reason, count in reasons)
    longest = homes.lines(queries_due.empty_dwellings(actor)[:FIRST], book, today) if empty else []
    actions_looking.note_list(actor, sum(bool(line.name) for part in parts for line in part.lines), "monday")
    context = {
        "today": today,
        "parts": parts,
        "sums": sums,
        "sentence": showing.sentence(sums, rules, empty),
        "empty": empty,
        "longest": longest,
        "reasons": [
            (book.label(CodeList.EMPTY_REASON, reason) or Status(status).label, count, status or "empty", reason)
            for status, reason, count in reasons
        ],
        "may_keep": queries_due.keeps_leases(actor),
        "synthetic": any(line.tenancy.invented for part in parts for line in part.lines)
        or any(line.dwelling.invented for line in longest),
    }
    return render(request, "tenancies/monday.html", context)


COLUMNS = (
    Column("dwelling", gettext_lazy("Dwelling"), ("dwelling__address_key",)),
    Column("household", gettext_lazy("Household")),
    Column("starts", gettext_lazy("From"), ("starts",)),
    Column("ends", gettext_lazy("To and with"), ("ends",)),
    Column("ground", gettext_lazy("Ground"), ("ground", "starts"), choice=True),
    Column("rent", gettext_lazy("Rent"), ("rent",), numeric=True, choice=True),
    Column("standing", gettext_lazy("Status")),
)


@page(policies.may_open_leases)
@require_GET
def tenancies(request: PageRequest) -> HttpResponse:
    """All leases."""
    actor, today = request.actor, timezone.localdate()
    form = FilterForm(request.GET, kinds=[(kind, showing.TITLES[kind]) for kind in ORDER])
    form.is_valid()
    asked = form.cleaned_data
    wish = queries.Wish(asked.get("q", ""), asked.get("show", ""), asked.get("ground", ""))
    rules = Rules.on(today)
    kind = queries_due.of_kind(wish.show, rules) if wish.show in KINDS else None
    rows = queries.asked_for(actor, wish, kind)
    shown = listing(request, rows, COLUMNS, default="ends", count=False)
    cards = open_cards(actor, {row.household_id for row in shown.rows if row.household_id})
    lines = showing.lines(wish.show or Due.SOON, shown.rows, cards, rules)
    actions_looking.note_list(actor, sum(bool(line.name) for line in lines), wish.show or "open")
    context = {
        "list": replace(shown, total=queries.counted(rows)),
        "lines": [(line, *showing.standing(line.tenancy, today)) for line in lines],
        "filter": form,
        "chips": chips(request, form),
        "may_open": bool(policies.may_open_some(actor)),
        "synthetic": any(row.invented for row in shown.rows),
    }
    return render(request, "tenancies/list.html", context)


@page(policies.may_open_leases)
@require_GET
def tenancy(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """One lease."""
    actor, today = request.actor, timezone.localdate()
    found = queries.one(actor, tenancy_id)
    actions_looking.note_look(actor, found)
    cards = open_cards(actor, [found.household_id] if found.household_id else [])
    words, colour = showing.standing(found, today)
    rules = Rules.on(today)
    over = found.ends is not None and found.ends < today and found.is_open
    months = terms.request_months(today)
    ask_by = lease.last_day_to_request(found.ends, months) if found.ends is not None and over else None
    context = {
        "tenancy": found,
        "organisation": found.organisation,
        "dwelling": found.dwelling,
        "card": cards.get(found.household_id or 0),
        "standing": words,
        "colour": colour,
        "over": over,
        "ask_by": ask_by,
        "in_time": ask_by is not None and today <= ask_by,
        "unasked": found.move_out_requested_on is None,
        "line": showing.lines(Due.SOON, [found], cards, rules)[0],
        "may_keep": bool(policies.may_keep_tenancy(actor, found)) and found.is_open,
        "history": timeline(actor, found, 12),
        "synthetic": found.invented,
    }
    return render(request, "tenancies/tenancy.html", context)
