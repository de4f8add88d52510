"""A household's page: instruments together, the assessment of its economy, what was frozen, and paper to take along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.households.models import Household
from boso.casework.households.policies import may_open_households
from boso.casework.instruments import actions, casing, facts, guiding, policies, queries, showing, telling
from boso.casework.instruments.facts import Known
from boso.casework.instruments.forms import AssessForm
from boso.casework.instruments.models import Assessment, NotRelevant, Verdict, Watch
from boso.casework.instruments.panels import COLOURS
from boso.casework.instruments.queries import Page
from boso.casework.instruments.states import WATCH
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.web import pdf
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(may_open_households)
@require_GET
def household(request: PageRequest, household_id: int) -> HttpResponse:
    """What the household can have and pay, from what is known of it today."""
    found = queries.page(request.actor, household_id)
    _look(request.actor, found.known.household, "assessment.looked")
    return render(request, "instruments/household.html", _page(request.actor, found))


@page(may_open_households)
@require_GET
def paper(request: PageRequest, household_id: int) -> HttpResponse:
    """The same on paper, for whoever decides on a loan."""
    found = queries.page(request.actor, household_id)
    known = found.known
    _look(request.actor, known.household, "assessment.printed")
    context = {**_page(request.actor, found), "printed_by": request.actor.name, "printed_at": timezone.now()}
    made = pdf.paper("instruments/paper.html", context)
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("instruments:household", household_id)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="virkemidler-{known.household.reference}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@page(may_open_households)
@get_or_post
def assess(request: PageRequest, household_id: int) -> HttpResponse:
    """Enter what is missing, as an assessment of a day."""
    actor, today = request.actor, timezone.localdate()
    known = _known(actor, household_id)
    require(policies.may_assess(actor, known.household))
    sent = request.method == "POST"
    if not sent:
        _look(actor, known.household, "assessment.looked")
    form = AssessForm(known, today, request.POST if sent else None)
    if sent and form.is_valid() and tried(form, lambda: _keep(actor, known, form)) is not None:
        messages.success(request, _("The assessment is kept, with the answer as it was."))
        return redirect("instruments:household", household_id)
    context = {**_frame(known), "form": form, "sections": form.sections(), "back": _address(known)}
    return render(request, "instruments/assess.html", context, status=422 if sent else 200)


def _keep(actor: Actor, known: Known, form: AssessForm) -> Assessment:
    entered = form.entered()
    told = replace(known, entered=entered, assessment=None)
    points = queries.holding(known.household.organisation_id, known.on)
    document = casing.frozen(told, points, entered)
    return actions.assess(actor, known.household, entered, document, on=form.cleaned_data["on"])


@page(may_open_households)
@require_GET
def assessment(request: PageRequest, assessment_id: int) -> HttpResponse:
    """One assessment as it was: what was asked, and what was answered."""
    found = queries.assessment(request.actor, assessment_id)
    known = _known(request.actor, found.household_id)
    document = queries.frozen(found) if hasattr(found, "frozen") else None
    _look(request.actor, found.household, "assessment.looked")
    answer = document["answer"] if document is not None else None
    context = {
        **_frame(known),
        "made": found,
        "document": document,
        "shown": None if answer is None else showing.shown(answer),
        "entered": list(telling.entered(document, known.card)) if document is not None else [],
    }
    return render(request, "instruments/assessment.html", context)


def _known(actor: Actor, household_id: int) -> Known:
    """What is known of the household; refused (hidden) for one not seen, or erased."""
    found = facts.gather(actor, [household_id]).get(household_id)
    if found is None:
        raise Refused(NOT_HERE)
    return found


def _page(actor: Actor, found: Page) -> dict[str, Any]:
    known, row = found.known, found.known.household
    points = queries.holding(row.organisation_id, known.on)
    answer = casing.answer(known, points)
    watch = queries.watch_of(actor, row)
    told = [points[key] for key in telling.USED if key in points]
    return {
        **_frame(known),
        "shown": None if answer is None else showing.shown(answer),
        "lacks": [(lack, telling.where_to_enter(lack, row)) for lack in facts.lacks(known)],
        "made": found.made,
        "watch": watch,
        "watch_colour": "" if watch is None else COLOURS[Verdict(watch.verdict)],
        "watch_state": "" if watch is None else telling.state_words(watch),
        "acts": _acts(watch) if found.works else [],
        "because": NotRelevant.choices,
        "may_assess": found.works and row.closed_on is None,
        "begins": casing.renting_to_owning(known, points),
        "of_guideline": [(guiding.POINTS[one.key], telling.point_value(one.key, one.value)) for one in told],
    }


def _acts(watch: Watch | None) -> list[tuple[str, Any]]:
    """What may follow for the household in the watch."""
    state = "" if watch is None else watch.state
    return [(one.name, one.label) for one in WATCH.transitions if state in one.sources]


def _frame(known: Known) -> dict[str, Any]:
    row = known.household
    return {
        "household": row,
        "organisation": row.organisation,
        "card": known.card,
        "known": known,
        "case": reverse("households:household", args=[row.pk]),
        "address": _address(known),
        "home": known.lease.dwelling.title if known.lease is not None and not row.is_protected else "",
        "rent": known.rent,
    }


def _address(known: Known) -> str:
    return reverse("instruments:household", args=[known.household.pk])


def _look(actor: Actor, row: Household, verb: str) -> None:
    log_look(actor, verb, row, organisation_id=row.organisation_id)
