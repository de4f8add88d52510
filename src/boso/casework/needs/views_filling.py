"""Mapping a household: begin, answer part by part, finish. The pages are the questionnaire's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boso.casework.households import queries as households
from boso.casework.needs import actions, filling, forms, policies, queries
from boso.casework.needs.keeping import MappingStore
from boso.casework.needs.models import MappingState
from boso.foundation.access.decisions import require
from boso.foundation.audit.actions import log_look
from boso.foundation.questionnaires.filling import Setting, keeps_posts
from boso.foundation.questionnaires.filling import page as form_page
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_mappings)
def begin(request: PageRequest, household_id: int) -> HttpResponse:
    """Begin a mapping of a household, or go on with the one that is begun."""
    actor = request.actor
    household = households.one(actor, household_id)
    require(policies.may_map(actor, household))
    draft = queries.draft_of(actor, household)
    offered = list(queries.forms_for(actor, household.organisation_id))
    form = forms.BeginForm(request.POST or None, queries.units_to_map_for(actor, household), offered)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = next((one for one in offered if str(one.pk) == told.get("form")), None)
        made = tried(form, lambda: actions.begin(actor, household, int(told["unit"]), on=told["on"], form=chosen), "on")
        if made is not None:
            return redirect("needs:fill", made.pk)
    card = households.open_cards(actor, [household]).get(household.pk)
    log_look(actor, "mapping.looked", household, organisation_id=household.organisation_id)
    context = {
        "form": form, "household": household, "organisation": household.organisation, "card": card, "draft": draft,
    }  # fmt: skip
    return render(request, "needs/begin.html", context, status=422 if form.errors else 200)


@keeps_posts
@page(policies.may_open_mappings)
def fill(request: PageRequest, mapping_id: int) -> HttpResponse:
    """The form, a part at a time. What is answered is kept at once, right or wrong."""
    actor = request.actor
    mapping = queries.one(actor, mapping_id)
    if mapping.state != MappingState.DRAFT or mapping.form is None:
        return redirect("needs:mapping", mapping.pk)
    require(policies.may_fill(actor, mapping))
    size = filling.size_of(queries.composition(actor, mapping.household, mapping.mapped_on), mapping.mapped_on)
    card = households.open_cards(actor, [mapping.household_id]).get(mapping.household_id)
    if request.method == "GET":
        log_look(actor, "mapping.looked", mapping.household, organisation_id=mapping.organisation_id)
    setting = Setting(
        leave=reverse("households:household", args=[mapping.household_id]),
        about=f"{card.name}, {card.size}" if card is not None else mapping.household.reference,
        send=_("Finish the mapping"),
        extra={"organisation": mapping.organisation},
    )
    return form_page(request, mapping.form, MappingStore(request, mapping, size), setting)


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
