"""Pages on which homes are read: the list, one dwelling, the stock on a day, buildings, sites and code lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from boso.casework.dwellings import (
    pictures,
    policies,
    queries,
    queries_lists,
    queries_stock,
    registry,
    showing,
    states,
)
from boso.casework.dwellings.codes import FIXED, CodeBook
from boso.casework.dwellings.forms import FilterForm
from boso.casework.dwellings.models import CodeList, Disposal, Dwelling, Status
from boso.casework.dwellings.queries_lists import Wish
from boso.core.values.periods import Period
from boso.foundation.history.queries import timeline
from boso.foundation.web.forms import DayField
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page
from boso.foundation.workflow.queries import available

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("address", gettext_lazy("Dwelling"), ("address_key",)),
    Column("area", gettext_lazy("Part of town"), ("area", "address_key"), choice=True),
    Column("rooms", gettext_lazy("Size"), ("rooms", "address_key"), choice=True),
    Column("area_m2", gettext_lazy("Area"), ("area_m2",), numeric=True, choice=True),
    Column("floor", gettext_lazy("Floor"), ("floor", "address_key"), choice=True),
    Column("tags", gettext_lazy("Adaptation"), choice=True),
    Column("status", gettext_lazy("Status"), ("status", "address_key"), choice=True),
    Column("empty", gettext_lazy("Empty, days"), ("-empty_since",), numeric=True, choice=True),
    Column("reason", gettext_lazy("Why empty"), ("empty_reason", "address_key"), choice=False),
    Column("rent", gettext_lazy("Rent"), ("rent",), numeric=True, choice=True),
    Column("condition", gettext_lazy("Condition"), ("condition", "address_key"), choice=False),
    Column("kind", gettext_lazy("Kind"), ("kind", "address_key"), choice=False),
    Column("disposal", gettext_lazy("Disposal"), ("disposal", "address_key"), choice=False),
    Column("matrikkel", gettext_lazy("Matrikkel"), ("municipality_number", "gnr", "bnr", "snr"), choice=False),
)


@page(policies.may_open_stock)
@require_GET
def dwellings(request: PageRequest) -> HttpResponse:
    """The list of dwellings."""
    actor, today = request.actor, timezone.localdate()
    book = queries.code_book(actor)
    form = FilterForm(
        request.GET, book=book, areas=queries_lists.areas(actor), organisations=_organisations(request)
    )  # fmt: skip
    wish = _wish(form, today)
    everything = wish == Wish(today)
    counts: Counter[str] = queries_lists.by_status(actor) if everything else Counter()
    rows = queries_lists.asked_for(actor, wish)
    shown = listing(request, rows, COLUMNS, default="address", count=False)
    if everything:
        total: int | None = counts.total()
    else:
        alone = not shown.previous and not shown.next
        total = shown.shown if alone else queries_lists.counted(rows)
    context = {
        "list": replace(shown, total=total),
        "lines": showing.lines(shown.rows, book, today),
        "filter": form,
        "chips": chips(request, form),
        "counts": counts,
        "total": sum(counts.values()),
        "empty": sum(counts.values()) - counts[Status.LET] - counts[Status.UNDER_NOTICE],
        "ready": counts[Status.READY],
        "shares": showing.shares(counts),
        "may_keep": bool(policies.may_keep_some(actor)),
        "unknown_codes": sum(entry.is_unknown for entry in book.entries),
        "synthetic": any(row.invented for row in shown.rows),
    }
    return render(request, "dwellings/list.html", context)


def _wish(form: FilterForm, today: dt.date) -> Wish:
    """What the filters ask for; a filter that cannot be understood asks for nothing."""
    form.is_valid()
    asked = form.cleaned_data
    return Wish(
        today=today,
        text=asked.get("q", ""),
        status=asked.get("status", ""),
        rooms=asked.get("rooms"),
        area=asked.get("area", ""),
        adaptation=asked.get("adaptation", ""),
        kind=asked.get("kind", ""),
        disposal=asked.get("disposal", ""),
        organisation=asked.get("organisation"),
        empty_days=asked.get("empty"),
        reason=asked.get("reason", ""),
    )


def _organisations(request: PageRequest) -> list[tuple[int, str]]:
    """The organisations whose homes the person sees."""
    found = {seat.organisation_id: seat.organisation_name for seat in request.actor.seats}
    return sorted(((pk, found[pk]) for pk in request.actor.works_in()), key=lambda one: one[1])


@page(policies.may_open_stock)
@require_GET
def dwelling(request: PageRequest, dwelling_id: int) -> HttpResponse:
    """One dwelling with all that is known of it."""
    actor, today = request.actor, timezone.localdate()
    found = queries.one(actor, dwelling_id)
    book = queries.code_book(actor, found.organisation_id)
    periods = queries_stock.periods_of(actor, found)
    steps = queries_stock.steps_of(actor, found)
    window = Period(min([today - dt.timedelta(days=365), today]), today)
    year = queries_stock.emptiness(periods, steps, window)
    panels = [
        {"template": panel.template, "panel": panel.context(actor, found, today)} for panel in registry.panels()
    ]  # fmt: skip
    context: dict[str, Any] = {
        "dwelling": found,
        "organisation": found.organisation,
        "line": showing.lines([found], book, today)[0],
        "sentence": showing.sentence(found, periods, book, today),
        "chart": pictures.through_time(periods, today),
        "steps": showing.step_lines(steps, today)[:8],
        "by_reason": showing.parts_by_reason(year, book),
        "by_step": showing.parts_by_step(year),
        "year_days": year.days,
        "bindings": queries_stock.bindings_of(actor, found),
        "adaptations": [book.label(CodeList.ADAPTATION, code) for code in found.adaptation_codes],
        "sub_kind": book.label(CodeList.SUB_KIND, found.sub_kind),
        "ownership": book.label(CodeList.OWNERSHIP, found.ownership),
        "panels": panels,
        "next": _next(request, found),
        "may_change": bool(policies.may_change(actor, found)),
        "today": today,
        "history": timeline(actor, found, 8),
        "title": found.title,
    }
    return render(request, "dwellings/dwelling.html", context)


#: The acts that stand first, by where the dwelling stands.
_FIRST = ("make_ready", "reserve", "assign", "release", "vacate", "restore")


def _next(request: PageRequest, found: Dwelling) -> list[tuple[str, Any, bool]]:
    """What may be done next: name, label, and whether it stands first."""
    acts = available(request.actor, found, states.DWELLING)
    by_lease = bool(registry.leased([found.pk]))
    shown = [act for act in acts if not (by_lease and act.name in states.BY_LEASE)]
    first = next((name for name in _FIRST if any(act.name == name for act in shown)), "")
    return [(act.name, act.label, act.name == first) for act in shown]


class StockFilter(django_forms.Form):
    """On which day, and whose."""

    on = DayField(label=gettext_lazy("As on"), required=False)


@page(policies.may_open_stock)
@require_GET
def stock(request: PageRequest) -> HttpResponse:
    """The stock as it stood on a day."""
    actor, today = request.actor, timezone.localdate()
    places = _organisations(request)
    form = StockFilter(request.GET)
    if len(places) > 1:
        form.fields["organisation"] = django_forms.TypedChoiceField(
            label=_("Organisation"), required=False, coerce=int, empty_value=None, choices=[("", _("All")), *places]
        )
    form.is_valid()
    on = form.cleaned_data.get("on") or today
    organisation_id = form.cleaned_data.get("organisation")
    found = queries_stock.stock(actor, organisation_id, min(on, today))
    book = queries.code_book(actor)
    reasons = found.reasons()
    context = {
        "stock": found,
        "form": form,
        "on": found.on,
        "is_today": found.on == today,
        "chart": pictures.by_size(found, book),
        "rows": _rows(found, book),
        "disposals": [(book.label(CodeList.DISPOSAL, one), found.count(disposal=one), one) for one in Disposal],
        "other_disposal": found.total - sum(found.count(disposal=one) for one in Disposal),
        "reasons": [(book.label(CodeList.EMPTY_REASON, code), count, code) for code, count in reasons.most_common()],
        "statuses": [
            (label, found.count(status=status), status, showing.COLOURS[status])
            for status, label in Status.choices
            if found.count(status=status)
        ],
        "synthetic": bool(found.total) and queries.visible(actor).filter(invented=True).exists(),
        "places": places,
    }
    return render(request, "dwellings/stock.html", context)


def _rows(found: queries_stock.Stock, book: CodeBook) -> list[dict[str, Any]]:
    """The table: each size with how many, let, empty and fit for a wheelchair."""
    rows = []
    for rooms in found.rooms():
        heaps = [heap for heap in found.heaps if heap.rooms == rooms]
        rows.append(
            {
                "label": showing.size(rooms),
                "rooms": rooms,
                "total": sum(heap.count for heap in heaps),
                "disposals": [found.count(rooms=rooms, disposal=one) for one in Disposal],
                "rest": sum(heap.count for heap in heaps if heap.disposal not in list(Disposal)),
                "let": sum(heap.count for heap in heaps if heap.is_let),
                "empty": sum(heap.count for heap in heaps if not heap.is_let),
                "wheelchair": sum(heap.wheelchair for heap in heaps),
            }
        )
    return rows


BUILDINGS = (
    Column("name", gettext_lazy("Building"), ("street", "number", "letter")),
    Column("count", gettext_lazy("Dwellings"), ("count",), numeric=True),
    Column("group", gettext_lazy("Group home"), ("is_group_home", "street", "number")),
    Column("lift", gettext_lazy("Lift")),
    Column("built", gettext_lazy("Year built"), ("built_year",), numeric=True),
)


@page(policies.may_open_stock)
@require_GET
def buildings(request: PageRequest) -> HttpResponse:
    """Buildings with how many dwellings they have."""
    rows = queries_lists.buildings(request.actor)
    shown = listing(request, rows, BUILDINGS, default="name", count=False)
    context = {"list": shown, "synthetic": any(row.invented for row in shown.rows)}
    return render(request, "dwellings/buildings.html", context)


@page(policies.may_open_stock)
@require_GET
def building(request: PageRequest, building_id: int) -> HttpResponse:
    """One building with its dwellings."""
    found = queries.building(request.actor, building_id)
    rows = listing(request, queries_stock.neighbours(request.actor, found), COLUMNS[:1], default="address", count=False)
    book = queries.code_book(request.actor, found.organisation_id)
    context = {
        "building": found,
        "organisation": found.organisation,
        "list": rows,
        "lines": showing.lines(rows.rows, book, timezone.localdate()),
        "may_keep": bool(policies.may_keep(request.actor, found.organisation_id)),
    }
    return render(request, "dwellings/building.html", context)


SITES = (
    Column("name", gettext_lazy("Site"), ("name",)),
    Column("area", gettext_lazy("Part of town"), ("area", "name")),
    Column("plan", gettext_lazy("Plan"), ("plan_status", "name")),
    Column("could", gettext_lazy("What could stand there")),
    Column("dwellings", gettext_lazy("Dwellings"), ("-dwellings_to",), numeric=True),
    Column("ready", gettext_lazy("Ready"), ("ready_year",), numeric=True),
)


@page(policies.may_open_stock)
@require_GET
def sites(request: PageRequest) -> HttpResponse:
    """Sites where dwellings could stand."""
    shown = listing(request, queries_lists.sites(request.actor), SITES, default="name")
    least = sum(row.dwellings_from or row.dwellings_to or 0 for row in shown.rows)
    most = sum(row.dwellings_to or row.dwellings_from or 0 for row in shown.rows)
    context = {
        "list": shown, "least": least, "most": most, "may_keep": bool(policies.may_keep_some(request.actor)),
        "synthetic": any(row.invented for row in shown.rows),
    }  # fmt: skip
    return render(request, "dwellings/sites.html", context)


@page(policies.may_open_stock)
@require_GET
def codes(request: PageRequest) -> HttpResponse:
    """The code lists, those nobody has explained first."""
    book = queries.code_book(request.actor)
    places = dict(_organisations(request))
    lists = []
    for which in CodeList:
        entries = [entry for entry in book.entries if entry.list == which]
        lists.append(
            {
                "list": which,
                "choices": book.choices(which),
                "own": [entry for entry in entries if not entry.is_unknown],
                "takes_own": which not in FIXED,
            }
        )
    unknown = [entry for entry in book.entries if entry.is_unknown]
    context = {
        "lists": lists,
        "unknown": unknown,
        "may_keep": bool(policies.may_keep_some(request.actor)),
        "places": places if len(places) > 1 else {},
        "explained": [
            (entry, entry.get_list_display(), book.label(entry.list, entry.code))
            for entry in book.entries
            if not entry.is_unknown
        ],
    }
    return render(request, "dwellings/codes.html", context)
