"""The count of homeless persons: the list, one count, a form for a person, freezing, two counts compared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.needs import actions_counts, forms, pictures, policies, queries, queries_counts, wording
from boso.casework.needs.models import AgeGroup, CountState, Homeless, HomelessCount
from boso.casework.needs.models_codes import HOMELESS
from boso.core.needs import counting
from boso.core.needs.disclosure import hides_sum, shown
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_needs)
def counts(request: PageRequest) -> HttpResponse:
    """All counts the person sees."""
    actor = request.actor
    rows = list(queries_counts.counts(actor).select_related("organisation"))
    coming = counting.next_national(timezone.localdate())
    context = {
        "rows": [(row, counting.week(row.year, row.week)) for row in rows],
        "coming": coming,
        "may_open": bool(actor.works_in(*policies.LEADS)),
        "organisation": next(iter(queries.places(actor)), None),
    }
    return render(request, "needs/counts.html", context)


@page(policies.may_open_needs)
def new_count(request: PageRequest) -> HttpResponse:
    """Open a count."""
    actor = request.actor
    places = [place for place in queries.places(actor) if policies.may_lead(actor, place.pk)]
    if not places:
        require(policies.may_lead(actor, min(actor.works_in())))
    coming = counting.next_national(timezone.localdate()).starts.isocalendar()
    form = forms.OpenCountForm(request.POST or None, places, coming.year, coming.week)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = tried(
            form,
            lambda: actions_counts.open_count(actor, int(told["organisation"]), told["year"], told["week"]),
            "week",
        )
        if made is not None:
            return redirect("needs:count", made.pk)
    context = {"form": form, "organisation": places[0]}
    return render(request, "needs/count_form.html", context, status=422 if form.errors else 200)


@page(policies.may_open_needs)
def count(request: PageRequest, count_id: int) -> HttpResponse:
    """One count: totals that tell on nobody, doubles without names, and the forms of the own unit."""
    actor = request.actor
    found = queries_counts.one(actor, count_id)
    other = _other(actor, found, request.GET.get("with", ""))
    totals = _totals(found)
    compared = [(str(found), totals["raw"])] + ([(str(other), _totals(other)["raw"])] if other is not None else [])
    period = counting.week(found.year, found.week)
    frozen = found.state == CountState.FROZEN
    context = {
        "count": found,
        "organisation": found.organisation,
        "period": period,
        "last": (period.ends or period.starts) - dt.timedelta(days=1),
        "frozen": frozen,
        **totals,
        "sentence": wording.count_sentence(totals["total"], found.week, found.year, frozen=frozen),
        "chart": pictures.by_category(compared),
        "other": other,
        "other_totals": _totals(other) if other is not None else None,
        "comparable": [
            one for one in queries_counts.counts(actor).filter(organisation=found.organisation_id) if one.pk != found.pk
        ],
        "forms": list(queries_counts.forms_of(actor, found)) if not frozen else [],
        "by_unit": [] if frozen else queries_counts.forms_by_unit(found),
        "doubles": [] if frozen else queries_counts.doubles(actor, found),
        "may_register": bool(not frozen and queries_counts.units_that_count(actor, found)),
        "may_lead": policies.may_lead_count(actor, found),
        "whole": queries_counts.verified(found) if frozen else None,
        "over": period.ends is not None and timezone.localdate() >= period.ends,
    }
    return render(request, "needs/count.html", context)


def _other(actor: Actor, found: HomelessCount, asked: str) -> HomelessCount | None:
    """The count to compare with, of the same organisation."""
    if not asked.isdecimal() or len(asked) > 17:
        return None
    return queries_counts.counts(actor).filter(pk=int(asked), organisation=found.organisation_id).first()


def _totals(found: HomelessCount) -> dict[str, Any]:
    """Totals by stay, age and unit, small ones hidden: these leave the municipality."""
    frozen = found.state == CountState.FROZEN
    gathered = None if frozen else queries_counts.gather(found)
    rows = queries_counts.rows_of(found) if gathered is None else gathered.rows
    under = queries_counts.small_under(counting.week(found.year, found.week).starts)
    categories = queries_counts.totals(rows, "category", [str(code) for code in HOMELESS])
    ages = queries_counts.totals(rows, "age_group", [str(code) for code in AgeGroup])
    units = queries_counts.totals(rows, "unit_id", sorted({str(row["unit_id"]) for row in rows}))
    names = queries.unit_names(found.organisation_id)
    told = shown(categories, under)
    return {
        "total": None if hides_sum(categories, under) else len(rows),
        "raw": told,
        "by_category": [(Homeless(code).label, number) for code, number in told.items()],
        "by_age": [(AgeGroup(code).label, number) for code, number in shown(ages, under).items()],
        "by_unit_counted": [(names.get(code, code), number) for code, number in shown(units, under).items()],
        "doubles_found": found.doubles if gathered is None else gathered.doubles,
        "under": under,
    }


@page(policies.may_open_mappings)
def register(request: PageRequest, count_id: int) -> HttpResponse:
    """One form for one person."""
    actor = request.actor
    found = queries_counts.one(actor, count_id)
    units = queries_counts.units_that_count(actor, found)
    if not units:
        require(policies.may_count(actor, found, next(iter(actor.units), 0)))
    form = forms.PersonForm(request.POST or None, units)
    if request.method == "POST" and form.is_valid() and _registered(actor, found, form):
        messages.success(request, _("The person is registered."))
        return redirect("needs:register" if "another" in request.POST else "needs:count", found.pk)
    context = {"form": form, "count": found, "organisation": found.organisation}
    return render(request, "needs/register.html", context, status=422 if form.errors else 200)


def _registered(actor: Actor, found: HomelessCount, form: forms.PersonForm) -> bool:
    told = form.cleaned_data
    made = tried(
        form,
        lambda: actions_counts.register(
            actor, found, int(told["unit"]), told,
            national_id=told["national_id"], initials=told["initials"], birth_year=told["birth_year"],
        ),
        "national_id",
    )  # fmt: skip
    return made is not None


@page(policies.may_open_mappings)
def withdraw(request: PageRequest, form_id: int) -> HttpResponse:
    """Take a form back."""
    form = queries_counts.form(request.actor, form_id)
    if request.method == "POST":
        actions_counts.withdraw(request.actor, form)
        messages.success(request, _("The form is taken back."))
    return redirect("needs:count", form.count_id)


@page(policies.may_open_needs)
def freeze(request: PageRequest, count_id: int) -> HttpResponse:
    """Freeze a count."""
    found = queries_counts.one(request.actor, count_id)
    if request.method == "POST":
        try:
            actions_counts.freeze(request.actor, found)
            messages.success(request, _("The count is frozen."))
        except NotNow as obstacle:
            messages.error(request, str(obstacle))
    return redirect("needs:count", found.pk)
