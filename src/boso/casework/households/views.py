"""The list of households, and the case of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.casework.households import forms, panels, policies, queries, queries_case, queries_list, showing
from boso.casework.households.forwarding import instead_of
from boso.casework.households.models import ClosedBecause
from boso.casework.households.panels import Case
from boso.casework.households.queries_visible import SEES, WORKS
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.foundation.audit.actions import log_look
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

NAME = Column("name", _("Household"))
COLUMNS = (
    Column("reference", _("Reference"), ("reference", "organisation_id"), choice=False),
    Column("size", _("Who"), choice=True),
    Column("units", _("Works with them"), choice=True),
    Column("worker", _("Responsible"), choice=True),
    Column("opened", _("With us since"), ("-opened_on",), choice=True),
    Column("changed", _("Last written"), ("-changed_at",), choice=True),
)


@page(policies.may_open_households)
def households(request: PageRequest) -> HttpResponse:
    """The households the person sees."""
    actor = request.actor
    units = queries_list.units_to_choose(actor)
    form = forms.HouseholdFilter(request.GET, units)
    form.is_valid()
    wish = _wish(form)
    found = queries_list.listed(actor, wish)
    total, cards = queries_list.capped(found), None
    name = replace(NAME, order=("place",)) if total <= queries_list.FEW else NAME
    if name.order and request.GET.get("sort", "") in ("name", "-name"):
        found, cards = queries_list.by_name(actor, found)
    listed = listing(request, found, (name, *COLUMNS), default="changed", count=False)
    ids = [row.pk for row in listed.rows]
    cards = queries.open_cards(actor, ids) if cards is None else cards
    rows = showing.rows(listed.rows, cards, queries_list.engagements_of(ids), wish.text)
    total = total if listed.previous or listed.next else len(rows)
    places = sorted(actor.works_in(*SEES))
    log_look(
        actor,
        "household.searched" if wish.text else "household.listed",
        organisation_id=places[0] if len(places) == 1 else None,
        query=f"state={wish.state} unit={wish.unit or ''} mine={int(wish.mine)}",
        words=wish.text,
        count=len(rows),
    )
    context = {
        "listing": listed,
        "rows": rows,
        "form": form,
        "chips": chips(request, form),
        "wish": wish,
        "total": min(total, queries_list.MOST),
        "more": total > queries_list.MOST,
        "narrowed": bool(wish.text or wish.unit or wish.mine),
        "may_register": bool(actor.works_in(*WORKS)),
        "may_clear": bool(policies.may_open_clearances(actor)),
        "may_review": bool(policies.may_open_reviews(actor)),
        "download": urlencode({name: request.GET[name] for name in form.fields if request.GET.get(name)}),
        "synthetic": any(row.household.invented for row in rows),
    }
    return render(request, "households/list.html", context)


@page(policies.may_open_households)
def household(request: PageRequest, household_id: int) -> HttpResponse:
    """One case: what matters in the head, what is to be done, what has happened; the rest in tabs."""
    try:
        case = queries_case.case(request.actor, household_id)
    except Refused:
        return _led_on(request.actor, household_id)
    if case.household.closed_reason == ClosedBecause.MERGED and (other := instead_of(request.actor, household_id)):
        return HttpResponseRedirect(reverse("households:household", args=[other]))
    tabs = panels.tabs(case)
    wish = request.GET.get("tab", "")
    tab = next((one for one in tabs if one.key == wish), None)
    if wish and tab is None:
        raise Http404
    emergency = queries_case.emergency_of(case)
    looked(case, emergency.get_reason_display() if emergency is not None else "")
    context = head(case) | {"tabs": tabs, "tab": tab, "emergency": emergency}
    if tab is not None:
        context |= dict(tab.read(case)) | {"template": tab.template}
        return render(request, "households/case_tab.html", context)
    sharings = queries_case.sharings(case)
    parts = showing.overview(case)
    context |= {
        "facts": [*context["facts"], *parts.facts],
        "tags": [*context["tags"], *parts.tags],
        "tasks": parts.tasks,
        "parts": parts,
        "people": showing.with_ages(case.card, case.today),
        "entries": showing.history(case, queries_case.changes(case, sharings), sharings),
        "sharings": sharings,
    }
    return render(request, "households/case.html", context)


@page(policies.may_open_households)
def part(request: PageRequest, household_id: int, key: str) -> HttpResponse:
    """One app's part of the overview by itself, where the page had no room for it."""
    case = queries_case.case(request.actor, household_id)
    panel = next((one for one in panels.panels() if one.key == key and one.template), None)
    if panel is None:
        raise Http404
    looked(case)
    context = head(case) | {"piece": panel.read(case), "panel": panel}
    name = "households/part.html#part" if request.htmx else "households/part.html"
    return render(request, name, context)


def head(case: Case, **more: Any) -> dict[str, Any]:
    """What every page of a case shows of it."""
    actor, household = case.actor, case.household
    return {
        "case": case,
        "household": household,
        "card": case.card,
        "organisation": household.organisation,
        "facts": showing.facts(case),
        "tags": showing.tags(case),
        "may_write": case.may_write,
        "may_lead": case.may_write and actor.holds(Role.DECISION_MAKER, at=household.organisation_id),
        "address": address(case),
        **more,
    }


def address(case: Case, tab: str = "") -> str:
    """Where the case is read, at that tab."""
    found = reverse("households:household", args=[case.household.pk])
    return f"{found}?tab={tab}" if tab else found


def looked(case: Case, reason: str = "") -> None:
    """Log that somebody looks at the household."""
    log_look(
        case.actor,
        "household.looked",
        case.household,
        organisation_id=case.household.organisation_id,
        reason=reason,
    )


def _led_on(actor: Actor, household_id: int) -> HttpResponse:
    """To the case that this one has become part of. Raises Refused (hidden) where there is none for the actor."""
    other = instead_of(actor, household_id)
    if other is None:
        raise Refused(NOT_HERE)
    return HttpResponseRedirect(reverse("households:household", args=[other]))


def _wish(form: forms.HouseholdFilter) -> queries_list.Wish:
    given = form.cleaned_data
    unit = given.get("unit") or ""
    return queries_list.Wish(
        text=given.get("q") or "",
        unit=int(unit) if unit else None,
        mine=given.get("mine") == "me",
        state=given.get("state") or queries_list.OPEN,
    )
