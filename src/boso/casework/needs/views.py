"""The overview of needs, the list of mappings, and one mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.households import policies as households
from boso.casework.households.queries import open_cards
from boso.casework.households.queries_visible import SEES
from boso.casework.needs import actions, forms, pictures, policies, queries, queries_campaigns, showing, wording
from boso.casework.needs.figures import SIZES, figures
from boso.casework.needs.models import Mapping, MappingState, Situation
from boso.casework.needs.sealing import words_of
from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look
from boso.foundation.web import pdf
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("household", _("Household"), ("household__reference",)),
    Column("situation", _("Situation"), ("situation",)),
    Column("need", _("Needs"), ("bedrooms",)),
    Column("urgency", _("When"), ()),
    Column("unit", _("Unit"), ("unit__name",)),
    Column("mapped", _("Mapped"), ("-mapped_on",)),
)


@page(policies.may_open_needs)
def overview(request: PageRequest) -> HttpResponse:
    """What households need, in figures. A planner sees nothing else."""
    actor = request.actor
    places = queries.places(actor)
    place = next((one for one in places if str(one.pk) == request.GET.get("place")), places[0])
    today = timezone.localdate()
    rows = queries.heaps(actor, place.pk)
    sees = bool(policies.may_open_mappings(actor)) and place.pk in actor.works_in(*SEES)
    told = figures(rows, today, safe=not sees)
    units = queries.unit_names(place.pk)
    context = {
        "organisation": place,
        "places": places,
        "figures": told,
        "sentence": wording.overview_sentence(told),
        "chart": pictures.by_size(told),
        "sizes": [wording.bedrooms(None if size == "unknown" else int(size)) for size in SIZES],
        "table": [(Situation(code), lines, sum_of(told, code)) for code, lines in told.table],
        "by_unit": [(units.get(line.code, line.code), line.count) for line in told.by_unit],
        "by_urgency": [(wording.urgency(line.code), line.code, line.count) for line in told.by_urgency],
        "sees": sees,
        "today": today,
        "open": queries_campaigns.with_progress(queries_campaigns.campaigns(actor)).filter(state="running")[:3],
        "may_lead": policies.may_lead(actor, place.pk),
    }
    return render(request, "needs/overview.html", context)


def sum_of(told: Any, code: str) -> int | None:
    """The figure of a situation."""
    return next((line.count for line in told.by_situation if line.code == code), None)


@page(policies.may_open_mappings)
def mappings(request: PageRequest) -> HttpResponse:
    """The mappings the person sees, narrowed."""
    actor = request.actor
    form = forms.MappingFilter(request.GET, wording.size_choices())
    found = queries.listed(actor, form.wish())
    listed = listing(request, found, COLUMNS, default="mapped", count=False)
    cards = open_cards(actor, [row.household_id for row in listed.rows])
    total = queries.capped(found)
    log_look(actor, "mapping.listed", organisation_id=_only_place(actor), count=len(listed.rows))
    rows = [
        (row, cards.get(row.household_id), showing.need(row), showing.SITUATIONS[Situation(row.situation)])
        for row in listed.rows
    ]
    context = {
        "listing": listed,
        "rows": rows,
        "form": form,
        "chips": chips(request, form),
        "sentence": wording.list_sentence(total, queries.MOST),
        "synthetic": any(row.invented for row in listed.rows),
    }
    return render(request, "needs/mappings.html", context)


@page(policies.may_open_mappings)
def mapping(request: PageRequest, mapping_id: int) -> HttpResponse:
    """One mapping: what was found, and what is different from the one before."""
    found = queries.one(request.actor, mapping_id)
    if found.state == MappingState.DRAFT:
        return redirect("needs:fill", found.pk)
    return render(request, "needs/mapping.html", _whole(request, found))


@page(policies.may_open_mappings)
def paper(request: PageRequest, mapping_id: int) -> HttpResponse:
    """The mapping as PDF; where this machine makes none, the page itself with the reason."""
    found = queries.one(request.actor, mapping_id)
    made = pdf.paper("needs/mapping_paper.html", _whole(request, found))
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("needs:mapping", found.pk)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return response


@page(policies.may_open_mappings)
def correct(request: PageRequest, mapping_id: int) -> HttpResponse:
    """Say why a mapping is wrong, and go on to answer anew."""
    actor = request.actor
    found = queries.one(actor, mapping_id)
    form = forms.CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = tried(form, lambda: actions.correct(actor, found, told["because"], told["words"]), "words")
        if new is not None:
            return redirect("needs:fill", new.pk)
    context = {"form": form, "mapping": found, "organisation": found.organisation, "card": _card(actor, found)}
    return render(request, "needs/correct.html", context, status=422 if form.errors else 200)


def _whole(request: PageRequest, found: Mapping) -> dict[str, Any]:
    actor = request.actor
    others = queries.of_household(actor, found.household)
    told = dict(showing.with_differences(others))
    log_look(actor, "mapping.looked", found.household, organisation_id=found.organisation_id)
    return {
        "mapping": found,
        "organisation": found.organisation,
        "household": found.household,
        "card": _card(actor, found),
        "words": words_of(found),
        "groups": showing.rows(found),
        "changes": told.get(found, []),
        "others": [(other, len(changes)) for other, changes in told.items()],
        "need": showing.need(found),
        "colour": showing.SITUATIONS[Situation(found.situation)],
        "corrected_by": next((other for other in others if other.corrects_id == found.pk), None),
        "may_correct": policies.may_correct(actor, found),
        "may_map": households.may_work_with(actor, found.household),
        "norm": wording.NORMS.get(found.norm, ""),
    }


def _card(actor: Actor, found: Mapping) -> Any:
    return open_cards(actor, [found.household_id]).get(found.household_id)


def _only_place(actor: Actor) -> int | None:
    places = sorted(actor.works_in())
    return places[0] if len(places) == 1 else None
