"""Mapping a household: begin, answer part by part, finish. Works without JavaScript, and saves as one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boso.casework.households import queries as households
from boso.casework.needs import actions, asking, filling, forms, policies, queries, wording
from boso.casework.needs.models import Mapping, MappingState
from boso.casework.needs.sealing import words_of
from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.standing import Page
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

MINUTES_A_PART = 2


@page(policies.may_open_mappings)
def begin(request: PageRequest, household_id: int) -> HttpResponse:
    """Begin a mapping of a household, or go on with the one that is begun."""
    actor = request.actor
    household = households.one(actor, household_id)
    require(policies.may_map(actor, household))
    draft = queries.draft_of(actor, household)
    if draft is not None:
        return redirect("needs:fill", draft.pk)
    form = forms.BeginForm(request.POST or None, queries.units_to_map_for(actor, household))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = tried(form, lambda: actions.begin(actor, household, int(told["unit"]), on=told["on"]), "on")
        if made is not None:
            return redirect("needs:fill", made.pk)
    card = households.open_cards(actor, [household]).get(household.pk)
    log_look(actor, "mapping.looked", household, organisation_id=household.organisation_id)
    context = {"form": form, "household": household, "organisation": household.organisation, "card": card}
    return render(request, "needs/begin.html", context, status=422 if form.errors else 200)


@page(policies.may_open_mappings)
def fill(request: PageRequest, mapping_id: int, key: str = "") -> HttpResponse:
    """One part of the form. What is answered is kept at once, right or wrong; what lacks is told when one goes on."""
    actor = request.actor
    mapping = queries.one(actor, mapping_id)
    if mapping.state != MappingState.DRAFT:
        return redirect("needs:mapping", mapping.pk)
    require(policies.may_fill(actor, mapping))
    size = filling.size_of(queries.composition(actor, mapping.household, mapping.mapped_on), mapping.mapped_on)
    answers = dict(words_of(mapping).answers)
    standing = filling.standing(mapping, answers, size)
    here = standing.page_of(key) if key else None
    here = here or standing.pages()[0]
    if request.method != "POST":
        log_look(actor, "mapping.looked", mapping.household, organisation_id=mapping.organisation_id)
        return _drawn(request, mapping, standing, here, strict="lacks" in request.GET)
    actions.fill(actor, mapping, {**answers, **asking.given(here, request.POST)})
    standing = filling.standing(mapping, words_of(mapping).answers, size)
    here = standing.page_of(here.key) or here
    if request.htmx:
        return _drawn(request, mapping, standing, here, strict=False, partial=True)
    return _onward(request, mapping, standing, here)


def _onward(request: PageRequest, mapping: Mapping, standing: Standing, here: Page) -> HttpResponse:
    """Where one goes after a part is sent: back, away, on, or to the end."""
    if "back" in request.POST:
        before = standing.page_before(here.key)
        return redirect(_address(mapping, before.key if before is not None else here.key))
    if "leave" in request.POST:
        messages.success(request, _("The answers so far are kept. Go on whenever you like."))
        return redirect("households:household", mapping.household_id)
    if here.stops:
        return _drawn(request, mapping, standing, here, strict=True)
    after = standing.page_after(here.key)
    if after is not None:
        return redirect(_address(mapping, after.key))
    lacking = next((one for one in standing.pages() if one.stops), None)
    if lacking is not None:
        return redirect(f"{_address(mapping, lacking.key)}?lacks=1")
    try:
        actions.finish(request.actor, mapping)
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
        return redirect(_address(mapping, here.key))
    messages.success(request, _("The mapping is done."))
    return redirect("needs:mapping", mapping.pk)


@page(policies.may_open_mappings)
def discard(request: PageRequest, mapping_id: int) -> HttpResponse:
    """Throw away a mapping that is begun."""
    mapping = queries.one(request.actor, mapping_id)
    household = mapping.household_id
    if request.method == "POST":
        actions.discard(request.actor, mapping)
        messages.success(request, _("The mapping that was begun is thrown away."))
        return redirect("households:household", household)
    return redirect("needs:fill", mapping.pk)


def _drawn(
    request: PageRequest, mapping: Mapping, standing: Standing, here: Page, *, strict: bool, partial: bool = False
) -> HttpResponse:
    pages = standing.pages()
    number = next((place for place, one in enumerate(pages, start=1) if one.key == here.key), 1)
    form = asking.page_form(standing, here, strict=strict)
    part = here.parts[0]
    after = standing.page_after(here.key)
    context: dict[str, Any] = {
        "mapping": mapping,
        "organisation": mapping.organisation,
        "card": households.open_cards(request.actor, [mapping.household_id]).get(mapping.household_id),
        "form": form,
        "notes": asking.notes(standing, here),
        "heading": standing.heading(part.container, part.key) if part.container is not None else "",
        "number": number,
        "count": len(pages),
        "parts": [(place, one.key, not one.stops) for place, one in enumerate(pages, start=1)],
        "minutes": max(1, (len(pages) - number + 1) * MINUTES_A_PART - 1),
        "key": here.key,
        "address": _address(mapping, here.key),
        "next": wording.next_part(standing, after),
        "alone": True,
        "campaign": mapping.campaign,
    }
    template = "needs/fill.html#answers" if partial else "needs/fill.html"
    return render(request, template, context, status=422 if strict and form.errors else 200)


def _address(mapping: Mapping, key: str) -> str:
    return reverse("needs:part", args=[mapping.pk, key])
